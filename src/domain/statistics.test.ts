import fc from 'fast-check'
import { must } from '../core/assert'
import { evaluate, evaluateBy, gatherPlaces, type Countable } from '../core/figure'
import { own } from '../core/own'
import { isWithin, placesOf, type Place } from '../core/place'
import type { FigureQuery } from '../core/protocol'
import { AGREEMENT_FORMS, COMMITTEES, DISPUTE_TYPES, ROUTES, SOURCES } from './disputeCodes'
import { REGISTRY } from './registry'
import { STATISTICS, type StatisticsLine } from './statistics'
import { planStatistics, statisticsTable, type StatisticsRow } from './statisticsTable'

const place = (id: string, level: string, parent: string | null, order: number, until: string | null = null): Place => ({ id, name: id, level, parent, order, from: null, until })
const PLACES = placesOf([
  place('县', 'county', null, 0), place('甲乡', 'township', '县', 1), place('乙乡', 'township', '县', 2), place('支', 'branch', '甲乡', 1),
  place('东村', 'village', '支', 1), place('西村', 'village', '支', 2), place('旧村', 'village', '甲乡', 3, '2024-06-30'), place('东组', 'group', '东村', 1), place('远村', 'village', '乙乡', 1),
])
const IN_TOWN = ['甲乡', '支', '东村', '西村', '旧村', '东组']
const YEAR = { from: '2026-01-01', to: '2026-12-31' }

function answersOf(queries: readonly FigureQuery[], records: readonly Countable[]) {
  return queries.map(({ figure, period, place: root, by }) => {
    const type = must(own(REGISTRY, figure.kind), 'a kind')
    const isInside = (id: string): boolean => isWithin(PLACES, id, root ?? '甲乡')
    const groups = by === null ? [] : evaluateBy(type, figure, period, isInside, by, records)
    const isGathered = by?.kind === 'place' && by.level !== null
    return { value: evaluate(type, figure, period, isInside, records), groups: isGathered ? gatherPlaces(groups, PLACES, by.level ?? '', root ?? '甲乡') : groups }
  })
}

function tableOf(at: string, records: readonly Countable[]) {
  const plan = planStatistics(PLACES, at, YEAR)
  return statisticsTable(PLACES, plan, answersOf(plan.queries, records))
}
const linesOf = (rows: readonly StatisticsRow[]) => rows.flatMap((row) => (row.kind === 'line' ? [row] : []))
const lineOf = (at: string, records: readonly Countable[], id: string) => must(linesOf(tableOf(at, records).rows).find(({ line }) => line.id === id), id)

const maybe = <T extends string>(codes: readonly T[]): fc.Arbitrary<T | undefined> => fc.option(fc.constantFrom(...codes), { nil: undefined })
const day = fc.constantFrom('2025-12-31', '2026-01-01', '2026-05-20', '2026-12-31', '2027-01-01')
const success = fc.record({ result: fc.constant('success'), form: maybe(Object.keys(AGREEMENT_FORMS)) })
const ended = fc.oneof(success, fc.record({ result: maybe(['failed', 'refused', 'dropped', 'transferred']) }))
const disputes = fc.record({
  at: fc.constantFrom(...IN_TOWN),
  values: fc.record({
    acceptedOn: day, closedOn: fc.option(day, { nil: undefined }), type: maybe(Object.keys(DISPUTE_TYPES)), route: maybe(Object.keys(ROUTES)),
    source: maybe(Object.keys(SOURCES)), committee: maybe(Object.keys(COMMITTEES)), difficulty: maybe(['simple', 'hard', 'grave']),
    amount: fc.nat(1_000_000), prevented: fc.subarray(['suicide', 'crime', 'massPetition', 'massFight']), preventedPeople: fc.nat(9),
  }),
  more: ended,
  stage: fc.constantFrom('closed', 'archived', 'withdrawn'),
}).map(({ at, values, more, stage }) => ({ kind: 'dispute', stage, values: { ...values, ...more, place: at } }))
const mediators = fc.record({ at: fc.constantFrom(...IN_TOWN), person: fc.constantFrom('甲', '乙', '丙') })
  .map(({ at, person }) => ({ kind: 'roster', stage: 'recorded', values: { item: 'mediator', person, place: at } }))
