import { createHash } from 'node:crypto'
import { own } from '../../core/own'
import type { Day } from '../../core/period'
import { ancestry, within, type Places } from '../../core/place'
import { MEANING } from '../../domain/figures/meaning'
import { ROLLED, type Cells } from '../../domain/rollup'
import type { Sql } from '../db'

/** Where a county, a city, a province or the country stands with its roll-up. */
export interface Scope {
  readonly scope: string
  readonly parent: string | null
  readonly n: number
  readonly on_day: Day | null
  readonly list: string
  /** Periods still to be made. */
  readonly left_over: readonly string[]
}

/** Changes when the list of figures does, or what one of them means: then everything is made again. */
export const LIST = markOf([ROLLED, MEANING])

/** `LIST` with the townships that are added up, and where they lay when: of another set of them everything is made again too. */
export function listOf(places: Places, county: string): string {
  const townships = within(places, county).filter((id) => own(places.byId, id)?.level === 'township').sort()
  return `${LIST} ${markOf(townships.map((id) => [id, ancestry(places, id).map((place) => [place.id, place.former ?? []])]))}`
}

function markOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

/** Periods made in one transaction, so that none holds its scope for long; the others stand in `left_over`. */
export const AT_ONCE = 24

/**
 * The scope's row, locked to the end of the transaction; null: another worker has it, and does the same work. One scope at a time: locks over
 * several are none that a distributed database gives.
 */
export async function claim(tx: Sql, scope: string): Promise<Scope | null> {
  const [row] = await tx<Scope[]>`select scope, parent, n, on_day, list, left_over from rollup_scope where scope = ${scope} for update skip locked`
  return row ?? null
}

/** Before its first roll-up; outside the transaction that claims it. */
export async function ensureScope(sql: Sql, scope: string, parent: string | null): Promise<void> {
  await sql`insert into rollup_scope (scope, parent) values (${scope}, ${parent}) on conflict (scope) do nothing`
}

export async function writePeriod(tx: Sql, { scope, n, period, until, cells }: { readonly scope: string; readonly n: number; readonly period: string; readonly until: Day; readonly cells: Cells }): Promise<void> {
  await tx`insert into rollup (scope, period, n, until, cells) values (${scope}, ${period}, ${n}, ${until}, ${tx.json(cells as never)})
    on conflict (scope, period) do update set n = excluded.n, until = excluded.until, cells = excluded.cells`
}

export async function periodsOf(tx: Sql, scope: string): Promise<readonly string[]> {
  const rows = await tx<{ period: string }[]>`select period from rollup where scope = ${scope}`
  return rows.map(({ period }) => period)
}

/** Months before the years that are made of them; the same period once. */
export function inOrder(periods: Iterable<string>): readonly string[] {
  return [...new Set(periods)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}
