import fc from 'fast-check'
import { EMPTY_CONFIG, type Config } from '../core/config'
import { addDays, weekday } from '../core/period'
import { nextSessionOf } from './preset'
import { nextSessionDay } from './sessionDays'

const YEAR_2026 = '2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 | 2026-02-14 2026-02-28'
const configWith = (text: string | number, more: Config['settings'] = {}): Config => ({ ...EMPTY_CONFIG, settings: { 说理日: text, '放假/2026': YEAR_2026, ...more } })

test.each([
  ['the next Wednesday', '周三', '2026-03-02', '2026-03-04'],
  ['not the day itself', '周三', '2026-03-04', '2026-03-11'],
  ['one of three', '周一、三、五', '2026-03-04', '2026-03-06'],
  ['said in full', '每周一、每周四', '2026-03-03', '2026-03-05'],
  ['a Saturday is kept', '周六', '2026-03-02', '2026-03-07'],
  ['a Sunday by its other name', '星期天', '2026-03-02', '2026-03-08'],
  ['not within 春节, be it a weekday', '周三', '2026-02-12', '2026-02-25'],
  ['nor its Saturday', '周六', '2026-02-14', '2026-02-28'],
  ['a day of the month', '每月5日、15日、25日', '2026-03-05', '2026-03-15'],
  ['the first of them next month', '每月5日、15日、25日', '2026-03-25', '2026-04-05'],
  ['one that lies in 春节 is passed over', '每月18日', '2026-02-01', '2026-03-18'],
  ['the 31st where there is none', '每月31日', '2026-04-01', '2026-04-30'],
  ['the 30th of a February', '每月30号', '2026-01-30', '2026-02-28'],
  ['the 30th of a February in a leap year', '每月30日', '2028-01-30', '2028-02-29'],
  ['over the border of the year', '每月1日', '2026-12-01', '2027-01-01'],
] as const)('%s', (_what, text, from, day) => {
  expect(nextSessionDay(configWith(text), '东', from)).toBe(day)
})

test('a level may keep days of its own', () => {
  const config = configWith('周五', { '说理日/branch': '周三' })
  expect(['branch', 'village', undefined].map((level) => nextSessionDay(config, '东', '2026-03-02', level))).toEqual(['2026-03-04', '2026-03-06', '2026-03-06'])
})

test.each(['', '周', '周八', '每月32日', '每月0日', '每月初五', '逢集', '随时'])('“%s” proposes nothing', (text) => {
  expect(nextSessionDay(configWith(text), '东', '2026-03-02')).toBeNull()
})

test('nothing set, a number, and no day to begin from propose nothing', () => {
  expect([nextSessionDay(EMPTY_CONFIG, '东', '2026-03-02'), nextSessionDay(configWith(3), '东', '2026-03-02'), nextSessionDay(configWith('周三'), '东', '3月')]).toEqual([null, null, null])
})

test('it lies ahead, on a day that is kept, and no kept day lies between', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 900 }), fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), (days, kept) => {
    const from = addDays('2027-01-01', days)
    const text = `周${kept.map((number) => '日一二三四五六'[number]).join('、')}`
    const ahead = Array.from({ length: 7 }, (_, index) => addDays(from, index + 1)).find((day) => kept.includes(weekday(day)))
    expect(nextSessionDay(configWith(text), '东', from)).toBe(ahead)
  }))
})

test('a session that goes on is offered the next day of its level, one with a day or an end is not', () => {
  const config = configWith('周五', { '说理日/branch': '周三' })
  const offered = (row: Readonly<Record<string, string>>, level = 'branch') => nextSessionOf({ level }, row, config, '东', '2026-03-02')
  expect([offered({ outcome: 'goesOn' }), offered({ outcome: 'goesOn' }, 'village'), offered({ outcome: 'goesOn', next: '2026-03-03' }), offered({ outcome: 'agreed' }), offered({})])
    .toEqual(['2026-03-04', '2026-03-06', null, null, null])
})
