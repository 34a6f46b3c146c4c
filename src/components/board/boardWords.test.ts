import type { Cell, Pair } from '../../domain/board/cells'
import type { FigureQuery } from '../../core/protocol'
import { carriedWord, cellText, daysUnderTitle, groundWords, percentText, periodDays, periodTitle, rateWord, staleWords } from './boardWords'

const TODAY = '2026-11-20'
const query = {} as FigureQuery
const cell = (value: number, few = false): Cell => ({ value, query, few })
const pair = (part: number, whole: number): Pair => ({ part: cell(part), whole: cell(whole) })
const answer = { at: { town: 3214, county: 7 }, readAt: '2026-11-20T06:32:00Z', results: [], waiting: 3 }
const at = '2026-11-20T06:32:00Z'

test('a rate never rounds to all or nothing', () => {
  expect(percentText(pair(648, 652))).toBe('99.4%')
  expect(percentText(pair(648, 652), 2)).toBe('99.39%')
  expect(percentText(pair(9999, 10000))).toBe('99.9%')
  expect(percentText(pair(1, 10000))).toBe('0.1%')
  expect(percentText(pair(7, 7))).toBe('100%')
  expect(percentText(pair(0, 7))).toBe('0.0%')
  expect(percentText(pair(0, 0))).toBe('')
})

test('a hidden number shows neither itself nor its rate', () => {
  expect(cellText(cell(3, true))).toBe('少于5')
  expect(percentText({ part: cell(3, true), whole: cell(40) })).toBe('')
  expect(cellText(cell(12188))).toBe('12,188')
})

test('the ground of a township board names time, change and what phones still hold', () => {
  expect(groundWords({ answer, at, local: false }, TODAY, false)).toEqual(['数据截至 14:32・第 3,214 号变更', '据各手机最近联网，尚有约 3 条未上传'])
  expect(groundWords({ answer: { ...answer, waiting: 0 }, at, local: false }, TODAY, false)[1]).toBe('据各手机最近联网，都已上传')
  expect(groundWords({ answer, at, local: false }, '2026-11-21', false)[0]).toBe('数据截至 11月20日 14:32・第 3,214 号变更')
  expect(groundWords({ answer, at, local: false }, TODAY, true)).toEqual(['数据截至 14:32', '受理按受理日期，调结与成功按调结日期'])
  expect(groundWords({ answer: null, at: null, local: false }, TODAY, false)).toEqual([])
})

test('numbers counted on the phone say so', () => {
  expect(groundWords({ answer, at, local: true }, TODAY, false)).toEqual(['本机记录里的数，14:32', '其中 3 条还存在手机'])
})

test('numbers that could not be renewed say since when', () => {
  const offline = { code: 'offline', message: '现在没有信号。' }
  expect(staleWords({ problem: offline, at, stale: true }, TODAY)).toBe('没有信号，下面是 14:32 的数。')
  expect(staleWords({ problem: { code: 'serverBusy', message: '忙不过来。' }, at, stale: true }, TODAY)).toBe('忙不过来。下面是 14:32 的数。')
  expect(staleWords({ problem: null, at, stale: false }, TODAY)).toBeNull()
})

test('a period is called as people say it', () => {
  const year = { from: '2026-01-01', to: TODAY }
  const lastYear = { from: '2025-01-01', to: '2025-12-31' }
  expect([periodTitle(year, TODAY), periodTitle(lastYear, TODAY)]).toEqual(['今年', '2025年'])
  expect([periodDays(year, TODAY), periodDays(lastYear, TODAY), periodDays({ from: '2025-12-01', to: '2026-01-05' }, TODAY)])
    .toEqual(['1月1日 – 11月20日', '2025年1月1日 – 12月31日', '2025年12月1日 – 2026年1月5日'])
  expect([daysUnderTitle(lastYear, TODAY), daysUnderTitle({ from: '2024-02-29', to: '2024-02-29' }, TODAY), daysUnderTitle({ from: '2023-12-15', to: '2024-02-10' }, TODAY), daysUnderTitle({ from: TODAY, to: TODAY }, TODAY)])
    .toEqual(['2025年1月1日 – 12月31日', '', '', '11月20日'])
  expect([carriedWord(year, TODAY), carriedWord({ from: '2026-11-01', to: TODAY }, TODAY), carriedWord({ from: TODAY, to: TODAY }, TODAY), carriedWord({ from: '2026-03-05', to: '2026-03-09' }, TODAY)])
    .toEqual(['上年结转', '上月结转', '昨天结转', '期初结转'])
  expect([rateWord(year, TODAY), rateWord(lastYear, TODAY)]).toEqual(['成功 ÷ 今年调结', '成功 ÷ 调结'])
})
