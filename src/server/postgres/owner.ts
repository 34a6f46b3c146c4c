import { randomUUID } from 'node:crypto'
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf } from '../errorCode'
import { pidSpace, startOf } from './process'
import { Refusal } from './refusal'

/** The right to use a data folder, held by one process at a time. */
export interface Claim {
  release(): void
}

interface Owner {
  readonly pid: number
  readonly started: string
  readonly space: string
}

/** `owner` is null when the last one let go. `file` is '' before the first claim. */
interface Latest {
  readonly generation: number
  readonly file: string
  readonly owner: Owner | null
}

const beat = 2_000
/** An owner in another container cannot be asked; it counts as gone after this many milliseconds of silence. */
const silence = 10_000

/**
 * Every claim writes the file `owner.N` one number above the last, and the highest number counts. A number can be
 * taken only once (`link` fails when the name exists) and the highest is never removed, not even on release, so two
 * starters cannot both win, whatever is killed in between. Throws a Refusal that names the pid which holds the folder.
 */
export async function claimFolder(folder: string): Promise<Claim> {
  const me: Owner = { pid: process.pid, started: startOf(process.pid) ?? '', space: pidSpace() }
  for (;;) {
    const last = latest(folder)
    if (last.owner && await isHeld(last.file, last.owner)) throw new Refusal(held(folder, last.owner.pid))
    const mine = join(folder, `owner.${last.generation + 1}`)
    if (!write(folder, mine, me, linkSync)) continue
    if (latest(folder).file !== mine) {
      rmSync(mine, { force: true })
      continue
    }
    if (last.file !== '') rmSync(last.file, { force: true })
    const pulse = setInterval(() => touch(mine), beat).unref()
    return {
      release() {
        clearInterval(pulse)
        write(folder, mine, null, renameSync)
      },
    }
  }
}

function latest(folder: string): Latest {
  const generations = readdirSync(folder).flatMap(name => /^owner\.(\d+)$/.exec(name)?.[1] ?? []).map(Number)
  const generation = Math.max(0, ...generations)
  const file = generation === 0 ? '' : join(folder, `owner.${generation}`)
  return { generation, file, owner: file === '' ? null : read(file) }
}

function read(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner | null
  } catch (error) {
    // A later claim removed it; its own number will be taken, so this reading only leads to another round.
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The content appears under the name whole or not at all. False when the name was taken. */
function write(folder: string, file: string, owner: Owner | null, place: (from: string, to: string) => void): boolean {
  const draft = join(folder, `owner.draft.${randomUUID()}`)
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o644 })
  try {
    place(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

async function isHeld(file: string, owner: Owner): Promise<boolean> {
  if (owner.space === pidSpace()) return startOf(owner.pid) === owner.started
  const seen = touched(file)
  while (Math.abs(Date.now() - touched(file)) < silence) {
    if (touched(file) !== seen) return true
    await wait(beat / 4)
  }
  return false
}

function touched(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // The folder was taken away under a running server; PostgreSQL itself will say so.
  }
}

function held(folder: string, pid: number): string {
  return `数据文件夹 ${folder} 正被进程 ${pid} 使用，同一个文件夹不能同时开两个服务。请先停掉那个进程，或者换一个文件夹；数据没有动。`
}
