import { matchingHeading } from './headingMatch'

const headings = ['一、主要举措和成效', '（一）加强学习。', '二、存在的不足和原因', '四、2026年工作安排'].map((text, paragraph) => ({ level: 1 as const, text, paragraph }))

test('a chapter finds its like in another year by its words, whatever number it has there', () => {
  expect(matchingHeading(headings, '三、存在的不足和原因')?.paragraph).toBe(2)
  expect(matchingHeading(headings, '四、{{下年度}}年工作安排')?.paragraph).toBe(3)
  expect(matchingHeading(headings, '存在的不足')?.paragraph).toBe(2)
})

test('with other words it goes by the number, and else nowhere', () => {
  expect(matchingHeading(headings, '一、做了哪些事')?.paragraph).toBe(0)
  expect(matchingHeading(headings, '五、附记')).toBeNull()
  expect(matchingHeading(headings, '')).toBeNull()
})
