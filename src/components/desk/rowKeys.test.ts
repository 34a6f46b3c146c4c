import { rowAfter } from './rowKeys'

test('arrows go from row to row and stay at both ends', () => {
  expect([rowAfter('ArrowDown', -1, 3), rowAfter('ArrowDown', 0, 3), rowAfter('ArrowDown', 2, 3)]).toEqual([0, 1, 2])
  expect([rowAfter('ArrowUp', -1, 3), rowAfter('ArrowUp', 2, 3), rowAfter('ArrowUp', 0, 3)]).toEqual([0, 1, 0])
  expect([rowAfter('Home', 2, 3), rowAfter('End', -1, 3)]).toEqual([0, 2])
})

test('other keys, and no rows, lead nowhere', () => {
  expect([rowAfter('Enter', 1, 3), rowAfter('a', 1, 3), rowAfter('ArrowDown', -1, 0), rowAfter('End', -1, 0)]).toEqual([null, null, null, null])
})
