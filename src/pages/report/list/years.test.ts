import type { Span } from '../../../core/reportPeriod'
import type { FrozenHead, ReportLine } from '../../../core/reportWire'
import { reminderOf, yearsOf } from './years'

const line = (template: string, span: Span, periodKey: string): ReportLine => ({ template, name: template, span, periodKey, label: periodKey, own: true })
const head = (template: string, periodKey: string, version: number): FrozenHead => ({
  id: `${template} ${periodKey} ${version}`, template, name: template, periodKey, label: periodKey, until: '2025-12-31', version, frozenAt: '2026-01-05T02:00:00.000Z', frozenBy: 'p', at: { town: 1, county: 1 },
})

test('years come newest first; in each the yearly report, then halves, quarters, months and weeks, newest first', () => {
  const reports = [line('周', 'week', 'W2026-03-09'), line('月', 'month', '2026-02'), line('年', 'year', '2025'), line('月', 'month', '2026-03'), line('年', 'year', '2026')]
  expect(yearsOf({ reports, frozen: [] }).map(({ year, spans }) => [year, spans.map(({ span, reports: list }) => [span, list.map(({ periodKey }) => periodKey)])])).toEqual([
    [2026, [['year', ['2026']], ['month', ['2026-03', '2026-02']], ['week', ['W2026-03-09']]]],
    [2025, [['year', ['2025']]]],
  ])
})

test('what was issued stands under its period, also when its draft has gone', () => {
  const years = yearsOf({ reports: [line('年', 'year', '2025')], frozen: [head('年', '2025', 2), head('月', '2025-01', 1), head('年', '2025', 1)] })
  expect(years[0]?.spans.map(({ reports: [first] }) => [first?.draft?.template ?? null, first?.frozen.map(({ id }) => id)])).toEqual([
    ['年', ['年 2025 2', '年 2025 1']], [null, ['月 2025-01 1']],
  ])
})

test('the law is called to mind until the report of last year is issued, in the words of the day', () => {
  const draft = yearsOf({ reports: [line('年', 'year', '2025')], frozen: [] })
  expect(reminderOf(draft, '2026-02-28')).toMatch(/^2025年的年度报告还没有定稿。.*3月1日前报送.*4月1日前向社会公开/)
  expect(reminderOf(draft, '2026-03-01')).toMatch(/报送的日子（3月1日前）过了/)
  expect(reminderOf(draft, '2026-04-01')).toMatch(/日子都过了/)
  expect(reminderOf(draft, '2027-01-05')).toBeNull()
  expect(reminderOf(yearsOf({ reports: [line('年', 'year', '2025')], frozen: [head('年', '2025', 1)] }), '2026-02-28')).toBeNull()
  expect(reminderOf(yearsOf({ reports: [line('月', 'month', '2025-02')], frozen: [] }), '2026-02-28')).toBeNull()
})
