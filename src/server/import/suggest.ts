import { createHash } from 'node:crypto'
import type { ImportMapping } from '../../core/importing'
import { bare, likeness, type Table } from './table'
import { OFFICIAL_NO, type Target } from './targets'

/** What the header says, until the importer says otherwise: every target at most once, the likest pair first. */
export function suggestMapping(table: Table, targets: readonly Target[]): ImportMapping {
  const pairs = table.columns.flatMap(({ at, header }) => targets.map((target, order) => ({ at, key: target.key, order, score: target.shape === undefined ? likeness(header, target) : holds(table, at, target.shape) ? OFFICIAL : 0 })))
  const likely = pairs.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.at - b.at || a.order - b.order)
  const columns: { at: number; key: string }[] = []
  for (const { at, key } of likely) {
    if (!columns.some((taken) => taken.at === at || taken.key === key)) columns.push({ at, key })
  }
  return { sheet: table.name, headerRow: table.headerRow, columns: columns.sort((a, b) => a.at - b.at), fixed: {}, words: {}, year: yearIn(`${table.title} ${table.name}`), skipKnown: true }
}

/** Before every header: a file of our own is known by its numbers. */
const OFFICIAL = 5
const LOOKED_AT = 200

/** Whether most of what stands in a column has that shape. */
function holds({ lines }: Table, at: number, shape: RegExp): boolean {
  const texts = lines.slice(0, LOOKED_AT).map(({ cells }) => cells.get(at)?.text.trim() ?? '').filter((text) => text !== '')
  return texts.filter((text) => shape.test(text)).length * 2 > texts.length
}

/** A mapping of last time for the same header, in this file's place. Official numbers are taken in even if last time's left them out: without them its rows count twice. */
export function remembered(table: Table, targets: readonly Target[], before: Pick<ImportMapping, 'columns' | 'fixed' | 'words'>): ImportMapping {
  const suggested = suggestMapping(table, targets)
  const keys = new Set(targets.map(({ key }) => key))
  const here = new Set(table.columns.map(({ at }) => at))
  const kept = before.columns.filter(({ at, key }) => keys.has(key) && here.has(at))
  const numbers = suggested.columns.filter(({ at, key }) => key === OFFICIAL_NO && !kept.some((each) => each.at === at || each.key === key))
  return { ...suggested, fixed: before.fixed, words: before.words, columns: [...kept, ...numbers].sort((a, b) => a.at - b.at) }
}

/** The same headers in the same columns: this year's file of whoever made last year's. */
export function signatureOf({ columns }: Table): string {
  return createHash('sha256').update(JSON.stringify(columns.map(({ at, header }) => [at, bare(header)]))).digest('hex')
}

/** 2023年矛盾纠纷台账: days without a year are of that one. */
function yearIn(title: string): number | null {
  const found = /(20\d\d)\s*年/.exec(title.normalize('NFKC'))
  return found === null ? null : Number(found[1])
}
