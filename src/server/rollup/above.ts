import { dayAt, type Day } from '../../core/period'
import { divisionAbove } from '../../domain/division'
import { sumOfCells, type Cells } from '../../domain/rollup'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { claim, ensureScope, inOrder, periodsOf, writePeriod } from './scope'

interface Child {
  readonly scope: string
  readonly n: number
}

/**
 * Makes the periods of a city, a province or the country again in which what lies below has been made again since it was last read. The
 * children's numbers are read before their cells: what comes meanwhile is found the next time.
 */
export async function rollAbove(deps: Pick<PushDeps, 'db' | 'now'>, scope: string, atOnce: number): Promise<'current' | 'more' | 'held'> {
  await ensureScope(deps.db.sql, scope, divisionAbove(scope))
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read`
    const own = await claim(tx, scope)
    if (own === null) return 'held'
    const children = await tx<Child[]>`select scope, n from rollup_scope where parent = ${scope}`
    const read = await tx<{ child: string; n: number }[]>`select child, n from rollup_read where scope = ${scope}`
    const due = inOrder([...own.left_over, ...await periodsDue(tx, scope, children, new Map(read.map(({ child, n }) => [child, n])))])
    const now = due.slice(0, atOnce)
    const n = own.n + 1
    await sumPeriods(tx, { scope, children, periods: now, n, today: dayAt(deps.now()) })
    await tx`update rollup_scope set n = ${now.length > 0 ? n : own.n}, on_day = ${dayAt(deps.now())}, left_over = ${due.slice(atOnce)}::text[] where scope = ${scope}`
    await noteRead(tx, scope, children)
    return due.length > atOnce ? 'more' : 'current'
  })
}

/** Periods that a child made after it was last read; all of its own when it no longer lies here. */
async function periodsDue(tx: Sql, scope: string, children: readonly Child[], readByChild: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const due: string[] = []
  for (const child of children) {
    const read = readByChild.get(child.scope) ?? -1
    if (child.n === read) continue
    const rows = await tx<{ period: string }[]>`select period from rollup where scope = ${child.scope} and n > ${read}`
    due.push(...rows.map(({ period }) => period))
  }
  const isLost = [...readByChild.keys()].some((child) => !children.some((each) => each.scope === child))
  return isLost ? [...due, ...await periodsOf(tx, scope)] : due
}

interface Sum {
  readonly scope: string
  readonly children: readonly Child[]
  readonly periods: readonly string[]
  readonly n: number
  readonly today: Day
}

async function sumPeriods(tx: Sql, { scope, children, periods, n, today }: Sum): Promise<void> {
  if (periods.length === 0) return
  const rows = await tx<{ period: string; until: Day; cells: Cells }[]>`select period, until, cells from rollup
    where scope = any(${children.map((child) => child.scope)}) and period = any(${[...periods]})`
  for (const period of periods) {
    const parts = rows.filter((row) => row.period === period)
    const until = parts.map((part) => part.until).sort()[0] ?? today
    await writePeriod(tx, { scope, n, period, until, cells: sumOfCells(parts.map(({ cells }) => cells)) })
  }
}

async function noteRead(tx: Sql, scope: string, children: readonly Child[]): Promise<void> {
  await tx`insert into rollup_read (scope, child, n)
    select ${scope}, r.scope, r.n from jsonb_to_recordset(${tx.json(children as never)}) as r(scope text, n bigint)
    on conflict (scope, child) do update set n = excluded.n where rollup_read.n <> excluded.n`
  await tx`delete from rollup_read where scope = ${scope} and child <> all(${children.map((child) => child.scope)})`
}
