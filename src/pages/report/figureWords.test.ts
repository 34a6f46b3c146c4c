import type { PrintedSpan } from '../../core/document'
import type { ReportFigure } from '../../core/reportWire'
import { ask } from '../../domain/board/asking'
import { factsOf, openText, sumText, valueText } from './figureWords'

const YEAR = { from: '2026-01-01', to: '2026-11-20' }
const success: ReportFigure = {
  key: '纠纷.成功', label: '调解成功', unit: '件', definition: '调结的纠纷里，结果是调解成功的', value: 1648, pair: null, lastYear: 609, pairLastYear: null, parts: [],
  query: ask('纠纷.成功', 'town', YEAR),
}
const rate: ReportFigure = { ...success, key: '纠纷.成功率', unit: '%', value: 648, pair: [648, 652], pairLastYear: [602, 608] }
const span = (text: string): PrintedSpan => ({ kind: 'printed', text, source: '纠纷.成功', figures: [{ key: '纠纷.成功', value: 1648 }], exact: 1648 })
const fact = (figure: ReportFigure, label: string, printed: PrintedSpan | null = null) => factsOf(figure, printed, [], '磙子营乡').find((each) => each.label === label)?.text

test('a figure tells its definition, days, place and last year', () => {
  expect(factsOf(success, span('1648'), [], '磙子营乡')).toEqual([
    { label: '口径', text: '调结的纠纷里，结果是调解成功的' }, { label: '期间', text: '2026年1月1日至11月20日' }, { label: '范围', text: '磙子营乡' },
    { label: '2025年', text: '同期 609 件' },
  ])
  expect(valueText(success)).toEqual({ number: '1,648', unit: '件' })
})

test('what is printed is told when it is not the number itself', () => {
  expect(fact(success, '印的是', span('1600余'))).toBe('1600余')
  expect(fact(success, '印的是', span('1,648'))).toBeUndefined()
})

test('a rate is its pair, this year and last', () => {
  expect(valueText(rate)).toEqual({ number: '648/652', unit: '99.39%' })
  expect(fact(rate, '2025年')).toBe('同期 602/608，99.01%')
  expect(fact({ ...rate, pairLastYear: [0, 0] }, '2025年')).toBe('同期 0/0')
  expect(openText(rate)).toBe('看这 648 件')
})

test('parts are shown adding up', () => {
  expect(sumText({ label: '按协议', parts: [{ label: '口头', value: 571 }, { label: '书面', value: 77 }], total: 648 })).toBe('口头 571 ＋ 书面 77 ＝ 648')
  expect(fact({ ...success, value: 3, parts: [{ label: '省级', value: 1 }, { label: '市级', value: 2 }, { label: '县级', value: 0 }] }, '各部分')).toBe('省级 1 ＋ 市级 2 ＝ 3')
})

test('only what counts records promises so many of them', () => {
  expect(openText(success)).toBe('看这 1,648 件')
  expect(openText({ ...success, unit: '人次', query: ask('普法.人次', 'town', YEAR) })).toBe('看是哪些记录')
})
