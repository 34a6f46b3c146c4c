import type postgres from 'postgres'

const oid = {
  bool: 16, int8: 20, int4: 23, text: 25, date: 1082, timestamp: 1114, timestamptz: 1184, numeric: 1700, uuid: 2950,
}
const arrayOid = {
  bool: 1000, int8: 1016, int4: 1007, text: 1009, date: 1182, timestamp: 1115, timestamptz: 1185, numeric: 1231, uuid: 2951,
}

/** How one type is written for PostgreSQL and read from it. */
interface Scalar {
  readonly write: (value: unknown) => string
  readonly read: (text: string) => unknown
}

/** A JavaScript Date neither comes out nor goes in: a day has no time of day, and a Date would shift it by a zone. */
const scalars: Record<keyof typeof oid, Scalar> = {
  bool: { write: value => (value === true ? 't' : 'f'), read: text => text === 't' },
  int8: { write: String, read: exactInteger },
  int4: { write: String, read: Number },
  text: { write: String, read: asText },
  date: { write: asText, read: asText },
  timestamp: { write: asText, read: asText },
  timestamptz: { write: asText, read: isoInstant },
  numeric: { write: String, read: finiteNumber },
  uuid: { write: asText, read: asText },
}

/** Types and arrays of them are listed here because asking the database for them at connect cannot fail safely. */
export const types: Record<string, postgres.PostgresType> = Object.fromEntries(
  (Object.keys(oid) as (keyof typeof oid)[]).flatMap(name => {
    const { write, read } = scalars[name]
    return [
      [name, typeOf(oid[name], write, read)],
      [`${name}[]`, typeOf(arrayOid[name], values => arrayText(values, write), text => readArray(text, read))],
    ]
  }),
)

function typeOf(id: number, serialize: (value: unknown) => string, parse: (text: string) => unknown): postgres.PostgresType {
  return { to: id, from: [id], serialize, parse }
}

function exactInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error('broken invariant: an int8 beyond 2^53')
  return value
}

function finiteNumber(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Error('broken invariant: a numeric that is not finite')
  return value
}

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('broken invariant: days, instants and ids are given to SQL as text')
  return value
}

/** The session's zone is UTC, so PostgreSQL prints '2026-11-21 08:30:00.123+00'. */
function isoInstant(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z')
}

/** {"a","b",NULL}: one dimension is all that is used. */
function arrayText(values: unknown, write: (value: unknown) => string): string {
  if (!Array.isArray(values)) return asText(values)
  const items = values.map((value: unknown) => (value === null ? 'NULL' : `"${write(value).replace(/[\\"]/g, '\\$&')}"`))
  return `{${items.join(',')}}`
}

function readArray(text: string, read: (text: string) => unknown): unknown[] {
  return [...text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return read(quoted.replace(/\\(.)/gs, '$1'))
    return bare === 'NULL' ? null : read(bare ?? '')
  })
}
