import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { FigureQuery } from '../../src/core/protocol'
import { boardPath, questionsOf } from '../../src/domain/board/request'
import { runDistributeCommand } from '../../src/server/distribute/command'
import { readTables } from '../../src/server/distribute/catalogue'
import { distribute } from '../../src/server/distribute/distribute'
import { placementsOf, REFERENCE, statementOf, stepsFrom, type Held, type Placement, type Step, type Steps } from '../../src/server/distribute/placement'
import { rollUp } from '../../src/server/rollup/round'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { problemsIn } from './statements'
import { NOON, opOf, settled } from './town'
import { watchedDb } from './watchedDb'

/** One machine's schema and statements are those of many: this file holds them to it on the real schema, with what is really sent. */
const database = withDatabase()
let office: Office
let doing = 'setting up'
/** By statement what it was last sent for. */
const doneByText = new Map<string, string>()
const sentFor = new Set<string>()
beforeAll(async () => {
  office = await openOffice(watchedDb(database.db, {
    after: (text) => {
      doneByText.set(text, doing)
      sentFor.add(doing)
    },
  }), () => NOON)
})
afterAll(() => office.server.close())

async function placements(): Promise<readonly Placement[]> {
  const placed = placementsOf(await readTables(database.db.sql))
  if (placed.kind === 'wrong') throw new Error(placed.problems.join('\n'))
  return placed.placements
}

test('every table has its place, every key is led by what its rows are spread by', async () => {
  const all = await placements()
  expect(all.filter(({ kind }) => kind === 'reference').map(({ table }) => table)).toEqual(Object.keys(REFERENCE).sort())
  expect(all.length).toBeGreaterThan(60)
  const at = (table: string): number => all.findIndex((placement) => placement.table === table)
  for (const placement of all) if (placement.kind === 'distributed' && placement.beside !== null) expect(at(placement.beside)).toBeLessThan(at(placement.table))
})

test.each([
  ['create table stray (id uuid primary key, stream uuid)', 'stray: its primary key is led by id, and it is no reference table'],
  ['create table keyless (stream uuid)', 'keyless: no primary key'],
  ['create table twice (stream uuid, id uuid, code text unique, primary key (stream, id))', 'twice: the key twice_code_key is not led by stream'],
  ['create table counting (stream uuid, n bigserial, primary key (stream, n))', 'counting: a sequence behind a column'],
])('a table that could not be spread is named: %s', async (statement, problem) => {
  const name = must(statement.split(' ')[2], 'a name')
  await database.db.sql.unsafe(statement)
  try {
    const placed = placementsOf(await readTables(database.db.sql))
    expect(placed).toMatchObject({ kind: 'wrong', problems: expect.arrayContaining([problem]) as unknown })
  } finally {
    await database.db.sql.unsafe(`drop table ${name}`)
  }
})

describe('npm run db:distribute', () => {
  test('without the extension it refuses in words and moves nothing', async () => {
    const said: string[] = []
    const done = await distribute(database.db, (line) => said.push(line))
    expect(done).toMatchObject({ kind: 'refused', sentence: expect.stringMatching(/没有 Citus 扩展.*什么都没有动/) as unknown })
    expect(said).toEqual([])
  })

  test('on an address, as it is called; other words are told how', async () => {
    const { address } = database
    const url = address.kind === 'url' ? address.url : address.kind === 'loopback' ? `postgres://${address.user}:${address.password}@127.0.0.1:${address.port}/${address.database}` : null
    const host = (env: Readonly<Record<string, string>>) => ({ env, root: process.cwd(), now: () => NOON, say: () => undefined })
    expect(await runDistributeCommand(['--now'], host({}))).toMatch(/用法/)
    expect(await runDistributeCommand([], host({}))).toMatch(/自带的数据库只在一台机器上/)
    if (url !== null) expect(await runDistributeCommand([], host({ DATABASE_URL: url }))).toMatch(/没有 Citus/)
  })

  test('what is spread already is left alone, what lies otherwise stops everything, what broke off goes on', async () => {
    const all = await placements()
    const held = (placement: Placement): Held => ({ table: placement.table, kind: placement.kind, column: placement.kind === 'distributed' ? placement.column : null })
    const takeOff = ({ table }: Placement): Step => ({ kind: 'takeOff', table })
    const whole = (some: readonly Placement[]): readonly Step[] => some.flatMap((placement) => [{ kind: 'spread', placement } as const, takeOff(placement)])
    expect(stepsFrom(all, [])).toEqual({ kind: 'steps', steps: whole(all) })
    // Rows that were left behind on the first machine are seen by no query, and would outlive their erasure.
    expect(stepsFrom(all, all.map(held))).toEqual({ kind: 'steps', steps: all.map(takeOff) })
    expect(stepsFrom(all, all.slice(0, 9).map(held))).toEqual({ kind: 'steps', steps: [...all.slice(0, 9).map(takeOff), ...whole(all.slice(9))] })
    expect(stepsFrom(all, [{ table: 'op', kind: 'distributed', column: 'record' }])).toEqual({ kind: 'otherwise', tables: ['op'] })
    expect(stepsFrom(all, [{ table: 'audit', kind: 'reference', column: null }])).toEqual({ kind: 'otherwise', tables: ['audit'] })
  })

  test('one statement a table, beside the township’s own row', async () => {
    const { steps } = stepsFrom(await placements(), []) as Extract<Steps, { kind: 'steps' }>
    const statements = steps.map(statementOf)
    expect(statements).toEqual(expect.arrayContaining([
      "select create_reference_table('session')",
      "select create_distributed_table('stream', 'stream', colocate_with => 'none')",
      "select create_distributed_table('op', 'stream', colocate_with => 'stream')",
      "select create_distributed_table('complaint', 'county', colocate_with => 'stream')",
      "select create_distributed_table('rollup', 'scope', colocate_with => 'rollup_scope')",
      "select truncate_local_data_after_distributing_table('rollup')",
    ]))
    expect(statements.filter((statement) => statement.includes(';'))).toEqual([])
  })
})

