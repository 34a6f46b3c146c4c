import fc from 'fast-check'
import { fenOf, moneyText, yuanText } from './money'
import { readNumber } from './numberText'

test('what is shown for typing reads back as the same amount', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 - 1 }), (fen) => fenOf(yuanText(fen)) === fen))
})

test('an amount is typed in yuan with at most two decimals', () => {
  expect([fenOf('1200'), fenOf('1200.5'), fenOf('0.05'), fenOf(' 1,200 ')]).toEqual([120000, 120050, 5, 120000])
  expect([fenOf(''), fenOf('1.234'), fenOf('一千'), fenOf('-3'), fenOf('1e3')]).toEqual([null, null, null, null, null])
})

test('a number is read as people write it where nothing of it would be lost', () => {
  const read = (...texts: readonly string[]): readonly (number | null)[] => texts.map((text) => readNumber(text))
  expect(read('１２０', '1,200', '1，200', '3万', '３．５万', '12.', '2.0')).toEqual([120, 1200, 1200, 30_000, 35_000, 12, 2])
  expect(read('100多', '2.5', '1,20', '12,34', '万', '3万多', '1.23456万', '2 3')).toEqual(read(...Array<string>(8).fill('')))
  expect([fenOf('3万'), fenOf('1.23456万'), fenOf('1.2345678万'), fenOf('1，200．5')]).toEqual([3_000_000, 1_234_560, null, 120_050])
})

test('an amount is read with its unit', () => {
  expect([moneyText(120050), moneyText(123456700), moneyText(5)]).toEqual(['1,200.50 元', '1,234,567 元', '0.05 元'])
})
