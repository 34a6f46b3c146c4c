import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import { own } from '../../core/own'
import { dayAt, type Day } from '../../core/period'
import { cityOf, isDivisionCode } from '../../domain/division'
import { addsUpOverMonths, cellsOfCounts, isYear, monthsBetween, ROLLED, rollupPeriod, rollupQuery, sumOfCells, withYears, type Cells, type Rolled } from '../../domain/rollup'
import { SETTING } from '../../domain/settingNames'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { groundOf, type Ground } from '../ground'
import { countIn, ofReports } from '../read'
import { claim, ensureScope, inOrder, listOf, periodsOf, writePeriod, type Scope } from './scope'
import { periodsEver, periodsTouched } from './touched'

/** more: call again; held: another worker is at it; unplaced: without a code nobody asks for it. */
export type CountyRolled = 'current' | 'more' | 'held' | 'unplaced'

interface StreamRow {
  readonly stream: string
  readonly n: number
  readonly epoch: string
}

/**
 * Makes the county's periods again in which something has changed since it was last looked at, from the records. One transaction: it ends with
 * everything done and remembered, or with nothing. The change numbers are read before the counts, so a push that comes meanwhile is counted
 * now, or found the next time, or both.
 */
export async function rollCounty(deps: PushDeps, county: string, atOnce: number): Promise<CountyRolled> {
  const today = dayAt(deps.now())
  await ensureScope(deps.db.sql, county, null)
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read`
    const scope = await claim(tx, county)
    if (scope === null) return 'held'
    const streams = await tx<StreamRow[]>`select stream, n, epoch from stream where county = ${county}`
    const ground = must(await groundOf(deps, tx, county, county, null), 'the county that is rolled up')
    const parent = parentOf(ground.config)
    const due = parent === null ? [] : await periodsDue(tx, scope, { streams, ground, parent, today })
    const now = due.slice(0, atOnce)
    const n = scope.n + 1
    for (const period of now) await rollPeriod(deps, tx, { ground, county, period, n, today })
    await tx`update rollup_scope set parent = ${parent}, name = ${own(ground.config.places.byId, county)?.name ?? ''}, n = ${now.length > 0 ? n : scope.n}, on_day = ${today},
      moved = ${streams.reduce((sum, stream) => sum + stream.n, 0)}, list = ${parent === null ? '' : listOf(ground.config.places, county)}, left_over = ${due.slice(atOnce)}::text[] where scope = ${county}`
    // Without a parent nothing was made, and once there is one everything will be.
    if (parent !== null) await noteRead(tx, county, streams)
    return parent === null ? 'unplaced' : due.length > atOnce ? 'more' : 'current'
  })
}

/** The city of the county's 行政区划代码. */
function parentOf({ settings }: Config): string | null {
  const code = own(settings, SETTING.divisionCode)
  return typeof code === 'string' && isDivisionCode(code) ? cityOf(code) : null
}

interface Standing {
  readonly streams: readonly StreamRow[]
  readonly ground: Ground
  readonly parent: string
  readonly today: Day
}

async function periodsDue(tx: Sql, scope: Scope, { streams, ground, parent, today }: Standing): Promise<readonly string[]> {
  const read = await tx<{ child: string; n: number; epoch: string }[]>`select child, n, epoch from rollup_read where scope = ${scope.scope}`
  const readByStream = new Map(read.map((row) => [row.child, row]))
  const moved = streams.filter(({ stream, n }) => n !== readByStream.get(stream)?.n)
  // Another list of figures, another city, a stream that was restored, another set of townships.
  const isOther = scope.list !== listOf(ground.config.places, ground.county) || scope.parent !== parent
    || streams.some(({ stream, epoch }) => (readByStream.get(stream)?.epoch ?? epoch) !== epoch)
  if (isOther) return inOrder([...await periodsEver(tx, streams.map(({ stream }) => stream), today), ...await periodsOf(tx, scope.scope)])
  const touched: string[] = [...scope.left_over]
  for (const { stream } of moved.filter((each) => each.stream !== ground.county)) touched.push(...await periodsTouched(tx, stream, readByStream.get(stream)?.n ?? 0, today))
  // What is due and what is open change with the day alone.
  if (scope.on_day !== today) touched.push(...withYears(monthsBetween(scope.on_day ?? today, today, today)))
  return inOrder(touched)
}

interface PeriodOf {
  readonly ground: Ground
  readonly county: string
  readonly period: string
  readonly n: number
  readonly today: Day
}

async function rollPeriod(deps: PushDeps, tx: Sql, { ground, county, period: key, n, today }: PeriodOf): Promise<void> {
  const period = rollupPeriod(key, today)
  if (period === null) return
  const count = async (rolled: readonly Rolled[]): Promise<Cells> => cellsOfCounts(rolled, await countIn(deps, tx, ground, rolled.map((each) => rollupQuery(each, period)), ofReports))
  const cells = isYear(key) ? sumOfCells([await count(ROLLED.filter((each) => !addsUpOverMonths(each))), await ofMonths(tx, county, key)]) : await count(ROLLED)
  await writePeriod(tx, { scope: county, n, period: key, until: period.to, cells })
}

/** Of a year whose months have been made: those of its numbers that are their sums. */
async function ofMonths(tx: Sql, county: string, year: string): Promise<Cells> {
  const rows = await tx<{ cells: Cells }[]>`select cells from rollup where scope = ${county} and period between ${`${year}-01`} and ${`${year}-12`}`
  const added = ROLLED.filter(addsUpOverMonths).map(({ name }) => name)
  return sumOfCells(rows.map(({ cells }) => Object.fromEntries(added.flatMap((name) => (cells[name] === undefined ? [] : [[name, cells[name]]])))))
}

async function noteRead(tx: Sql, county: string, streams: readonly StreamRow[]): Promise<void> {
  await tx`insert into rollup_read (scope, child, n, epoch)
    select ${county}, r.stream, r.n, r.epoch from jsonb_to_recordset(${tx.json(streams as never)}) as r(stream text, n bigint, epoch text)
    on conflict (scope, child) do update set n = excluded.n, epoch = excluded.epoch where rollup_read.n <> excluded.n or rollup_read.epoch <> excluded.epoch`
}
