import { randomUUID } from 'node:crypto'
import { assert, must } from '../src/core/assert'
import { addDays, dayAt, yearOf, yearPeriod, type Day } from '../src/core/period'
import type { FiguresAnswer, Me, PushAnswer } from '../src/core/protocol'
import { boardPath, questionsOf, type BoardRequest } from '../src/domain/board/request'
import { REGISTRY } from '../src/domain/registry'
import { countedStages } from '../src/server/dayIndexes'
import type { Db } from '../src/server/db'
import { signedIn, type County, type Township } from '../test/full/county'
import { deviceOf, pushAll } from '../test/server/town'
import { withCounty, type Served } from './parts/county'
import { disputeOp } from './parts/documents'
import { circumstances, rowOf, tableText } from './parts/measure'
import { fillYears } from './parts/years'

/**
 * Boards of a county with ten years of 700 disputes in each of 25 townships: `npm run bench -- board [townships] [years]`. Every request goes
 * to the built server over HTTP on loopback. A counted board is asked for a period nobody asked for before; the raw limit beside it is the
 * same groupings written by hand as one statement over one connection, without anybody's sight.
 */
const [TOWNSHIPS = 25, YEARS = 10] = process.argv.slice(2, 4).map(Number)
const PER_YEAR = 700
const RUNS = 100
/** A session pushes sixty times a minute at most. */
const WRITES = 120
const SESSIONS = 3
const LONGEST_MS = 10_000

interface Asker {
  readonly stream: string
  readonly request: BoardRequest
  readonly get: (request: BoardRequest, tag: string | null) => Promise<Response>
}

async function main({ address, db, county, town }: Served): Promise<void> {
  const before = circumstances()
  const today = dayAt(Date.now())
  await fillYears(db, county, { today, years: YEARS, perYear: PER_YEAR })
  const year = { from: `${yearOf(today)}-01-01`, to: today }
  const township: BoardRequest = { kind: 'township', place: null, period: year, today, shorter: true }
  const leader = await askerOf(address, county, db, town.stream, township)
  const chief = await askerOf(address, county, db, county.county, { ...township, kind: 'county', shorter: false })
  const rows = [
    ['ms', 'runs', 'median', '95 %', 'most'],
    await timed('township, counted', RUNS, (run) => counted(leader, run)),
    await timed('  raw limit', RUNS, (run) => raw(db, [town.stream], periodOf(leader, run), today)),
    await timed('township, unchanged (304)', RUNS, await unchanged(leader)),
    await timed('county, counted', RUNS, (run) => counted(chief, run)),
    await timed('  raw limit', RUNS, (run) => raw(db, county.townships.map(({ stream }) => stream), periodOf(chief, run), today)),
    await timed('county, unchanged (304)', RUNS, await unchanged(chief)),
    ...await afterWrites(address, db, town, leader),
  ]
  const questions = [leader, chief].map(({ request }) => Object.keys(questionsOf(request)).length)
  process.stdout.write(`${tableText(rows)}\n\n${JSON.stringify({ ...before, after: circumstances().load, townships: TOWNSHIPS, years: YEARS, disputes: TOWNSHIPS * YEARS * PER_YEAR, questions })}\n`)
}

/** Another period each time, all but the same days. */
function periodOf({ request }: Asker, run: number): BoardRequest['period'] {
  return { ...request.period, from: addDays(request.period.from, -1 - run) }
}

async function counted(asker: Asker, run: number): Promise<void> {
  const answer = await answered(await asker.get({ ...asker.request, period: periodOf(asker, run) }, null))
  assert((answer.results[0]?.value ?? 0) > 0, 'the board counts something')
}

async function unchanged(asker: Asker): Promise<() => Promise<void>> {
  const tag = must((await asker.get(asker.request, null)).headers.get('etag') ?? undefined, 'a tag')
  return async () => {
    const { status } = await asker.get(asker.request, tag)
    assert(status === 304, `an unchanged board is not sent again, but ${status}`)
  }
}

/** One write of a mediator, acknowledged; then the leader's board is read until it shows it. */
async function afterWrites(address: string, db: Db, town: Township, leader: Asker): Promise<readonly (readonly (string | number)[])[]> {
  const me = must(town.mediators[0], 'a mediator')
  const pens = await Promise.all(Array.from({ length: SESSIONS }, () => signedIn(db, me)))
  const [acked, shown, both]: [number[], number[], number[]] = [[], [], []]
  let known = await accepted(leader)
  for (let i = 0; i < WRITES; i += 1) {
    const pen = must(pens[i % pens.length], 'a session')
    const op = disputeOp(town, pen.device, 1 + Math.floor(i / pens.length), i)
    const began = performance.now()
    const pushed = await answered<PushAnswer>(await post(`${address}/api/push`, pen.access, { stream: town.stream, ops: [op], waiting: 0 }))
    const ack = performance.now()
    assert(pushed.results[0]?.kind === 'applied', 'the entry is applied')
    const [least, until] = [known + 1, ack + LONGEST_MS]
    while (known < least) {
      known = await accepted(leader)
      assert(performance.now() < until, 'the board shows what was written')
    }
    const end = performance.now()
    acked.push(ack - began)
    shown.push(end - ack)
    both.push(end - began)
  }
  return [rowOf('one entry written', acked), rowOf('acknowledged → board shows it', shown), rowOf('both together', both)]
}

