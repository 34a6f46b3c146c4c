import type { Day } from '../../core/period'
import type { Cells } from '../../domain/rollup'
import type { Sql } from '../db'

export interface Rollup {
  /** The last day the numbers reach to; null: nothing was counted in the period. */
  readonly until: Day | null
  readonly cells: Cells
}

/** One period of a county (by its id), a city, a province or the country: one row by its key, however many records lie below. */
export async function readRollup(sql: Sql, scope: string, period: string): Promise<Rollup> {
  const [row] = await sql<{ until: Day; cells: Cells }[]>`select until, cells from rollup where scope = ${scope} and period = ${period}`
  return row ?? { until: null, cells: {} }
}

export interface Below {
  readonly scope: string
  /** Of a county; a code has none. */
  readonly name: string
}

/** What lies directly below, in the order of the codes; counties by name. */
export async function scopesBelow(sql: Sql, scope: string): Promise<readonly Below[]> {
  const rows = await sql<Below[]>`select scope, name from rollup_scope where parent = ${scope}`
  return [...rows].sort((a, b) => (a.name + a.scope < b.name + b.scope ? -1 : 1))
}

/** Counties that lie in nothing, since nobody set their code: told with every number above, which are without them. */
export async function countiesUnplaced(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from stream s where s.kind = 'county' and s.stream::text not in (
    select scope from rollup_scope where parent is not null)`
  return row?.count ?? 0
}
