import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { evaluate, evaluateBy, type Figure } from '../../src/core/figure'
import type { Patch } from '../../src/core/op'
import { within } from '../../src/core/place'
import { yearPeriod, type Period } from '../../src/core/period'
import type { At } from '../../src/core/protocol'
import type { GroupBy } from '../../src/core/figure'
import { TYPES } from '../../src/domain/registry'
import { push } from '../../src/server/push'
import { drill, figures } from '../../src/server/read'
import { replay } from '../../src/server/replay'
import { withDatabase } from './database'
import { deviceOf, openTown, opOf, settled, type Planned, type Town } from './town'

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

const TYPE_CODES = ['neighbour', 'land', 'traffic', 'other'] as const
const DAYS = ['2024-12-30', '2025-01-01', '2025-06-15', '2025-12-31', '2026-01-05', '2026-06-10'] as const

/** What a random township does next; which record and place are chosen by index among those there are. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), act: fc.constantFrom('settle', 'fail', 'register'), at: fc.nat(5), on: fc.constantFrom(...DAYS), type: fc.constantFrom(...TYPE_CODES), form: fc.constantFrom('oral', 'written'), people: fc.nat(20), hidden: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), act: fc.constantFrom('accept', 'mediate', 'close', 'withdraw', 'reopen', 'archive', 'merge'), which: fc.nat(60), on: fc.constantFrom(...DAYS), result: fc.constantFrom('success', 'failed', 'dropped') }),
  fc.record({ kind: fc.constant('edit' as const), act: fc.constantFrom('retype', 'relocate', 'redate'), which: fc.nat(60), at: fc.nat(5), type: fc.constantFrom(...TYPE_CODES), on: fc.constantFrom(...DAYS) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const ACCEPTED: Figure = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }
const FIGURES: readonly Figure[] = [
  ACCEPTED,
  { ...ACCEPTED, where: { type: ['land', 'traffic'] } },
  { ...ACCEPTED, where: { result: ['success'] } },
  { ...ACCEPTED, where: { result: [''] } },
  { ...ACCEPTED, over: { kind: 'flow', date: 'closedOn' }, where: { form: ['oral'] } },
  { ...ACCEPTED, measure: { kind: 'sum', field: 'people' } },
  { ...ACCEPTED, measure: { kind: 'distinct', field: 'place' } },
  { ...ACCEPTED, measure: { kind: 'rows', rows: 'sessions', where: {}, sum: null } },
  { ...ACCEPTED, over: { kind: 'stock', from: 'acceptedOn', until: 'closedOn', untilCounts: false } },
  { ...ACCEPTED, where: { stage: ['closed', 'archived'], onSpot: ['true'] } },
  { ...ACCEPTED, over: { kind: 'covered', from: 'acceptedOn', until: 'closedOn' } },
]
const GROUPS: readonly (GroupBy | null)[] = [null, { kind: 'field', field: 'type' }, { kind: 'field', field: 'result' }, { kind: 'month' }, { kind: 'place', level: null }]

/** Through every stage there is, so that random histories grow out of a township that has them all. */
const STORY: readonly Step[] = [
  ...[0, 1, 2, 3, 4].map((at) => ({ kind: 'create' as const, act: 'register' as const, at, on: '2025-01-01' as const, type: 'land' as const, form: 'oral' as const, people: at, hidden: at === 4 })),
  ...(['accept', 'mediate', 'close', 'archive', 'reopen'] as const).map((act) => ({ kind: 'move' as const, act, which: 0, on: '2025-06-15' as const, result: 'success' as const })),
  ...(['accept', 'close'] as const).map((act) => ({ kind: 'move' as const, act, which: 1, on: '2025-12-31' as const, result: 'failed' as const })),
  ...([['merge', 2], ['withdraw', 3], ['accept', 4], ['accept', 4]] as const).map(([act, which]) => ({ kind: 'move' as const, act, which, on: '2026-01-05' as const, result: 'dropped' as const })),
]
beforeAll(() => play(STORY))

test('figure = drill-down = recount from ops, by every grouping, at any past change', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60, size: 'max' }), fc.integer({ min: 1, max: 100 }), async (steps, part) => {
    const run = await play(steps)
    const at = run.from + Math.max(1, Math.round((run.to - run.from) * part / 100))
    await compare(at, yearPeriod(2025))
    await compare(run.to, { from: '2025-06-01', to: '2026-06-15' })
  }), { numRuns: 7, seed: 20261121 })
}, 120_000)

