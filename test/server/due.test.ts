import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { DueAnswer, DueRequest } from '../../src/core/dueWire'
import type { Value } from '../../src/core/field'
import { addDays, dayAt } from '../../src/core/period'
import type { Me } from '../../src/core/protocol'
import { dueOf } from '../../src/domain/due'
import { DUE_RULES } from '../../src/domain/dueRules'
import { TYPES } from '../../src/domain/registry'
import { dueList } from '../../src/server/due/list'
import { everything } from '../../src/server/everything'
import { mayBeDue } from '../../src/server/due/narrow'
import { groundOf } from '../../src/server/ground'
import type { Read } from '../../src/server/read'
import { recordOf } from '../../src/server/versions'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, type Planned } from './town'

const database = withDatabase()
let office: Office
const TODAY = dayAt(NOON)
const [LATE, SOON, SECRET, MATTER, EXPLAIN, WEST] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]
const UNIT = randomUUID()

const create = (kind: string, record: string, move: string, set: Readonly<Record<string, string | boolean>>, rows?: Planned['body']['rows']): Planned =>
  ({ record, kind, body: { kind: 'create', move, set, ...(rows === undefined ? {} : { rows }) } })
const step = (kind: string, record: string, move: string, set: Readonly<Record<string, string | boolean>>): Planned =>
  ({ record, kind, body: { kind: 'move', move, set } })

