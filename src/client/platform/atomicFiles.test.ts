import { filesConformance } from '../../../test/standin/filesConformance'
import { atomicFiles } from './atomicFiles'
import { memoryDisk, type MemoryDisk } from './memoryDisk'

describe.each([true, false])('on a disk whose rename replaces: %s', (renameReplaces) => {
  test.each(filesConformance)('$claim', ({ check }) => check(atomicFiles(memoryDisk({ renameReplaces }))))

  /** Runs `act` on a disk prepared by `prepare`, dead at its k-th call, and gives what a new start finds; null when k was past the end. */
  async function diedAt(k: number, tear: number, prepare: (disk: MemoryDisk) => Promise<unknown>, act: (disk: MemoryDisk) => Promise<unknown>): Promise<{ readonly disk: MemoryDisk; readonly answer: unknown } | null> {
    const disk = memoryDisk({ renameReplaces })
    await prepare(disk)
    disk.faults.dieAt = disk.calls() + k
    disk.faults.tear = tear
    const answer = await act(disk).catch(() => 'rejected')
    const wasReached = disk.calls() >= disk.faults.dieAt
    disk.faults.dieAt = Infinity
    return wasReached ? { disk, answer } : null
  }

  test.each([0, 0.5, 1])('dying at any call of a replacement (torn to %s) leaves the old text or the new, whole', async (tear) => {
    let deaths = 0
    for (let k = 1; ; k += 1) {
      const died = await diedAt(k, tear, (disk) => atomicFiles(disk).write('a', 'old text'), (disk) => atomicFiles(disk).write('a', 'new text'))
      if (died === null) break
      deaths += 1
      const files = atomicFiles(died.disk)
      const found = await files.read('a')
      expect(['old text', 'new text']).toContain(found)
      expect(await files.list('')).toEqual(['a'])
      // And the file goes on living: it can be replaced and removed, and nothing comes back.
      expect(await files.write('a', 'third text')).toBe('written')
      expect(await files.read('a')).toBe('third text')
      await files.remove('a')
      expect(await files.read('a')).toBeNull()
      expect(await files.list('')).toEqual([])
    }
    expect(deaths).toBeGreaterThan(2)
  })

  test('a write that said "written" is there after any later death', async () => {
    for (let k = 1; k < 12; k += 1) {
      const disk = memoryDisk({ renameReplaces })
      const files = atomicFiles(disk)
      expect(await files.write('a', 'kept')).toBe('written')
      disk.faults.dieAt = disk.calls() + k
      await files.write('b', 'other').catch(() => undefined)
      await files.remove('c').catch(() => undefined)
      disk.faults.dieAt = Infinity
      expect(await atomicFiles(disk).read('a')).toBe('kept')
    }
  })

  test('a write that did not fit says so and changes nothing', async () => {
    const disk = memoryDisk({ renameReplaces, capacity: 20 })
    const files = atomicFiles(disk)
    await files.write('a', 'short')
    expect(await files.write('a', 'a text that is much too long')).toBe('full')
    expect(await files.read('a')).toBe('short')
    expect(await files.write('b', 'short too')).toBe('written')
  })

  test('a disk that keeps something else than was written is found out', async () => {
    const disk = memoryDisk({ renameReplaces })
    const files = atomicFiles({ ...disk, writeFile: (name, text) => disk.writeFile(name, text.replace('1', 'l')) })
    expect(await files.write('a', 'text 1')).toBe('broken')
    expect(await files.read('a')).toBeNull()
  })
})

test('a disk that renames and then says it could not is not believed: the file is there, and nobody writes it a second time', async () => {
  const disk = memoryDisk()
  const files = atomicFiles({ ...disk, rename: async (from, to) => { await disk.rename(from, to); throw new Error('no answer') } })
  expect(await files.write('a', 'text')).toBe('written')
  expect(await files.read('a')).toBe('text')
})

test('a file that cannot be read is a failure, not an absence', async () => {
  const disk = memoryDisk()
  await atomicFiles(disk).write('a', 'text')
  disk.faults.dieAt = disk.calls() + 1
  await expect(atomicFiles(disk).read('a')).rejects.toThrow()
})