/** Plays steps against the one township of this file; every history grows out of the ones before it. */
async function play(steps: readonly Step[]): Promise<{ readonly from: number; readonly to: number }> {
  const device = deviceOf('play')
  const places = [town.east, town.west, ...town.groups]
  const [{ n: from } = { n: 0 }] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`
  const records: string[] = []
  let to = from
  for (let start = 0; start < steps.length; start += 7) {
    const planned = steps.slice(start, start + 7).flatMap((each) => planOf(each, places, records))
    const ops = planned.map((each) => opOf(device, { ...each, base: to }))
    const pushed = await push(town.deps, { me: town.li, devices: [device.name] }, { stream: town.township, ops, waiting: 0 })
    to = pushed?.n ?? to
  }
  return { from, to }
}

function planOf(each: Step, places: readonly string[], records: string[]): readonly Planned[] {
  if (each.kind === 'create') {
    const record = randomUUID()
    records.push(record)
    const made = each
    const place = places[made.at] ?? town.east
    const set: Patch = { people: made.people, type: made.type, ...(made.hidden ? { compartment: 'minor' } : {}) }
    if (made.act === 'settle') return [settled(record, place, made.on, { ...set, form: made.form })]
    const day = made.act === 'fail' ? { acceptedOn: made.on } : { reportedOn: made.on }
    return [{ record, kind: 'dispute', body: { kind: 'create', move: made.act === 'fail' ? 'failOnSpot' : 'register', set: { place, ...day, ...set } } }]
  }
  const record = records[each.which % Math.max(1, records.length)]
  return record === undefined ? [] : [{ record, kind: 'dispute', body: bodyOf(each, places, records) }]
}

function bodyOf(each: Exclude<Step, { kind: 'create' }>, places: readonly string[], records: readonly string[]): Planned['body'] {
  if (each.kind === 'edit') {
    if (each.act === 'relocate') return { kind: 'move', move: 'correct', set: { place: places[each.at] ?? town.east } }
    return { kind: 'edit', set: each.act === 'retype' ? { type: each.type } : { acceptedOn: each.on } }
  }
  const move = each.act
  switch (move) {
    case 'accept': return { kind: 'move', move, set: { acceptedOn: each.on } }
    case 'mediate': return { kind: 'move', move, set: {}, rows: { sessions: { [randomUUID()]: { set: { on: each.on, record: '谈了一次' } } } } }
    case 'close': return { kind: 'move', move, set: { closedOn: each.on, result: each.result, ...(each.result === 'success' ? { form: 'oral' } : {}) } }
    case 'withdraw': return { kind: 'move', move, set: { withdrawReason: '记重了' } }
    case 'merge': return { kind: 'move', move, set: { mergedInto: records[0] ?? '' } }
    case 'reopen': case 'archive': return { kind: 'move', move, set: {} }
  }
}

async function compare(n: number, period: Period): Promise<void> {
  const { places, n: countyN } = await town.deps.configs.current(database.db.sql, town.county)
  const recount = [...(await replay(town.deps, database.db.sql, town.township, n)).values()]
  const at = { town: n, county: countyN }
  for (const place of [null, town.east]) {
    const inside = new Set(within(places, place ?? town.township))
    const queries = FIGURES.flatMap((figure) => GROUPS.map((by) => ({ figure, period, place, by })))
    const read = await figures(town.deps, town.zhao, { stream: town.township, queries, at })
    if (read.kind !== 'read') throw new Error(JSON.stringify(read))
    queries.forEach((query, index) => {
      const result = read.answer.results[index]
      expect(result?.value).toBe(evaluate(TYPES.dispute, query.figure, period, (id) => inside.has(id), recount))
      if (query.by === null) return
      const groups = evaluateBy(TYPES.dispute, query.figure, period, (id) => inside.has(id), query.by, recount)
      expect(byKey(result?.groups ?? [])).toEqual(byKey(groups))
    })
    await compareDrill(at, period, place, recount.length)
  }
}

async function compareDrill(at: At, period: Period, place: string | null, most: number): Promise<void> {
  for (const figure of FIGURES.filter((each) => each.measure.kind === 'count')) {
    const query = { figure, period, place, by: null }
    const [counted, listed] = [
      await figures(town.deps, town.zhao, { stream: town.township, queries: [query], at }),
      await drill(town.deps, town.zhao, { stream: town.township, query, at, offset: 0, limit: most + 1 }),
    ]
    if (counted.kind !== 'read' || listed.kind !== 'read') throw new Error('both read')
    expect(listed.answer.records.length + listed.answer.hidden).toBe(counted.answer.results[0]?.value)
    expect(listed.answer.records.filter((record) => record.values.compartment !== undefined)).toEqual([])
  }
}

function byKey(groups: readonly { readonly key: string; readonly value: number }[]): readonly (readonly [string, number])[] {
  return groups.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1))
}

test('the histories were not empty: every stage, hundreds of versions, and refusals came up', async () => {
  const stages = await database.db.sql<{ stage: string; n: number }[]>`select stage, count(*)::bigint as n from dispute_version where stream = ${town.township} group by stage`
  expect(new Set(stages.map((row) => row.stage))).toEqual(new Set(['registered', 'accepted', 'mediating', 'closed', 'archived', 'merged', 'withdrawn']))
  expect(stages.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThan(100)
  const [refused] = await database.db.sql<{ n: number }[]>`select count(*)::bigint as n from op where stream = ${town.township} and n is null`
  expect(refused?.n).toBeGreaterThan(0)
})
