import { must } from '../../../src/core/assert'
import { fits, type Field, type PlainField, type Values } from '../../../src/core/field'
import type { OpBody, Patch } from '../../../src/core/op'
import type { RecordType } from '../../../src/core/recordType'

/** Where a person can write whatever they like: a field, or a cell of rows. */
export interface TextPlace {
  readonly path: readonly [field: string] | readonly [field: string, cell: string]
  readonly max: number
}

/** Those that are asked of a record with these values: the others are emptied when something is written into them. */
export function textPlaces(type: RecordType, values: Values): readonly TextPlace[] {
  return Object.entries(type.fields).flatMap(([name, field]: readonly [string, Field]): readonly TextPlace[] => {
    if (field.retired === true || (field.when !== undefined && !fits(field.when, values))) return []
    if (field.kind === 'text') return [{ path: [name], max: field.max }]
    if (field.kind !== 'rows') return []
    return Object.entries(field.fields).flatMap(([cell, one]: readonly [string, PlainField]) => (one.kind === 'text' && one.retired !== true ? [{ path: [name, cell], max: one.max }] : []))
  })
}

/** Bodies of edits that between them put every payload into every place: as many in one text as it takes, one to a line. */
export function edits(places: readonly TextPlace[], payloads: readonly string[]): readonly OpBody[] {
  // One row of each kind, written over and over.
  const rowOf = new Map(places.map(({ path: [name] }, at) => [name, `r${String(at).padStart(3, '0')}`]))
  const packed = places.map((place) => packs(place.max, payloads))
  const most = Math.max(0, ...packed.map((texts) => texts.length))
  return Array.from({ length: most }, (_, i) => {
    const set: Record<string, string> = {}
    const rows: Record<string, Record<string, { set: Patch }>> = {}
    places.forEach(({ path: [name, cell] }, at) => {
      const text = must(packed[at], 'a place has texts')[i]
      if (text === undefined) return
      if (cell === undefined) set[name] = text
      else {
        const row = must(rowOf.get(name), 'a row field has its row')
        rows[name] = { [row]: { set: { ...rows[name]?.[row]?.set, [cell]: text } } }
      }
    })
    return Object.keys(rows).length === 0 ? { kind: 'edit', set } : { kind: 'edit', set, rows }
  })
}

function packs(max: number, payloads: readonly string[]): readonly string[] {
  const texts: string[] = []
  for (const payload of payloads) {
    const one = payload.length <= max ? payload : [...payload].slice(0, max - 2).join('').trim()
    const last = texts[texts.length - 1]
    // A line break is text only where a field has several lines; elsewhere one payload stands alone.
    if (last !== undefined && max >= 500 && last.length + one.length + 1 <= max) texts[texts.length - 1] = `${last}\n${one}`
    else if (one !== '') texts.push(one)
  }
  return texts
}