/** Statements over all tenants that may stay, by how they begin, each with its reason. */
const OVER_ALL: Readonly<Record<string, string>> = {
  'select county, sum(n)::bigint as moved from stream': 'the roll-up’s survey: a number a county, once a minute, without a lock',
  'select scope, parent, moved, on_day, list,': 'the roll-up’s survey: one row a county',
  'select scope, parent, n, cardinality(left_over)': 'the roll-up’s survey: one row a scope',
  'select scope, n from rollup_scope where parent =': 'what lies directly below a city, a province or the country: some dozens of rows',
  'update device_waiting set missing = missing + waiting': 'a phone says it holds nothing: it is asked of every township, since a lost role must not leave a number behind; goes to all shards',
  'select d.device, d.person, d.client,': 'one’s own phones that hold something, on the page that shows them: the same in every township',
}

test('every statement of the daily work is held to its townships', async () => {
  const { town } = office
  const [li, zhao] = [await does('signing in', () => office.signIn('li')), await office.signIn('zhao')]
  const { township } = town
  await office.grant('zhao', 'leader', town.county)
  const chief = await office.signIn('zhao')
  const record = randomUUID()
  const pushed = settled(record, town.east, '2026-06-01')
  const parties = { parties: { p0: { set: { name: '王五' } } } }
  const body = pushed.body.kind === 'create' ? { ...pushed.body, rows: parties } : pushed.body
  const ops = [opOf({ name: li.device, seq: 0 }, { ...pushed, body })]
  const year = { from: '2026-01-01', to: '2026-06-15' }
  const query: FigureQuery = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: year, place: null, by: null }
  const board = (kind: 'township' | 'county') => ({ queries: Object.values(questionsOf({ kind, place: null, period: year, today: '2026-06-15', shorter: kind === 'township' })), at: null })
  const due = { stream: township, who: 'all', until: '2026-06-20', place: null, unit: null, key: null, offset: 0, limit: 50 }
  const search = { stream: township, kind: 'dispute', text: '王五', where: {}, place: null, period: null, told: true, after: null, limit: 50 }
  const asked: readonly (readonly [doing: string, ask: () => Promise<{ readonly status: number }>])[] = [
    ['pushing', () => office.post(li, '/api/push', { stream: township, ops, waiting: 1 })],
    ['pulling', () => office.post(li, '/api/pull', { cursor: null, waiting: 0 })],
    ['a township’s board', () => office.post(zhao, '/api/figures', { stream: township, ...board('township') })],
    ['a county’s board', () => office.post(chief, '/api/figures', { stream: town.county, ...board('county') })],
    ['a township’s own board', () => office.get(zhao, boardPath(township, { kind: 'township', place: null, period: year, today: '2026-06-15', shorter: true }))],
    ['a county’s own board', () => office.get(chief, boardPath(town.county, { kind: 'county', place: null, period: year, today: '2026-06-15', shorter: false }))],
    ['drilling', () => office.post(zhao, '/api/drill', { stream: township, query, at: null, offset: 0, limit: 50 })],
    ['drilling in the county', () => office.post(chief, '/api/drill', { stream: town.county, query, at: null, offset: 0, limit: 50 })],
    ['one record', () => office.get(li, `/api/record/${township}/${record}`)],
    ['its history', () => office.get(li, `/api/history/${township}/${record}`)],
    ['searching', () => office.post(li, '/api/search', search)],
    ['what is due', () => office.post(zhao, '/api/due', due)],
    ['pictures that are missing', () => office.get(li, `/api/media/${township}/missing`)],
    ['handovers', () => office.get(li, '/api/handovers')],
    ['phones', () => office.get(li, '/api/devices')],
    ['reports', () => office.get(zhao, `/api/reports/${township}`)],
  ]
  for (const [name, ask] of asked) {
    const { status } = await does(name, ask)
    expect([name, status]).toEqual([name, 200])
  }
  await does('rolling up', () => rollUp(town.deps))
  const columnByTable = new Map((await placements()).flatMap((each) => (each.kind === 'distributed' ? [[each.table, each.column] as const] : [])))
  const hot = [...doneByText].filter(([, name]) => name !== 'setting up')
  expect([...sentFor]).toEqual(expect.arrayContaining(['rolling up', ...asked.map(([name]) => name)]))
  const wrong = hot.flatMap(([text, name]) => {
    const plain = text.replace(/\s+/g, ' ').trim()
    const problems = Object.keys(OVER_ALL).some((begin) => plain.startsWith(begin)) ? [] : problemsIn(text, { columnByTable })
    return problems.map((problem) => `${name}: ${problem}: ${plain.slice(0, 400)}`)
  })
  expect(wrong).toEqual([])
})

async function does<T>(what: string, work: () => Promise<T>): Promise<T> {
  doing = what
  return work()
}
