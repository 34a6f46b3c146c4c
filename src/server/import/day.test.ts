import fc from 'fast-check'
import { addDays } from '../../core/period'
import { dayOfNumber, dayOfSerial, parseDay } from './day'

test.each([
  '2023-3-5', '2023/3/5', '2023.3.5', '2023年3月5日', '2023年3月5号', '20230305', '２０２３－０３－０５', '２０２３年３月５日', '2023。3。5', ' 2023 年 3 月 5 日 ',
  '二〇二三年三月五日', '2023-03-05 14:30', '2023-03-05T06:30:00', '2023年3月5日上午', '2023年3月5日14时30分', '2023、3、5',
])('%s is the fifth of March', (typed) => {
  expect(parseDay(typed, null)).toBe('2023-03-05')
})

test('a day without a year takes the one that was chosen, or is none', () => {
  expect(parseDay('3月5日', 2023)).toBe('2023-03-05')
  expect(parseDay('3.5', 2023)).toBe('2023-03-05')
  expect(parseDay('3月5日', null)).toBeNull()
  expect(parseDay('十二月二十一日', 2023)).toBe('2023-12-21')
})

test.each(['3月', '2023', '2023年3月', '2023-2-30', '23.3.5', '上旬', '2023-13-1', '', '202303', '2023-3-5至3-8', '9999-01-01'])('%s is no day', (typed) => {
  expect(parseDay(typed, null)).toBeNull()
})

test('serials of both systems, and numbers that are none', () => {
  expect(dayOfSerial(44990, false)).toBe('2023-03-05')
  expect(dayOfSerial(44990.6, false)).toBe('2023-03-05')
  expect(dayOfSerial(43528, true)).toBe('2023-03-05')
  expect(dayOfSerial(1, false)).toBe('1900-01-01')
  expect(dayOfSerial(61, false)).toBe('1900-03-01')
  expect(dayOfSerial(-5, false)).toBeNull()
  expect(dayOfNumber(20230305, false)).toBe('2023-03-05')
  expect(dayOfNumber(44990, false)).toBe('2023-03-05')
  expect(dayOfNumber(12, false)).toBeNull()
  expect(dayOfNumber(Number.POSITIVE_INFINITY, false)).toBeNull()
})

test('every day comes back from each way of writing it', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('-', '/', '.'), (days, mark) => {
    const day = addDays('1930-01-01', days)
    const [year = '', month = '', date = ''] = day.split('-')
    expect(parseDay(`${year}${mark}${Number(month)}${mark}${Number(date)}`, null)).toBe(day)
    expect(parseDay(`${year}年${Number(month)}月${Number(date)}日`, null)).toBe(day)
    expect(parseDay(`${year}${month}${date}`, null)).toBe(day)
  }))
})