async function accepted({ get, request }: Asker): Promise<number> {
  const answer = await answered(await get(request, null))
  return must(answer.results[Object.keys(questionsOf(request)).indexOf('now:纠纷.受理')], 'accepted').value
}

async function askerOf(address: string, { deps, county }: County, db: Db, place: string, request: BoardRequest): Promise<Asker> {
  const me: Me = { person: randomUUID(), name: '领导', county, unit: null, roles: ['leader'], grants: [{ role: 'leader', place, stream: place }] }
  const root: Me = { ...me, person: randomUUID(), roles: ['admin', 'security'], grants: [{ role: 'admin', place: county, stream: county }, { role: 'security', place: county, stream: county }] }
  await pushAll(deps, root, county, deviceOf('lead'), [
    { record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: me.name } } },
    { record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: me.person, role: 'leader', place } } },
  ])
  const { access } = await signedIn(db, me)
  const get = (asked: BoardRequest, tag: string | null): Promise<Response> =>
    fetch(address + boardPath(place, asked), { headers: { authorization: `Bearer ${access}`, ...(tag === null ? {} : { 'if-none-match': tag }) } })
  return { stream: place, request, get }
}

function post(url: string, access: string, body: unknown): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${access}` }, body: JSON.stringify(body) })
}

async function answered<T = FiguresAnswer>(response: Response): Promise<T> {
  const text = await response.text()
  assert(response.status === 200, `the server answers ${response.status} ${text}`)
  return JSON.parse(text) as T
}

/** What a board's splits and sums cannot be faster than. */
async function raw({ sql }: Db, streams: readonly string[], { from, to }: BoardRequest['period'], today: Day): Promise<void> {
  const ids = [...streams]
  // As the indexes have it, so that they serve here as well.
  const counts = sql.unsafe(countedStages(must(REGISTRY.dispute, 'dispute'), 'stage'))
  const before = yearPeriod(yearOf(to) - 1)
  await sql`
    with year as (select v_place, v_type, v_difficulty, v_result, v_source, v_closed_on from dispute_version
        where stream = any(${ids}::uuid[]) and until is null and ${counts} and v_accepted_on between ${from} and ${to}),
      closed as (select v_route, v_form, v_result from dispute_version
        where stream = any(${ids}::uuid[]) and until is null and ${counts} and coalesce(v_closed_on, 'infinity'::date) between ${from} and ${to})
    select 'place' as what, v_place::text as key, count(*)::int as value from year group by 2
    union all select 'type', v_type, count(*)::int from year group by 2
    union all select 'difficulty', v_difficulty, count(*)::int from year group by 2
    union all select 'result', v_result, count(*)::int from year group by 2
    union all select 'source', v_source, count(*)::int from year group by 2
    union all select 'route', v_route, count(*)::int from closed group by 2
    union all select 'form', v_form, count(*)::int from closed where v_result = 'success' group by 2
    union all select 'month', to_char(v_accepted_on, 'YYYY-MM'), count(*)::int from dispute_version
      where stream = any(${ids}::uuid[]) and until is null and ${counts} and v_accepted_on between ${before.from} and ${to} group by 2
    union all select 'open', '', count(*)::int from dispute_version
      where stream = any(${ids}::uuid[]) and until is null and ${counts} and v_accepted_on + 0 <= ${to} and coalesce(v_closed_on, 'infinity'::date) > ${to}
    union all select 'due', '', count(*)::int from dispute_version
      where stream = any(${ids}::uuid[]) and until is null and ${counts} and v_due_on + 0 <= ${addDays(today, 7)} and coalesce(v_closed_on, 'infinity'::date) = 'infinity'::date`
}

async function timed(name: string, runs: number, work: (run: number) => Promise<unknown>): Promise<readonly (string | number)[]> {
  // Statements are planned and the program compiled once; that is not what is asked.
  for (let run = 0; run < 20; run += 1) await work(runs + run)
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    await work(run)
    times.push(performance.now() - began)
  }
  return rowOf(name, times)
}

void withCounty(main, { townships: TOWNSHIPS, villages: 20, mediators: 1 })
