import { EMPTY_CONFIG } from '../core/config'
import { gradeFor, subsidiesOf } from './subsidy'

const TEXT = '简易、口头：30元\n\n一般 书面: 100.5\n疑难，重大：200元\n其余：50元'
const settled = (settings: Record<string, string>) => subsidiesOf({ ...EMPTY_CONFIG, settings }, '甲乡')

test('it is off until the county writes how much', () => {
  expect(settled({})).toEqual({ kind: 'off' })
  expect(settled({ '以案定补': ' \n' })).toEqual({ kind: 'off' })
})

test('the first grade that fits counts, and words of one axis are alternatives', () => {
  const read = settled({ '以案定补': TEXT })
  if (read.kind !== 'on') throw new Error('grades')
  const fen = (difficulty: string, form: string) => gradeFor(read.grades, { difficulty, form })?.fen
  expect([fen('simple', 'oral'), fen('ordinary', 'written'), fen('hard', 'oral'), fen('grave', 'written'), fen('simple', 'written')]).toEqual([3_000, 10_050, 20_000, 20_000, 5_000])
  expect(gradeFor(read.grades.slice(0, 1), { difficulty: 'hard', form: 'oral' })).toBeNull()
})

test('a township\'s own grades go before the county\'s', () => {
  const read = settled({ '以案定补': TEXT, '以案定补@甲乡': '其余：10元' })
  expect(read).toMatchObject({ kind: 'on', grades: [{ label: '其余', fen: 1_000 }] })
})

test('a line nobody can read is named', () => {
  for (const wrong of ['疑难 200', '很难：200元', '：200元', '疑难：很多', '疑难：-5元', '疑难：1.234元', '=1+1']) {
    expect(settled({ '以案定补': `其余：1元\n${wrong}` })).toMatchObject({ kind: 'wrong', say: expect.stringContaining('第 2 行') as string })
  }
})
