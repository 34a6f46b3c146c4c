import { nearestName } from './suggest'

const known = ['纠纷.总数', '纠纷.成功', '纠纷.受理', '说事.总数', '普法.横幅', '普法.资料', '年度', '乡镇']

test.each([
  ['纠纷.总量', '纠纷.总数'],
  ['纠分.总数', '纠纷.总数'],
  ['总数', '纠纷.总数'],
  ['成功数', '纠纷.成功'],
  ['普法.横副', '普法.横幅'],
  ['说事.总', '说事.总数'],
  ['年份', '年度'],
])('%s probably means %s', (name, expected) => {
  expect(nearestName(name, known)).toBe(expected)
})

test('the last part of the path weighs more than what is before it', () => {
  expect(nearestName('群众.横幅', known)).toBe('普法.横幅')
  expect(nearestName('纠分.总数', ['纠分.总量', '纠纷.总数'])).toBe('纠纷.总数')
})

test('a name like nothing known gets no suggestion', () => {
  expect(nearestName('天气.气温', known)).toBeNull()
  expect(nearestName('甲'.repeat(1000), known)).toBeNull()
  expect(nearestName('纠纷.总数', [])).toBeNull()
})
