import { forgetNames } from '../blind'
import type { Sql } from '../db'

export interface Destroyed {
  /** False: it had no key, or had lost it before. */
  readonly key: boolean
  /** Pictures, recordings and files that only this record named. */
  readonly media: number
}

/**
 * Takes away for good what is personal in a record: its key, so that no version, op or handover of it opens again, the hashes of its
 * names, and the attachments nothing else names. What is counted stays. In the caller's transaction, under the stream's lock, with the
 * caller's line on the trail; phones learn of it by a new version of the record, which the caller writes.
 *
 * The record stays marked: what somebody writes about it later is sealed with a key nobody keeps. Copies of the wrapped key live on in
 * backups and in PostgreSQL's own files until these are gone, or until the version of the master key they were wrapped under is.
 */
export async function destroyKey(tx: Sql, stream: string, record: string): Promise<Destroyed> {
  await tx`insert into key_destroyed (stream, record) values (${stream}, ${record}) on conflict do nothing`
  const gone = await tx`delete from record_key where stream = ${stream} and record = ${record}`
  await forgetNames(tx, stream, [record])
  return { key: gone.count > 0, media: await dropMedia(tx, stream, record) }
}

async function dropMedia(tx: Sql, stream: string, record: string): Promise<number> {
  const rows = await tx<{ id: string }[]>`
    select m.id from media m
    where m.stream = ${stream}
      and (exists (select 1 from media_ref r where r.stream = m.stream and r.id = m.id and r.record = ${record})
        or exists (select 1 from media_handed_over w join handover h on h.stream = w.stream and h.id = w.op
          where w.stream = m.stream and w.id = m.id and h.record = ${record}))
      and not exists (select 1 from media_ref r where r.stream = m.stream and r.id = m.id and r.record <> ${record})
      and not exists (select 1 from media_handed_over w join handover h on h.stream = w.stream and h.id = w.op
        where w.stream = m.stream and w.id = m.id and h.record <> ${record})
    for update of m`
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return 0
  await tx`delete from media_piece where stream = ${stream} and id = any(${ids}::text[])`
  await tx`delete from media where stream = ${stream} and id = any(${ids}::text[])`
  return ids.length
}
