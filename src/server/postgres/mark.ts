import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../errorCode'
import { foreign, isForeign, syncFolder, writeDurably } from './folder'

/** What a data folder is for; decided at its first use and for ever. */
export type Purpose = 'demo' | 'county'

export type Marked =
  | { readonly kind: 'marked' }
  | { readonly kind: 'refused'; readonly sentence: string }

/**
 * Marks an empty folder (created when missing), or makes sure that a used one serves the same purpose. To be called
 * before anything else is put there: the database closes the folder to all other accounts, which a folder with
 * somebody's own files must not suffer.
 */
export function markFolder(path: string, purpose: Purpose): Marked {
  try {
    mkdirSync(path, { recursive: true, mode: 0o755 })
    const found = readMark(path)
    if (found === purpose) return { kind: 'marked' }
    if (found !== null) return { kind: 'refused', sentence: refusals[purpose](path) }
    if (!isEmpty(path)) return { kind: 'refused', sentence: strange(path) }
    write(path, purpose)
    return { kind: 'marked' }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return markFolder(path, purpose)
    if (isForeign(error)) return { kind: 'refused', sentence: foreign(path) }
    throw error
  }
}

/** Whole or not at all, and never over an existing one. */
function write(path: string, purpose: Purpose): void {
  const draft = join(path, `.purpose.${randomUUID()}`)
  writeDurably(draft, `${purpose}\n`, 0o444)
  try {
    linkSync(draft, join(path, 'purpose'))
    syncFolder(path)
  } finally {
    rmSync(draft, { force: true })
  }
}

function readMark(path: string): string | null {
  try {
    return readFileSync(join(path, 'purpose'), 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** The root of a mounted disk has a lost+found, and desktops leave hidden files. */
function isEmpty(path: string): boolean {
  return readdirSync(path).every(name => name.startsWith('.') || name === 'lost+found' || name === 'purpose')
}

const refusals: Record<Purpose, (path: string) => string> = {
  demo: path => `数据文件夹 ${path} 里不是演示数据，演示模式不能打开它。请给演示另选一个文件夹；里面的数据没有动。`,
  county: path => `数据文件夹 ${path} 里是演示数据，不能当正式数据用。请给正式系统另选一个空文件夹；里面的数据没有动。`,
}

function strange(path: string): string {
  return `文件夹 ${path} 里已有别的文件，不是说事簿的数据文件夹。请选一个空文件夹；里面的文件没有动。`
}
