import type { Disk } from './atomicFiles'

/** A disk in memory that can fill up, die at any call, leave a write half done, and lose files. */
export interface MemoryDisk extends Disk {
  readonly texts: Map<string, string>
  readonly faults: DiskFaults
  /** Calls made since the start. */
  calls(): number
  /** The system clears space: every file whose name fits is gone. */
  evict(fits: (name: string) => boolean): void
}

export interface DiskFaults {
  /** The call of this number (1 is the first ever) and all after it reject: the program is dead. */
  dieAt: number
  /** How much of the text the dying write leaves: 0 none, 1 all. */
  tear: number
  /** The write of this call keeps half of its text and says that all is well. */
  lieAt: number
  /** Characters in all files together. */
  capacity: number
  renameReplaces: boolean
}

export function memoryDisk(faults: Partial<DiskFaults> = {}): MemoryDisk {
  const texts = new Map<string, string>()
  const state: DiskFaults = { dieAt: Infinity, tear: 0, lieAt: Infinity, capacity: Infinity, renameReplaces: true, ...faults }
  let calls = 0
  const call = async (): Promise<void> => {
    calls += 1
    await Promise.resolve()
    if (calls >= state.dieAt) throw new Error('the disk died')
  }
  return {
    texts,
    faults: state,
    calls: () => calls,
    evict: (fits) => [...texts.keys()].filter(fits).forEach((name) => texts.delete(name)),
    async readFile(name) {
      await call()
      return texts.get(name) ?? null
    },
    async writeFile(name, text) {
      if (calls + 1 === state.dieAt && state.tear > 0) texts.set(name, text.slice(0, Math.floor(text.length * state.tear)))
      await call()
      if (calls === state.lieAt) {
        texts.set(name, text.slice(0, Math.floor(text.length / 2)))
        return 'written'
      }
      if (state.capacity === Infinity) {
        texts.set(name, text)
        return 'written'
      }
      const others = [...texts].reduce((sum, [other, held]) => sum + (other === name ? 0 : held.length), 0)
      const room = state.capacity - others
      texts.set(name, text.slice(0, Math.max(0, room)))
      return text.length <= room ? 'written' : 'full'
    },
    async rename(from, to) {
      await call()
      const text = texts.get(from)
      if (text === undefined || (texts.has(to) && !state.renameReplaces)) throw new Error(`cannot rename ${from}`)
      texts.delete(from)
      texts.set(to, text)
    },
    async unlink(name) {
      await call()
      texts.delete(name)
    },
    async readdir() {
      await call()
      return [...texts.keys()]
    },
  }
}
