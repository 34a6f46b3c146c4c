import fc from 'fast-check'
import { fenOf, moneyText, yuanText } from './money'

test('what is shown for typing reads back as the same amount', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 - 1 }), (fen) => fenOf(yuanText(fen)) === fen))
})

test('an amount is typed in yuan with at most two decimals', () => {
  expect([fenOf('1200'), fenOf('1200.5'), fenOf('0.05'), fenOf(' 1,200 ')]).toEqual([120000, 120050, 5, 120000])
  expect([fenOf(''), fenOf('1.234'), fenOf('一千'), fenOf('-3'), fenOf('1e3')]).toEqual([null, null, null, null, null])
})

test('an amount is read with its unit', () => {
  expect([moneyText(120050), moneyText(123456700), moneyText(5)]).toEqual(['1,200.50 元', '1,234,567 元', '0.05 元'])
})
