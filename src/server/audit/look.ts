import { isId } from '../../core/id'
import { addDays } from '../../core/period'
import type { TrailAnswer, TrailAsk, TrailLine, TrailMark } from '../../core/trailWire'
import { CHAINS, type ChainName } from '../../domain/trailWords'
import type { Db, Sql, SqlValue } from '../db'

/** Above every mark: the first page begins here. */
const FIRST: TrailMark = { at: '9999-01-01T00:00:00.000Z', stream: 'ffffffff-ffff-ffff-ffff-ffffffffffff', chain: 'z', a: 0 }

/**
 * Lines of both chains of all the county's streams, the latest first. Each chain is asked for its own latest along an index and the answers
 * are merged, so that a page costs the same on a trail of years.
 */
export async function lookAtTrail({ sql }: Pick<Db, 'sql'>, county: string, ask: TrailAsk): Promise<TrailAnswer> {
  const after = ask.after ?? FIRST
  const changes = ask.subject === null ? null : await changesOf(sql, county, ask.subject)
  const parts = (Object.keys(CHAINS) as ChainName[]).map((chain) => sql`
    select ${chain}::text as chain, l.stream, l.a, l.at, l.actor, l.action, l.subject, l.detail from stream s
    cross join lateral (${subjectPart(sql, chain, ask, after, ask.subject === null ? sql`true` : sql`t.subject = ${ask.subject}`)}) l where s.county = ${county}`)
  const pulled = sql`
    select 'reading'::text as chain, l.stream, l.a, l.at, l.actor, l.action, l.subject, l.detail from stream s
    cross join lateral (${subjectPart(sql, 'reading', ask, after, pulledWith(sql, changes))}) l where s.county = ${county}`
  const [first, second] = parts
  if (first === undefined || second === undefined) throw new Error('broken invariant: there are two chains')
  const rows = await sql<(Omit<TrailLine, 'at'> & { readonly at: string })[]>`
    select chain, stream, a, at, actor, action, subject, detail from (${first} union all ${second} ${ask.subject === null ? sql`` : sql`union all ${pulled}`}) x
    order by at desc, stream desc, chain desc, a desc limit ${ask.limit + 1}`
  const lines = rows.slice(0, ask.limit).map((row): TrailLine => ({ ...row, at: new Date(row.at).toISOString() }))
  const last = lines.at(-1)
  const next = rows.length > ask.limit && last !== undefined ? { at: last.at, stream: last.stream, chain: last.chain, a: last.a } : null
  return { lines, next, names: await namesIn(sql, county, lines) }
}

/** The latest of one chain of one stream `s`. */
function subjectPart(sql: Sql, chain: ChainName, { from, to, person, action, limit }: TrailAsk, after: TrailMark, subject: SqlValue): SqlValue {
  const day = (text: string): string => `${text}T00:00:00+08:00`
  return sql`select t.stream, t.a, t.at, t.actor, t.action, t.subject, t.detail from ${sql(chain)} t
    where t.stream = s.stream and t.at <= ${after.at}::text::timestamptz
      and (t.at, t.stream, ${chain}::text, t.a) < (${after.at}::text::timestamptz, ${after.stream}::uuid, ${after.chain}::text, ${after.a}::bigint)
      ${from === null ? sql`` : sql`and t.at >= ${day(from)}::text::timestamptz`}
      ${to === null ? sql`` : sql`and t.at < ${day(addDays(to, 1))}::text::timestamptz`}
      ${person === null ? sql`` : sql`and t.actor = ${person}`}
      ${action === null ? sql`` : sql`and t.action = ${action}`}
      and ${subject}
    order by t.at desc, t.a desc limit ${limit + 1}`
}

/**
 * Pages a phone fetched that hold a change of the record. A page is of one person's places, so it may hold the change and not the record:
 * the line says whose phone and which page, and whoever reads it knows the places.
 */
function pulledWith(sql: Sql, changes: Changes | null): SqlValue {
  if (changes === null) return sql`false`
  const { stream, ns } = changes
  return sql`t.action = 'pulled' and t.stream = ${stream} and (t.detail->>'to')::bigint >= ${ns[0] ?? 0}
    and exists (select 1 from unnest(${ns}::bigint[]) n where n > (t.detail->>'from')::bigint and n <= (t.detail->>'to')::bigint)`
}

interface Changes {
  readonly stream: string
  /** In rising order. */
  readonly ns: number[]
}

async function changesOf(sql: Sql, county: string, record: string): Promise<Changes | null> {
  if (!isId(record)) return null
  const [row] = await sql<Changes[]>`
    select o.stream, array_agg(o.n order by o.n) as ns from stream s join op o on o.stream = s.stream and o.record = ${record} and o.n is not null
    where s.county = ${county} and s.kind = 'township' group by o.stream limit 1`
  return row ?? null
}

/** Of those who act, and of places and people that acts are about: all of them work here. Of nobody else a name is in reach. */
async function namesIn(sql: Sql, county: string, lines: readonly TrailLine[]): Promise<Readonly<Record<string, string>>> {
  const ids = [...new Set(lines.flatMap(({ stream, actor, subject, detail }) => [stream, actor, subject, detail.person, detail.to, detail.stream]))].filter(isId)
  const rows = await sql<{ record: string; name: string }[]>`
    select record, name from (
      select record, data->>'name' as name from person_version where stream = ${county} and until is null and record = any(${ids}::uuid[])
      union all
      select record, data->>'name' from place_version where stream = ${county} and until is null and record = any(${ids}::uuid[])) x where name is not null`
  return Object.fromEntries(rows.map(({ record, name }) => [record, name]))
}
