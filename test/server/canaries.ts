import type { Db } from '../../src/server/db'
import { rowsOf, xlsxOf } from '../../src/server/xlsx/workbook'

/** An answer: its JSON, and the text it came as. */
export interface Told<T> {
  readonly status: number
  readonly body: T
  readonly text: string
}

/** Where and in which writing a word stands that should stand nowhere; empty when it does not. The word itself is told, as it is nobody's. */
export function tracesOf(words: readonly string[], where: string, told: Buffer | string): readonly string[] {
  const bytes = typeof told === 'string' ? Buffer.from(told, 'utf8') : told
  return words.flatMap((word) => shapesOf(word).flatMap(([shape, letters]) => (bytes.includes(letters) ? [`${where}: ${word} as ${shape}`] : [])))
}

/** As text of two encodings, as an address and as JSON write it, in hex, and in base64 wherever it begins. */
function shapesOf(word: string): readonly (readonly [string, Buffer | string])[] {
  const utf8 = Buffer.from(word, 'utf8')
  const units = [...Array(word.length).keys()].map((at) => word.charCodeAt(at))
  const percent = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64').slice(shift === 0 ? 0 : 4, -4)).filter((each) => each.length >= 8)
  const isPlain = units.every((unit) => unit < 0x80)
  return [
    ['utf8', utf8], ['utf16', Buffer.from(word, 'utf16le')], ['address', encodeURIComponent(word)], ['address', percent], ['address', percent.toUpperCase()],
    ['JSON', units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')], ['hex', utf8.toString('hex')],
    ...(isPlain ? [] : [['entity', units.map((unit) => `&#${unit};`).join('')] as const]), ...base64.map((each) => ['base64', each] as const),
  ]
}

/** Every row of every table as one text, and what of it are bytes once more as they are. */
export async function everyRow({ sql }: Db): Promise<readonly { readonly table: string; readonly rows: Buffer }[]> {
  const tables = await sql<{ table: string }[]>`select table_name::text as table from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`
  return Promise.all(tables.map(async ({ table }) => {
    const rows = await sql<{ row: string }[]>`select t::text as row from ${sql(table)} t`
    const text = rows.map(({ row }) => row).join('\n')
    const bytes = [...text.matchAll(/\\x((?:[0-9a-f]{2})+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex'))
    return { table, rows: Buffer.concat([Buffer.from(text), ...bytes.flatMap((each) => [Buffer.from('\n'), each])]) }
  }))
}

export async function sheetOf(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  const cells = rows.map((row) => row.map((text) => ({ kind: 'text' as const, text })))
  return Buffer.from(await xlsxOf([{ name: '表', title, notes: [title], columns: heads.map((label) => ({ label, width: 12 })), rows: rowsOf(cells), closing: [] }]))
}

export function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}
