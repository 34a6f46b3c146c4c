import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimFolder } from './owner'
import { pidSpace } from './process'

const folders: string[] = []
afterAll(() => folders.forEach(folder => rmSync(folder, { recursive: true })))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'book-owner-'))
  folders.push(folder)
  return folder
}

test('a held folder is refused with the pid of its holder, a released one is free', async () => {
  const folder = newFolder()
  const claim = await claimFolder(folder)
  await expect(claimFolder(folder)).rejects.toThrow(`正被进程 ${process.pid} 使用`)
  claim.release()
  const next = await claimFolder(folder)
  await expect(claimFolder(folder)).rejects.toThrow('不能同时开两个服务')
  next.release()
})

test('what a dead process held is taken over, also when its pid was given to another process', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'owner.7'), JSON.stringify({ pid: process.pid, started: 'before the last start', space: pidSpace() }))
  const claim = await claimFolder(folder)
  expect(readdirSync(folder)).toEqual(['owner.8'])
  expect(JSON.parse(readFileSync(join(folder, 'owner.8'), 'utf8'))).toMatchObject({ pid: process.pid })
  claim.release()
})

test('of many that start at once, over a dead owner too, exactly one gets the folder', async () => {
  for (const start of ['fresh', 'stale', 'released']) {
    const folder = newFolder()
    if (start === 'stale') writeFileSync(join(folder, 'owner.3'), JSON.stringify({ pid: process.pid, started: 'long ago', space: pidSpace() }))
    if (start === 'released') (await claimFolder(folder)).release()
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => claimFolder(folder)))
    const winners = tries.flatMap(result => result.status === 'fulfilled' ? [result.value] : [])
    expect(winners).toHaveLength(1)
    winners.forEach(claim => claim.release())
  }
})

test('an owner of another container holds the folder while it beats', async () => {
  const folder = newFolder()
  const file = join(folder, 'owner.1')
  const beat = () => writeFileSync(file, JSON.stringify({ pid: 1, started: '1', space: 'another container' }))
  beat()
  const beating = setInterval(beat, 100)
  await expect(claimFolder(folder)).rejects.toThrow('正被进程 1 使用')
  clearInterval(beating)
})

test('an owner of another container that fell silent is taken over', async () => {
  const folder = newFolder()
  const file = join(folder, 'owner.1')
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: '1', space: 'another container' }))
  utimesSync(file, new Date(), new Date(Date.now() - 60_000))
  const claim = await claimFolder(folder)
  expect(readdirSync(folder)).toEqual(['owner.2'])
  claim.release()
})
