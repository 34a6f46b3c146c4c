import type { ChainName } from '../../domain/trailWords'
import type { AuditLine } from '../audit'
import type { Sql } from '../db'

/** A line with the hash that stands beside it. */
export interface HashedLine extends AuditLine {
  readonly hash: Buffer
}

type Row = Omit<HashedLine, 'stream'>

/** Lines of a chain in order, page by page along the key; `from` is left out. A page at a time: waiting for each line costs more than checking it. */
export async function* pagesAfter(sql: Sql, chain: ChainName, stream: string, from: number): AsyncGenerator<readonly HashedLine[]> {
  const read = (after: number): Promise<readonly Row[]> => {
    const page = sql<Row[]>`select a, at, actor, action, subject, detail, hash from ${sql(chain)} where stream = ${stream} and a > ${after} order by a limit ${PAGE}`
    const rows = page.then((found) => found)
    // Nobody may come for a page that was asked for ahead.
    rows.catch(() => undefined)
    return rows
  }
  let coming: Promise<readonly Row[]> | null = read(from)
  while (coming !== null) {
    const rows: readonly Row[] = await coming
    const last = rows[PAGE - 1]
    // The database reads while this page is followed.
    coming = last === undefined ? null : read(last.a)
    // PostgreSQL drops zeros at the end of a second's fraction, the chain was made over the program's notation.
    yield rows.map(({ a, at, actor, action, subject, detail, hash }) => ({ stream, a, at: wholeInstant(at), actor, action, subject, detail, hash }))
  }
}

const PAGE = 2_000

/** `2026-11-20T04:00:00.120Z` of `…00.12Z` and `…00Z`. Nothing is cut off: microseconds are nothing the program wrote. */
function wholeInstant(at: string): string {
  if (at.length === 24) return at
  const told = at.slice(0, -1)
  return `${(told.length === 19 ? `${told}.` : told).padEnd(23, '0')}Z`
}

/** Where a chain begins since it was last pruned: after the line `a`, whose hash stands here; under a MAC, or anybody could say so. */
export interface Cut {
  readonly a: number
  readonly hash: Buffer
  readonly mac: Buffer
}

export async function lastCut(sql: Sql, chain: ChainName, stream: string): Promise<Cut | null> {
  const [row] = await sql<Cut[]>`select a, hash, mac from audit_cut where stream = ${stream} and chain = ${chain} order by a desc limit 1`
  return row ?? null
}

/** The number of the last line as the writer keeps it; null: the chain has not begun. */
export async function countOf(sql: Sql, chain: ChainName, stream: string): Promise<number | null> {
  const [row] = chain === 'audit'
    ? await sql<{ n: number }[]>`select audit_n as n from stream where stream = ${stream}`
    : await sql<{ n: number }[]>`select n from reading_chain where stream = ${stream}`
  return row?.n ?? null
}
