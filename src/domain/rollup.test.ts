import fc from 'fast-check'
import type { FigureQuery } from '../core/protocol'
import { addDays } from '../core/period'
import { boardQuestions } from './board'
import { boardPeriod } from './board/asking'
import { countyQuestions } from './board/county'
import { EMPTY_CONFIG } from '../core/config'
import { REGISTRY } from './registry'
import { guardedIn } from './suppress'
import { addsUpOverMonths, monthsBetween, ROLLED, rollupPeriod, sumOfCells, timeFields, withYears, type Cells } from './rollup'

const TODAY = '2026-06-15'
const scope = { roots: [], place: null, config: EMPTY_CONFIG, today: TODAY }

test('every number of a period that a board shows is rolled up', () => {
  const year = boardPeriod('year', TODAY)
  const asked = Object.entries({ ...boardQuestions(scope, year, false), ...countyQuestions(scope, year) })
    .filter(([name]) => /^(now|split|sum):/.test(name) && name !== 'now:纠纷.上年结转')
  const kept = new Set(ROLLED.map(({ figure, by }) => JSON.stringify([figure, by])))
  // A split over townships is the row of a county, not of a city.
  const keyOf = ({ figure, by }: FigureQuery): string => JSON.stringify([figure, by?.kind === 'place' ? null : by])
  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter(([, query]) => !kept.has(keyOf(query))).map(([name]) => name)).toEqual([])
})

test('what is rolled up may be added up over places, and is told exactly', () => {
  for (const { name, figure, by } of ROLLED) {
    expect([name, REGISTRY[figure.kind]?.stream]).toEqual([name, 'township'])
    expect(['count', 'sum', 'rows']).toContain(figure.measure.kind)
    expect(['flow', 'stock']).toContain(figure.over.kind)
    expect([name, guardedIn(REGISTRY, figure, by)]).toEqual([name, false])
  }
  expect(new Set(ROLLED.map(({ name }) => name)).size).toBe(ROLLED.length)
})

test('a year is the sum of its months for what is told by its own date, and for nothing else', () => {
  const added = ROLLED.filter(addsUpOverMonths).map(({ name }) => name)
  expect(added).toEqual(expect.arrayContaining(['纠纷.受理', '纠纷.成功', '纠纷.成功按协议', '普法.人次']))
  expect(added.filter((name) => ['纠纷.按结果', '纠纷.期末在办', '纠纷.满月未结', '说事.转纠纷'].includes(name))).toEqual([])
})

test('the days a record is counted by are all known', () => {
  expect(Object.fromEntries(timeFields().map(({ type, days, open }) => [type.kind, { days, open }]))).toEqual({
    dispute: { days: ['acceptedOn', 'closedOn', 'dueOn'], open: ['closedOn'] },
    matter: { days: ['receivedOn', 'resolvedOn', 'ratedOn', 'dueOn'], open: ['resolvedOn'] },
    outreach: { days: ['heldOn'], open: [] },
    screening: { days: ['to'], open: [] },
  })
})

const cells: fc.Arbitrary<Cells> = fc.dictionary(fc.constantFrom('a', 'b'), fc.record({
  value: fc.nat(100), groups: fc.uniqueArray(fc.record({ key: fc.constantFrom('', 'x', 'y'), value: fc.nat(50) }), { selector: ({ key }) => key }),
}))

test('sums do not depend on the order or on how places are put together', () => {
  fc.assert(fc.property(fc.array(cells, { maxLength: 6 }), fc.nat(6), (list, cut) => {
    const whole = sumOfCells(list)
    expect(sumOfCells([...list].reverse())).toEqual(whole)
    expect(sumOfCells([sumOfCells(list.slice(0, cut)), sumOfCells(list.slice(cut))])).toEqual(whole)
  }))
})

test('a period ends today at the latest, and begins with its first month', () => {
  expect(rollupPeriod('2026-06', TODAY)).toEqual({ from: '2026-06-01', to: TODAY })
  expect(rollupPeriod('2025', TODAY)).toEqual({ from: '2025-01-01', to: '2025-12-31' })
  expect([rollupPeriod('2026-07', TODAY), rollupPeriod('2027', TODAY), rollupPeriod('2026-13', TODAY), rollupPeriod('26', TODAY)]).toEqual([null, null, null, null])
  expect(monthsBetween('2025-12-31', addDays(TODAY, 90), TODAY)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'])
  expect(monthsBetween('2026-07-01', '2026-08-01', TODAY)).toEqual([])
  expect(withYears(['2026-01', '2025-12', '2026-01'])).toEqual(['2025-12', '2026-01', '2025', '2026'])
})
