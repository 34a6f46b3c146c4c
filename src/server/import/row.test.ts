import { EMPTY_CONFIG } from '../../core/config'
import { must } from '../../core/assert'
import type { Values } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { REGISTRY } from '../../domain/registry'
import { planRow } from './plan'
import { mappedOf, readRow } from './row'
import { suggestMapping } from './suggest'
import { findHeader, likeness, tableOf } from './table'
import { targetsOf } from './targets'
import type { Ground } from './value'
import type { Cell, SheetCells } from './workbook'

const dispute = must<RecordType>(REGISTRY.dispute, 'dispute')
const targets = targetsOf(dispute, EMPTY_CONFIG)
const target = (key: string) => must(targets.find((each) => each.key === key), key)
const EAST = '01900000-0000-7000-8000-000000000001'
const GROUND: Ground = { kind: 'dispute', from1904: false, year: null, words: {}, wordsOf: () => new Map([['邻里', 'neighbour']]), placesNamed: () => [EAST], named: () => [] }

function sheetOf(lines: readonly (readonly string[])[], merges: SheetCells['merges'] = []): SheetCells {
  const rows = lines.map((line, i) => ({ row: i + 1, cells: new Map(line.flatMap((text, at): [number, Cell][] => (text === '' ? [] : [[at, { text }]]))) }))
  return { name: '表', rows: rows.filter(({ cells }) => cells.size > 0), merges, from1904: false }
}

test('the header is found below a title, and in the lower of two lines', () => {
  expect(findHeader(sheetOf([['某乡2023年台账'], [''], ['序号', '受理日期', '当事人'], ['1', '2023-1-1', '张某']]), targets)).toBe(3)
  const two = sheetOf([['受理日期', '当事人', '', '纠纷类型'], ['', '申请人', '被申请人', ''], ['2023-1-1', '张某', '李某', '邻里']], [
    { firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 0 }, { firstRow: 1, lastRow: 2, firstColumn: 3, lastColumn: 3 }, { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 2 },
  ])
  expect(findHeader(two, targets)).toBe(2)
  expect(suggestMapping(tableOf(two, 2), targets).columns.map(({ key }) => key)).toEqual(['acceptedOn', 'parties[applicant].name', 'parties[respondent].name', 'type'])
})

test('headers are matched whatever people add to them', () => {
  expect(likeness('＊受理时间（年月日）', target('acceptedOn'))).toBe(3)
  expect(likeness(' 涉及 金额(万元)', target('amount'))).toBe(4)
  expect(likeness('序号', target('acceptedOn'))).toBe(0)
  expect(likeness('', target('acceptedOn'))).toBe(0)
})

test('merged cells give their value to every row and are told; totals, blank lines and signatures stay out', () => {
  const sheet = sheetOf([['村', '受理日期', '涉及金额'], ['东村', '2023-1-1', '300'], ['', '2023-1-2', ''], ['', '', ''], ['合 计', '', '300'], ['填表人：王某']], [
    { firstRow: 2, lastRow: 3, firstColumn: 0, lastColumn: 0 }, { firstRow: 2, lastRow: 3, firstColumn: 2, lastColumn: 2 }, { firstRow: 2, lastRow: 1_048_576, firstColumn: 3, lastColumn: 16_000 },
  ])
  const table = tableOf(sheet, 1)
  expect(table.lines.map(({ row }) => row)).toEqual([2, 3])
  expect(table.notes).toEqual(['第 3 行有合并的格子，合并块里每一行都用同一个值。', '第 5 行是合计，没有算进来。', '第 6 行是填表说明，没有算进来。'])
  const mapped = mappedOf(table, targets, suggestMapping(table, targets).columns, {})
  const reading = readRow(GROUND, must(table.lines[1], 'a line'), mapped)
  expect(reading.values).toEqual({ place: EAST, acceptedOn: '2023-01-02', amount: 30_000 })
  expect(reading.remarks.map(({ say }) => say)).toEqual(['第 3 行“涉及金额”：是合并的格子，这一行也按“300”算，请看看对不对。'])
})

test('a hostile thousand of merged blocks costs no more than a limit', () => {
  const merges = Array.from({ length: 50_000 }, () => ({ firstRow: 1, lastRow: 1_048_576, firstColumn: 0, lastColumn: 16_383 }))
  expect(tableOf(sheetOf([['村', '日期'], ['东村', '2023-1-1']], merges), 1).lines).toHaveLength(1)
})