const known = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
const records = fc.array(fc.oneof({ weight: 4, arbitrary: disputes }, mediators), { maxLength: 40 })
  .map((all) => all.map(({ kind, stage, values }, i): Countable => ({ id: String(i), kind, stage, values: known(values) })))

const allLines: readonly StatisticsLine[] = STATISTICS.flatMap(({ lines }) => lines)

test('the form has the Ministry\'s 18 types in its order, and every line a name of its own', () => {
  expect(allLines.filter(({ id }) => id.startsWith('type.')).map(({ label }) => label)).toEqual([
    '婚姻家庭', '邻里', '房屋宅基地', '合同', '生产经营', '损害赔偿', '山林土地', '征地拆迁', '环境污染', '拖欠农民工工资', '其他劳动争议', '旅游', '电子商务',
    '其他消费', '医疗', '道路交通事故', '物业', '其他', '未填',
  ])
  expect(new Set(allLines.map(({ id }) => id)).size).toBe(allLines.length)
})

test('every whole is the sum of its parts, of the lines and of the places', () => {
  fc.assert(fc.property(records, (some) => {
    const rows = linesOf(tableOf('甲乡', some).rows)
    for (const { line, total, parts } of rows) {
      const sum = parts.reduce((all, part) => all + part, 0)
      if (line.heads === true) expect(total).toBeLessThanOrEqual(sum)
      else expect([line.id, sum]).toEqual([line.id, total])
    }
    for (const partOf of new Set(rows.flatMap(({ line }) => line.partOf ?? []))) {
      const whole = must(rows.find(({ line }) => line.id === partOf.split(' ')[0]), partOf)
      const parts = rows.filter(({ line }) => line.partOf === partOf)
      expect([partOf, parts.reduce((sum, part) => sum + part.total, 0)]).toEqual([partOf, whole.total])
      whole.parts.forEach((value, i) => expect(parts.reduce((sum, part) => sum + must(part.parts[i], 'a part'), 0)).toBe(value))
    }
  }), { numRuns: 60 })
})

test('only 人民调解 feeds it', () => {
  fc.assert(fc.property(records, (some) => {
    const others = some.filter(({ values }) => values.route !== 'mediation')
    expect(linesOf(tableOf('甲乡', others).rows).filter(({ line, total }) => line.figure.kind === 'dispute' && total !== 0)).toEqual([])
  }), { numRuns: 30 })
})

const dispute = (at: string): Countable => ({ id: at, kind: 'dispute', stage: 'closed', values: { place: at, route: 'mediation', closedOn: '2026-03-05', result: 'success', form: 'oral', type: 'neighbour' } })
const mediator = (id: string, person: string, at: string): Countable => ({ id, kind: 'roster', stage: 'recorded', values: { item: 'mediator', person, place: at } })

test('columns are the places right below in administrative order; merged villages and the township\'s own only when they have something', () => {
  expect(tableOf('甲乡', []).columns).toEqual(['合计', '东村', '西村'])
  expect(tableOf('甲乡', [dispute('旧村'), dispute('支')]).columns).toEqual(['合计', '东村', '西村', '旧村', '甲乡本级'])
  expect(tableOf('县', [dispute('东组')]).columns).toEqual(['合计', '甲乡', '乙乡'])
  expect(tableOf('东村', []).columns).toEqual(['合计', '东村东组'])
  expect(tableOf('东组', [dispute('东组')]).columns).toEqual(['合计'])
  expect(lineOf('甲乡', [dispute('旧村'), dispute('支'), dispute('东组')], 'cases')).toMatchObject({ total: 3, parts: [1, 0, 1, 1] })
})

test('a mediator of two villages is one person in the total and one in each village', () => {
  const some = [mediator('1', '甲', '东村'), mediator('2', '甲', '东组'), mediator('3', '甲', '西村'), mediator('4', '乙', '甲乡')]
  expect(lineOf('甲乡', some, 'mediators')).toMatchObject({ total: 2, parts: [1, 1, 1] })
})

test('a line for what nobody wrote stands only where something is missing', () => {
  const ids = linesOf(tableOf('甲乡', [dispute('东村')]).rows).map(({ line }) => line.id)
  expect(ids).toContain('source.')
  expect(ids).not.toContain('type.')
})
