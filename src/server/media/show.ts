import { fitsMedia, type MediaType, type MediaWhat } from '../../core/media'
import { mediaOfRecord } from '../../core/namedMedia'
import { own } from '../../core/own'
import type { Me, MissingMedia } from '../../core/protocol'
import { isCounted } from '../../core/recordType'
import { mayRead, seesPersonal } from '../../domain/role'
import { seenBy } from '../../domain/sight'
import { appendReadings } from '../audit/readings'
import type { PushDeps } from '../batch'
import { readCurrent, recordOf } from '../versions'
import { findShown } from './access'
import { keyContext, openPieces } from './pieces'

/** Of one record's attachment: here, to be opened with `openMedia`, or named and not here yet. Null: none such, or not for this person. */
export type Sight = { readonly kind: 'here'; readonly type: MediaType } | { readonly kind: 'coming'; readonly since: string } | null

/** It is shown through a record that names it, in this version or an earlier one, and through no other; never as what its field is not for. */
export async function sightOf(deps: PushDeps, me: Me, stream: string, id: string, record: string): Promise<Sight> {
  if ((await findShown(deps, me, stream, record)) === null) return null
  const [row] = await deps.db.sql<{ at: string; what: MediaWhat; type: MediaType; done_at: string | null }[]>`
    select r.at, r.what, m.type, m.done_at from media_ref r left join media m on m.stream = r.stream and m.id = r.id
    where r.stream = ${stream} and r.id = ${id} and r.record = ${record}`
  if (row === undefined) return null
  if (row.done_at === null) return { kind: 'coming', since: row.at }
  return fitsMedia(row.type, row.what) ? { kind: 'here', type: row.type } : null
}

export interface Ask {
  readonly stream: string
  readonly id: string
  readonly record: string
  readonly person: string
}

/** The bytes, with a line in the chain of reading before anybody gets them. Null when they are not there. */
export async function openMedia(deps: PushDeps, { stream, id, record, person }: Ask): Promise<{ readonly type: MediaType; readonly bytes: Buffer } | null> {
  const { sql } = deps.db
  const [row] = await sql<{ type: MediaType; wrapped: Buffer }[]>`
    select type, wrapped from media where stream = ${stream} and id = ${id} and done_at is not null`
  if (row === undefined) return null
  const bytes = await openPieces(deps, sql, stream, id, deps.vault.unwrap(row.wrapped, keyContext(stream, id)))
  await appendReadings(deps, [{ stream, actor: person, action: 'mediaRead', subject: record, detail: { media: id } }])
  return { type: row.type, bytes }
}

interface NamedRow {
  readonly id: string
  readonly kind: string
  readonly record: string
  readonly at: string
}

const MOST_TOLD = 500

/**
 * Pictures that records of the township show now and that never came whole, oldest first; of the records whose pictures the person
 * may see. Withdrawn and merged records miss nothing.
 */
export async function missingMedia(deps: PushDeps, me: Me, stream: string): Promise<readonly MissingMedia[]> {
  const rows = await deps.db.sql<NamedRow[]>`
    select r.id, r.kind, r.record, r.at from media_ref r left join media m on m.stream = r.stream and m.id = r.id
    where r.stream = ${stream} and m.done_at is null order by r.at, r.id`
  const showing = new Set<string>()
  for (const kind of new Set(rows.map((row) => row.kind))) {
    for (const shown of await shownBy(deps, me, stream, kind, rows.filter((row) => row.kind === kind))) showing.add(shown)
  }
  return rows.filter((row) => showing.has(`${row.record} ${row.id}`)).slice(0, MOST_TOLD).map(({ id, kind, record, at }) => ({ id, kind, record, since: at }))
}

async function shownBy(deps: PushDeps, me: Me, stream: string, kind: string, rows: readonly NamedRow[]): Promise<readonly string[]> {
  const type = own(deps.types, kind)
  if (type === undefined) return []
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const current = await readCurrent(deps.db.sql, type, stream, [...new Set(rows.map((row) => row.record))], seenBy(me, type, places))
  return current.flatMap((row) => {
    const record = recordOf(deps, kind, row, true)
    const isTold = isCounted(type, record.stage) && mayRead(me, type, places, record) && seesPersonal(me, type, places, record)
    return isTold ? mediaOfRecord(type, record.values).map((id) => `${record.id} ${id}`) : []
  })
}