test.each([
  ['amount', '1,200.5元', '金额', 120_050], ['amount', '1.2', '金额（万元）', 1_200_000], ['amount', '3万元', '金额', 3_000_000], ['amount', '￥１２', '金额', 1200],
  ['people', '１２人', '人数', 12], ['people', '1,200', '人数', 1200], ['informed', '√', '', true], ['informed', '否', '', false], ['type', '邻里纠纷', '', 'neighbour'],
])('%s reads %s', (key, text, header, value) => {
  const reading = readRow(GROUND, { row: 2, cells: new Map([[0, { text }]]), filled: [] }, [{ target: target(key), column: { at: 0, letter: 'A', header }, fixed: null }])
  expect([reading.bad, Object.values(reading.values)]).toEqual([[], [value]])
})

test.each([
  ['people', '200余', '要一个准数'], ['people', '约20', '要一个准数'], ['amount', '若干', '看不出是多少钱'], ['informed', '也许', '看不出是'], ['people', '99999999999', '100000'], ['type', '天外', '对不上'],
])('%s refuses %s', (key, text, say) => {
  const reading = readRow(GROUND, { row: 2, cells: new Map([[0, { text }]]), filled: [] }, [{ target: target(key), column: { at: 0, letter: 'A', header: '栏' }, fixed: null }])
  expect(reading.bad.map((bad) => bad.say)).toEqual([expect.stringContaining(say)])
  expect(reading.bad[0]?.say).toMatch(/^第 2 行“栏”：/)
})

test('several names are several parties, and a fixed value stands only where the cell is blank', () => {
  const cells = new Map<number, Cell>([[0, { text: '张某、李某与王某' }]])
  const reading = readRow(GROUND, { row: 2, cells, filled: [] }, [
    { target: target('parties.name'), column: { at: 0, letter: 'A', header: '当事人' }, fixed: null }, { target: target('people'), column: { at: 1, letter: 'B', header: '人数' }, fixed: '3' },
  ])
  expect(Object.values(reading.rows.parties ?? {}).map(({ set }) => set)).toEqual([{ name: '张某' }, { name: '李某' }, { name: '王某' }])
  expect(reading.values).toEqual({ people: 3 })
})

test.each([
  ['张　三', ['张三']], ['张 三 李　四', ['张三', '李四']], ['张 三、王五六', ['张三', '王五六']], ['钱某 孙某', ['钱某', '孙某']], ['张与民', ['张与民']], ['张某与李某', ['张某', '李某']], ['张某诉李某\n王某', ['张某', '李某', '王某']],
])('%s are so many people', (text, names) => {
  const reading = readRow(GROUND, { row: 2, cells: new Map([[0, { text }]]), filled: [] }, [{ target: target('parties.name'), column: { at: 0, letter: 'A', header: '当事人' }, fixed: null }])
  expect(Object.values(reading.rows.parties ?? {}).map(({ set }) => set?.name)).toEqual(names)
})

test('a closed case takes its moves with their own days, and a missing day is never today', () => {
  const closed: Values = { type: 'neighbour', place: 'p', acceptedOn: '2023-03-05', closedOn: '2023-03-09', result: 'success', form: 'oral', fulfilment: 'done', fulfilledOn: '2023-03-10', summary: '沟' }
  const plan = planRow(dispute, closed, {})
  if (plan.kind !== 'ops') throw new Error('a plan')
  expect(plan.bodies.map((body) => [body.kind === 'edit' ? '' : body.move, body.set])).toEqual([
    ['register', { type: 'neighbour', place: 'p', summary: '沟', reportedOn: '2023-03-05' }],
    ['accept', { acceptedOn: '2023-03-05' }],
    ['close', { closedOn: '2023-03-09', result: 'success', form: 'oral', agreement: '沟' }],
    ['fulfil', { fulfilment: 'done', fulfilledOn: '2023-03-10' }],
    ['archive', {}],
  ])
  expect(planRow(dispute, { type: 'neighbour', place: 'p', result: 'success', form: 'oral', acceptedOn: '2023-03-05' }, {})).toEqual({ kind: 'missing', fields: ['closedOn'] })
  expect(planRow(dispute, { type: 'neighbour', place: 'p' }, {})).toEqual({ kind: 'missing', fields: ['reportedOn'] })
})
