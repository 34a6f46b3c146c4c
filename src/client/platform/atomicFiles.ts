import { createTurns } from '../turns'
import type { Files, Written } from './ports'

/** A plain file system that promises nothing: a write may stay half done, a rename may refuse to replace. Calls reject when it fails. */
export interface Disk {
  readFile(name: string): Promise<string | null>
  writeFile(name: string, text: string): Promise<'written' | 'full'>
  /** May reject when `to` exists. */
  rename(from: string, to: string): Promise<void>
  /** Nothing to remove is no failure. */
  unlink(name: string): Promise<void>
  readdir(): Promise<readonly string[]>
}

/**
 * Whole writes on such a disk: write `.tmp`, read it back, rename. Where a rename does not replace, the checked text stands
 * under `.new` while the old file goes, and is found there if the program dies in between. A `.tmp` is never read as a file.
 */
export function atomicFiles(disk: Disk): Files {
  const inTurn = createTurns()
  return {
    read: async (path) => (await disk.readFile(path)) ?? (await disk.readFile(path + NEW)),
    write: (path, text) => inTurn(() => write(disk, path, text)),
    list: async (prefix) => pathsOf(await disk.readdir(), prefix),
    move: (from, to) => inTurn(() => move(disk, from, to)),
    remove: (path) => inTurn(() => remove(disk, path)),
  }
}

const TMP = '.tmp'
const NEW = '.new'

async function write(disk: Disk, path: string, text: string): Promise<Written> {
  try {
    const isWritten = (await disk.writeFile(path + TMP, text)) === 'written'
    const isWhole = isWritten && (await disk.readFile(path + TMP)) === text
    if (isWhole) await replace(disk, path + TMP, path)
    else await disk.unlink(path + TMP)
    return isWhole ? 'written' : isWritten ? 'broken' : 'full'
  } catch {
    return (await isThere(disk, path, text)) ? 'written' : 'broken'
  }
}

/** A disk may have done what it then failed to answer: said to be broken, the same would be written once more under another name. */
async function isThere(disk: Disk, path: string, text: string): Promise<boolean> {
  try {
    return (await disk.readFile(path)) === text
  } catch {
    return false
  }
}

async function replace(disk: Disk, from: string, to: string): Promise<void> {
  try {
    await disk.rename(from, to)
  } catch (failure) {
    if ((await disk.readFile(to)) === null) throw failure
    await disk.unlink(to + NEW)
    await disk.rename(from, to + NEW)
    await disk.unlink(to)
    await disk.rename(to + NEW, to)
  }
}

async function move(disk: Disk, from: string, to: string): Promise<void> {
  const isThere = (await disk.readFile(from)) !== null
  await replace(disk, isThere ? from : from + NEW, to)
  // What waited to replace `from` must not come back under its name.
  await disk.unlink(from + NEW)
}

async function remove(disk: Disk, path: string): Promise<void> {
  await disk.unlink(path + NEW)
  await disk.unlink(path)
  await disk.unlink(path + TMP)
}

function pathsOf(names: readonly string[], prefix: string): readonly string[] {
  const paths = names.filter((name) => !name.endsWith(TMP)).map((name) => (name.endsWith(NEW) ? name.slice(0, -NEW.length) : name))
  return [...new Set(paths)].filter((path) => path.startsWith(prefix)).sort()
}
