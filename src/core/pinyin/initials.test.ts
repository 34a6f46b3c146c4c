import { initialsOf } from './initials'
import * as table from './table'

test('names of people and places are found by their first letters', () => {
  expect(initialsOf('李某某')).toEqual(['lmm'])
  expect(initialsOf('石桥村')[0]).toBe('sqc')
  expect(initialsOf('磙子营乡')).toEqual(['gzyx'])
  expect(initialsOf('滍阳镇𠮷A3组')).toEqual(['zyza3z'])
})

test('a surname is found by the way it is read as a surname, and by the way the character is read alone', () => {
  for (const [name, letters] of [['单雄信', 'sxx'], ['解珍', 'xz'], ['仇九', 'qj'], ['查良', 'zl'], ['区大相', 'odx'], ['万俟卨', 'mqx'], ['尉迟恭', 'ycg']] as const) {
    expect(initialsOf(name)).toContain(letters)
  }
  expect([...initialsOf('重阳镇')].sort()).toEqual(['cyz', 'zyz'])
})

test('what has no letters gives none, and many readings stay few', () => {
  expect(initialsOf('，。')).toEqual([])
  expect(initialsOf('重'.repeat(12)).length).toBeLessThanOrEqual(8)
})

test('the table a phone carries stays below 40 KB', () => {
  expect(new TextEncoder().encode(Object.values(table).join('')).length).toBeLessThan(40 * 1024)
  expect(table.LETTERS).toHaveLength(0x9fa5 - 0x4e00 + 1)
})
