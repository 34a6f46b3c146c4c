import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { note } from './trail'

/** An unfinished picture that no record names and of which nothing came for so long. */
const UNFINISHED_DAYS = 7
/** A whole picture that no record names, counted from when it was last offered. Its record may wait for long on a phone. */
const UNNAMED_DAYS = 30

export interface Collected {
  readonly stream: string
  readonly unfinished: number
  readonly unnamed: number
}

/**
 * Removes pictures that no record ever named and no open handover waits with. What a record names, or ever named, is never touched. Safe beside everything else
 * and beside itself: naming holds the stream's lock, and a picture somebody is sending just now is left for the next time.
 */
export async function collectMedia(deps: PushDeps): Promise<readonly Collected[]> {
  const streams = await deps.db.sql<{ stream: string }[]>`
    select distinct stream from media where moved_at < ${daysAgo(deps, UNFINISHED_DAYS)} order by stream`
  const collected: Collected[] = []
  for (const { stream } of streams) {
    const one = await deps.db.begin((tx) => collectIn(deps, tx, stream))
    if (one.unfinished + one.unnamed > 0) collected.push(one)
  }
  return collected
}

async function collectIn(deps: PushDeps, tx: Sql, stream: string): Promise<Collected> {
  await tx`select n from stream where stream = ${stream} for update`
  const rows = await tx<{ id: string; done_at: string | null }[]>`
    select m.id, m.done_at from media m
    where m.stream = ${stream}
      and m.moved_at < case when m.done_at is null then ${daysAgo(deps, UNFINISHED_DAYS)}::timestamptz else ${daysAgo(deps, UNNAMED_DAYS)}::timestamptz end
      and not exists (select 1 from media_ref r where r.stream = m.stream and r.id = m.id)
      and not exists (
        select 1 from media_handed_over w join handover h on h.stream = w.stream and h.id = w.op
        where w.stream = m.stream and w.id = m.id and (h.state = 'open' or h.ended_at > ${daysAgo(deps, UNNAMED_DAYS)}))
    for update of m skip locked`
  const unfinished = rows.filter((row) => row.done_at === null).length
  const counted = { stream, unfinished, unnamed: rows.length - unfinished }
  if (rows.length === 0) return counted
  const ids = rows.map((row) => row.id)
  await tx`delete from media where stream = ${stream} and id = any(${ids}::text[])`
  await tx`delete from media_piece where stream = ${stream} and id = any(${ids}::text[])`
  await note(deps, tx, stream, { actor: null, action: 'mediaCollected', subject: stream, detail: { unfinished, unnamed: counted.unnamed } })
  return counted
}

function daysAgo(deps: PushDeps, days: number): string {
  return new Date(deps.now() - days * 86_400_000).toISOString()
}
