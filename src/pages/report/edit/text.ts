import { liveRows, type PlainValue, type Row, type Rows, type Value, type Values } from '../../../core/field'
import type { OpBody, RowPatch } from '../../../core/op'
import { own } from '../../../core/own'
import type { DraftText } from '../../../core/reportWire'
import { template } from '../../../domain/directory'
import { textOfTemplate, type Chapter } from '../../../domain/template'
import { CLOSING, OPENING, partsOf, type TemplatePart } from '../../../domain/templatePlaces'
import { bodyOf, editableFields, rowsOf, withCell, withValue } from '../../../components/formState'

/**
 * A template as it is written: the record's values, as they would be after saving. A chapter taken out stays as a retired row
 * until then, also one that was never saved, so that it can be put back.
 */

export function chaptersOf(values: Values): readonly Chapter[] {
  return textOfTemplate(values).chapters
}

export function draftText(values: Values): DraftText {
  const { opening, chapters, closing } = textOfTemplate(values)
  return { opening, chapters: chapters.map(({ text }) => text), closing }
}

export function withText(values: Values, part: string, text: string): Values {
  if (part === OPENING || part === CLOSING) return withValue(values, part, text === '' ? null : text)
  return withChapters(values, withCell(rowsOf(values.chapters), part, 'text', text))
}

/** One place up (−1) or down (1). The orders of all are written anew: two chapters may have had the same. */
export function withMoved(values: Values, id: string, by: -1 | 1): Values {
  const ids = chaptersOf(values).map((chapter) => chapter.id)
  const [from, to] = [ids.indexOf(id), ids.indexOf(id) + by]
  if (from < 0 || to < 0 || to >= ids.length) return values
  return inOrder(values, ids.map((each, at) => (at === from ? ids[to] : at === to ? id : each) ?? each))
}

/** A new one after `after`, or before all others. */
export function withAdded(values: Values, id: string, after: string | null, text = ''): Values {
  const ids = chaptersOf(values).map((chapter) => chapter.id)
  const at = after === null ? 0 : ids.indexOf(after) + 1
  return inOrder(withText(values, id, text), [...ids.slice(0, at), id, ...ids.slice(at)])
}

export function withDropped(values: Values, id: string): Values {
  return withRow(values, id, (row) => ({ ...row, retired: true }))
}

export function withRestored(values: Values, id: string): Values {
  return withRow(values, id, ({ values: cells }) => ({ values: cells }))
}

/** Those taken out since the last save, in their old order. */
export function droppedOf(before: Values, after: Values): readonly TemplatePart[] {
  const stored = rowsOf(before.chapters)
  return Object.entries(rowsOf(after.chapters))
    .filter(([id, row]) => row.retired === true && own(stored, id)?.retired !== true)
    .map(([id, row]) => ({ id, text: typeof row.values.text === 'string' ? row.values.text : '' }))
}

