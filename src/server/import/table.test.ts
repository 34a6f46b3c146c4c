import { samplesOf, tableOf } from './table'
import type { Cell } from './workbook'

test('samples of a column are what a person reads: a day is told as one, the same value once', () => {
  const line = (row: number, cell: Cell) => ({ row, cells: new Map([[0, cell]]) })
  const rows = [line(1, { text: '受理日期' }), line(2, { text: '46023', serial: 46_023 }), line(3, { text: '46023', serial: 46_023 }), line(4, { text: '46024' }), line(5, { text: '3月5日' })]
  expect(samplesOf(tableOf({ name: '1', rows, merges: [], from1904: false }, 1), 0)).toEqual(['2026-01-01', '46024', '3月5日'])
})
