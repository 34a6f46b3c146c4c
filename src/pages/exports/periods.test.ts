import { periodText } from '../../domain/periodWords'
import { usualPeriods } from './periods'

test('running periods end today, past ones are whole', () => {
  expect(usualPeriods('2026-01-31').map(({ text, period }) => [text, periodText(period)])).toEqual([
    ['今年', '2026年1月'], ['本季度', '2026年1月'], ['本月', '2026年1月'], ['上季度', '2025年第四季度'], ['上月', '2025年12月'], ['去年', '2025年'],
  ])
  expect(usualPeriods('2026-08-15').map(({ text, period }) => [text, period.from, period.to])).toEqual([
    ['今年', '2026-01-01', '2026-08-15'], ['本季度', '2026-07-01', '2026-08-15'], ['本月', '2026-08-01', '2026-08-15'],
    ['上季度', '2026-04-01', '2026-06-30'], ['上月', '2026-07-01', '2026-07-31'], ['去年', '2025-01-01', '2025-12-31'],
  ])
})