/** The first words of a part, as it is called in lists. */
export function nameOfPart(text: string): string {
  const line = text.split(/\r\n|\n|\r/).find((each) => each.trim() !== '')?.trim() ?? ''
  const words = line.replace(/^[#＃>＞\s]+/, '')
  return words === '' ? '还没有写' : words.length > NAME ? `${words.slice(0, NAME)}…` : words
}
const NAME = 24

/** How long a part may be; what is longer is told, never cut. */
export function mostOf(part: string): number {
  const { opening, closing, chapters } = template.fields
  return (part === OPENING ? opening : part === CLOSING ? closing : chapters.fields.text).max
}

/** One part as it will differ: how many characters it had and will have; null where there is none. */
export interface PartChange {
  readonly name: string
  readonly was: number | null
  readonly becomes: number | null
}

/** Parts whose text differs, in the new order, then those that go. */
export function changesOf(before: Values, after: Values): readonly PartChange[] {
  const [old, now] = [partsOf(textOfTemplate(before)), partsOf(textOfTemplate(after))]
  const was = new Map(old.map(({ id, text }) => [id, text]))
  const changed = now.filter(({ id, text }) => was.get(id)?.trim() !== text.trim()).map(({ id, text }) => ({ name: nameOfPart(text), was: was.get(id)?.length ?? null, becomes: text.length }))
  const kept = new Set(now.map(({ id }) => id))
  return [...changed, ...old.filter(({ id }) => !kept.has(id)).map(({ text }) => ({ name: nameOfPart(text), was: text.length, becomes: null }))]
}

/**
 * What is to be written, as ops small enough by themselves: the plain fields, each chapter whose text changed, then places and
 * what was taken out. Only the difference: a chapter nobody touched never meets somebody else's.
 */
export function opsOf(before: Values, after: Values): readonly OpBody[] {
  const body = bodyOf(template, null, before, after, editableFields(template))
  const patches = Object.entries(body.rows?.chapters ?? {})
  const isText = ([, { set }]: readonly [string, RowPatch]): boolean => set !== undefined && 'text' in set
  const rest = patches.filter((patch) => !isText(patch))
  return [
    ...(Object.keys(body.set).length === 0 ? [] : [{ kind: 'edit', set: body.set } as const]),
    ...patches.filter(isText).map((patch) => ofChapters([patch])),
    ...(rest.length === 0 ? [] : [ofChapters(rest)]),
  ]
}

/** As the record stands once the ops are written: blanks around a text are nothing. */
export function asSaved(before: Values, after: Values): Values {
  return opsOf(before, after).reduce((values, { set, rows }) => {
    const plain = Object.entries(set).reduce((so, [name, value]) => withValue(so, name, value), values)
    return withChapters(plain, Object.entries(rows?.chapters ?? {}).reduce(patched, rowsOf(plain.chapters)))
  }, before)
}

/** Without rows taken out: what a copy begins with. */
export function copyOf(values: Values): Values {
  const { place: _place, name: _name, span: _span, year: _year, from: _from, until: _until, ...rest } = values
  return withChapters(rest, Object.fromEntries(liveRows(values.chapters)))
}

/**
 * The text of a file in place of this one. A chapter that begins with the same words keeps its row, the others take the places
 * that are left; what the file lacks is taken out.
 */
export function withImported(values: Values, text: DraftText, newId: (n: number) => string): Values {
  const left = new Map(chaptersOf(values).map(({ id, text: old }) => [id, old]))
  const ids: (string | null)[] = text.chapters.map((chapter) => {
    const found = [...left].find(([, old]) => nameOfPart(old) === nameOfPart(chapter))?.[0] ?? null
    if (found !== null) left.delete(found)
    return found
  })
  const named = ids.map((id, n) => {
    const given = id ?? left.keys().next().value ?? newId(n)
    left.delete(given)
    return given
  })
  const written = named.reduce((so, id, at) => withText(so, id, text.chapters[at] ?? ''), withText(withText(values, OPENING, text.opening), CLOSING, text.closing))
  return inOrder([...left.keys()].reduce(withDropped, written), named)
}

function ofChapters(patches: readonly (readonly [string, RowPatch])[]): OpBody {
  return { kind: 'edit', set: {}, rows: { chapters: Object.fromEntries(patches) } }
}

function patched(rows: Rows, [id, { set, retire }]: readonly [string, RowPatch]): Rows {
  const next = Object.entries(set ?? {}).reduce((so, [cell, value]) => withCell(so, id, cell, value), rows)
  return retire === true ? { ...next, [id]: { values: own(next, id)?.values ?? {}, retired: true } } : next
}

function inOrder(values: Values, ids: readonly string[]): Values {
  return withChapters(values, ids.reduce<Rows>((rows, id, at) => withCell(rows, id, 'order', at + 1 satisfies PlainValue), rowsOf(values.chapters)))
}

function withRow(values: Values, id: string, change: (row: Row) => Row): Values {
  const rows = rowsOf(values.chapters)
  const row = own(rows, id)
  return row === undefined ? values : withChapters(values, { ...rows, [id]: change(row) })
}

function withChapters(values: Values, rows: Rows): Values {
  return Object.keys(rows).length === 0 ? values : withValue(values, 'chapters', rows satisfies Value)
}
