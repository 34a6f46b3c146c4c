import { liveRows, type Field, type Fields, type Value, type Values } from './field'
import type { OpBody } from './op'
import { isMediaId, type MediaWhat } from './media'
import { own } from './own'
import type { RecordType } from './recordType'

/** The pictures a record shows, each once, in the order of the record. */
export function mediaOfRecord(type: RecordType, values: Values): readonly string[] {
  return [...new Set(Object.entries(values).flatMap(([name, value]) => mediaOfValue(own(type.fields, name), value)))]
}

/** The pictures an op sets, whether or not a conflict kept them out of the record: both copies stay to be chosen from. */
export function mediaOfBody(type: RecordType, body: OpBody): readonly string[] {
  const inRows = Object.entries(body.rows ?? {}).flatMap(([name, patches]) => {
    const field = own(type.fields, name)
    return field?.kind === 'rows' ? Object.values(patches).flatMap((patch) => mediaOfPatch(field.fields, patch.set ?? {})) : []
  })
  return [...new Set([...mediaOfPatch(type.fields, body.set), ...inRows])]
}

/** The same as a record holds them, kind by kind. */
export function mediaByWhat(type: RecordType, values: Values, what: MediaWhat): readonly string[] {
  const asWhat = { ...type, fields: ofWhat(type.fields, what) }
  return mediaOfRecord(asWhat, values)
}

/** What the field is for that names an attachment; of two the first. Null: none names it. */
export function whatOfNamed(type: RecordType, body: OpBody, id: string): MediaWhat | null {
  return WHATS.find((what) => mediaOfBody({ ...type, fields: ofWhat(type.fields, what) }, body).includes(id)) ?? null
}
const WHATS: readonly MediaWhat[] = ['photos', 'voice', 'files']

export function whatOf(field: Extract<Field, { kind: 'media' }>): MediaWhat {
  return field.what ?? 'photos'
}

/** The fields that may hold such attachments. */
function ofWhat(fields: Fields, what: MediaWhat): Fields {
  const isSo = (field: Field): boolean => field.kind === 'media' && whatOf(field) === what
  return Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => {
    if (isSo(field)) return [[name, field]]
    if (field.kind !== 'rows') return []
    return [[name, { ...field, fields: Object.fromEntries(Object.entries(field.fields).filter(([, cell]) => isSo(cell))) }]]
  }))
}

/** Whether records of the type can show pictures at all. */
export function showsMedia(type: RecordType): boolean {
  return Object.values(type.fields).some((field) => field.kind === 'media' || (field.kind === 'rows' && Object.values(field.fields).some((cell) => cell.kind === 'media')))
}

function mediaOfValue(field: Field | undefined, value: Value | null | undefined): readonly string[] {
  if (field?.kind === 'rows') return liveRows(value ?? undefined).flatMap(([, row]) => mediaOfPatch(field.fields, row.values))
  // Of a refused op nobody has checked the values.
  return field?.kind === 'media' && Array.isArray(value) ? value.filter(isMediaId) : []
}

function mediaOfPatch(fields: Fields, patch: Readonly<Record<string, Value | null>>): readonly string[] {
  return Object.entries(patch).flatMap(([name, value]) => mediaOfValue(own(fields, name), value))
}