const handled = (assigned: Readonly<Record<string, string>>, on: string): readonly Planned[] => [
  step('matter', EXPLAIN, 'assign', { leadUnit: UNIT, ...assigned }), step('matter', EXPLAIN, 'sign', {}), step('matter', EXPLAIN, 'resolve', { resolvedOn: on }),
  step('matter', EXPLAIN, 'feedBack', { fedBackOn: on }),
]

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const { town, people } = office
  const accepted = (record: string, place: string, on: string, set: Readonly<Record<string, string | boolean>> = {}): readonly Planned[] => [
    create('dispute', record, 'register', { type: 'land', place, reportedOn: on, ...set }, { parties: { r1: { set: { name: '张某某' } } } }),
    step('dispute', record, 'accept', { acceptedOn: on }),
  ]
  await pushAll(town.deps, people.li, town.township, deviceOf('li'), [
    ...accepted(LATE, town.east, '2026-05-01'),
    ...accepted(SOON, town.east, '2026-05-20'),
    ...accepted(WEST, town.west, '2026-05-02'),
  ])
  await pushAll(town.deps, people.zhang, town.township, deviceOf('zhang'), accepted(SECRET, town.east, '2026-05-01', { compartment: 'domestic' }))
  await pushAll(town.deps, people.sun, town.township, deviceOf('sun'), [
    create('matter', MATTER, 'register', { kind: 'help', place: town.east, receivedOn: '2026-06-01', summary: '路灯不亮' }),
    step('matter', MATTER, 'assign', { leadUnit: UNIT, dueOn: '2026-06-10', assignedOn: '2026-06-01' }),
    create('matter', EXPLAIN, 'register', { kind: 'complain', place: town.west, receivedOn: '2026-05-01' }),
    ...handled({ dueOn: '2026-05-20' }, '2026-05-10'),
  ])
  // Rated by somebody else than who wrote it down.
  const other: Me = { ...people.sun, person: randomUUID() }
  const device = deviceOf('other')
  for (const act of [
    step('matter', EXPLAIN, 'rate', { rating: 'dissatisfied', ratedOn: '2026-05-12' }), step('matter', EXPLAIN, 'reopen', {}),
    step('matter', EXPLAIN, 'resolve', { resolvedOn: '2026-05-20' }), step('matter', EXPLAIN, 'feedBack', { fedBackOn: '2026-05-21' }),
    step('matter', EXPLAIN, 'rate', { rating: 'dissatisfied', ratedOn: '2026-05-22' }),
  ]) {
    const [row] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`
    await pushAll(town.deps, other, town.township, device, [{ ...act, base: row?.n ?? 0 }])
  }
})
afterAll(() => office.server.close())

const ALL: DueRequest = { stream: '', who: 'all', until: TODAY, place: null, unit: null, key: null, offset: 0, limit: 50 }
const ask = (me: Me, request: Partial<DueRequest> = {}): Promise<Read<DueAnswer>> => dueList(office.town.deps, me, { ...ALL, stream: office.town.township, ...request })
async function read(me: Me, request: Partial<DueRequest> = {}): Promise<DueAnswer> {
  const answer = await ask(me, request)
  if (answer.kind !== 'read') throw new Error(answer.kind)
  return answer.answer
}
const lines = ({ rows }: DueAnswer): readonly string[] => rows.map(({ record, key, due }) => `${key} ${due} ${record.id}`)

test('what is overdue stands by its day, with what waits for the dispatcher to urge', async () => {
  const answer = await read(office.people.sun)
  expect(lines(answer)).toEqual([
    `matter.explain 2026-05-29 ${EXPLAIN}`, `dispute.month 2026-06-01 ${LATE}`, `matter.sign 2026-06-02 ${MATTER}`, `dispute.month 2026-06-02 ${WEST}`, `matter.limit 2026-06-10 ${MATTER}`,
  ].sort((a, b) => (a.split(' ')[1] ?? '').localeCompare(b.split(' ')[1] ?? '') || (a.split(' ')[2] ?? '').localeCompare(b.split(' ')[2] ?? '')))
  expect(answer.rows.filter(({ urge }) => urge).map(({ record }) => record.id)).toEqual([MATTER, MATTER])
  expect(answer.kinds).toEqual([
    { key: 'dispute.month', what: '受理满一个月', count: 2 }, { key: 'matter.sign', what: '签收', count: 1 }, { key: 'matter.limit', what: '办理期限', count: 1 },
    { key: 'matter.explain', what: '书面说明', count: 1 },
  ])
  expect(answer.units).toEqual([UNIT])
})

test('a protected case is a number, and no kind or unit tells more of it', async () => {
  expect((await read(office.people.sun)).hidden).toBe(1)
  expect(await read(office.people.sun, { key: 'dispute.month' })).toMatchObject({ total: 2, hidden: 1 })
  expect(await read(office.people.sun, { key: 'dispute.report' })).toMatchObject({ total: 0, hidden: 1, rows: [] })
  expect(lines(await read(office.people.zhang, { place: office.town.east })).filter((line) => line.includes(SECRET))).toHaveLength(1)
})

test('it is narrowed by place, unit and kind, and read on page by page', async () => {
  const { town, people } = office
  expect((await read(people.sun, { place: town.west })).rows.map(({ record }) => record.id).sort()).toEqual([EXPLAIN, WEST].sort())
  expect((await read(people.sun, { unit: UNIT })).total).toBe(3)
  expect((await read(people.sun, { key: 'matter.limit' })).total).toBe(1)
  const all = lines(await read(people.sun))
  const pages = await Promise.all([0, 2, 4].map((offset) => read(people.sun, { offset, limit: 2 })))
  expect(pages.flatMap(lines)).toEqual(all)
  expect(await read(people.sun, { limit: 0 })).toMatchObject({ total: 5, rows: [] })
})

test('each is asked about what waits for them: a leader for the explanation, a mediator for the cases, a grid worker for the own', async () => {
  const { people } = office
  expect(lines(await read(people.zhao, { who: 'me' }))).toEqual([`matter.explain 2026-05-29 ${EXPLAIN}`])
  expect((await read(people.sun, { who: 'me' })).kinds.map(({ key }) => key)).toEqual([])
  expect((await read(people.li, { who: 'me', until: '2026-06-20' })).rows.map(({ record }) => record.id)).toEqual([LATE, WEST, SOON])
  expect((await read(people.zhao, { who: 'me' })).rows[0]?.move).toBe('explain')
  expect((await read(people.li, { who: 'me' })).hidden).toBe(0)
})

test('a leader reads no names, the dispatcher does', async () => {
  const partiesFor = async (me: Me): Promise<Value | undefined> => (await read(me, { key: 'dispute.month' })).rows[0]?.record.values.parties
  expect(JSON.stringify(await partiesFor(office.people.sun))).toContain('张某某')
  expect(JSON.stringify((await read(office.people.zhao)).rows)).not.toMatch(/张某某|路灯/)
})

test('whoever may not count there learns nothing, of another township or with a place of it', async () => {
  const { town, people } = office
  expect(await ask(people.qian)).toEqual({ kind: 'notFound' })
  expect(await ask(people.zhang, { place: town.west })).toEqual({ kind: 'notFound' })
  expect(await ask(people.zhou, { stream: town.county })).toEqual({ kind: 'notFound' })
  expect(await ask(people.sun, { place: town.other })).toEqual({ kind: 'notFound' })
})

test('the statement never leaves out what dueOf finds due', async () => {
  const { town: { deps, township, county, east } } = office
  const { sql } = database.db
  const ground = await groundOf(deps, sql, county, township, null)
  if (ground === null) throw new Error('the township is there')
  const every = await Promise.all(['dispute', 'matter'].map(async (kind) => {
    const type = TYPES[kind as 'dispute']
    const rows = await sql<{ record: string; data: Record<string, Value>; stage: string }[]>`select record, data, stage from ${sql(`${kind}_version`)} where stream = ${township} and until is null`
    return { type, rows }
  }))
  for (const until of [-60, -20, -5, 0, 10, 40].map((days) => addDays(TODAY, days))) {
    for (const { type, rows } of every) {
      const found = new Set((await mayBeDue(sql, ground, type, null, until, everything('reminding'))).map((row) => recordOf(deps, type.kind, row, false).id))
      const due = rows.filter(({ data, stage }) => dueOf({ kind: type.kind, stage, values: data }, ground.config, TODAY).some((each) => each.due <= until))
      expect(due.filter(({ record }) => !found.has(record))).toEqual([])
    }
  }
  expect(DUE_RULES.length).toBeGreaterThan(20)
  expect(east).not.toBe('')
})

test('bad questions are refused in words, never with a 500', async () => {
  const session = await office.signIn('sun')
  const good = { ...ALL, stream: office.town.township }
  await fc.assert(fc.asyncProperty(fc.constantFrom<object>(
    { until: '2026-02-30' }, { until: 5 }, { who: 'everybody' }, { key: "x'; drop" }, { limit: 9999 }, { offset: -1 }, { place: 'here' }, { stream: '' }, { more: 1 },
  ), async (bad) => {
    const { status, body } = await office.post(session, '/api/due', { ...good, ...bad })
    expect([status, typeof (body as { message?: unknown }).message]).toEqual([400, 'string'])
  }), { numRuns: 12 })
  expect((await office.post(session, '/api/due', good)).status).toBe(200)
})
