import fc from 'fast-check'
import { officialTitle } from './officialLayout'
import { characterWidth, titleBreaks } from './titleBreaks'

function lines(text: string, whole: readonly (readonly [number, number])[] = []): readonly string[] {
  const starts = [0, ...titleBreaks(text, whole)]
  return starts.map((start, line) => text.slice(start, starts[line + 1]))
}

test.each([
  ['磙子营乡2023年度法治政府建设工作报告', ['磙子营乡2023年度法治政府建设工作报告']],
  ['青石岭乡关于召开会议的报告', ['青石岭乡关于召开会议的报告']],
  ['青石岭乡人民政府关于2023年法治政府建设情况的报告', ['青石岭乡人民政府', '关于2023年法治政府建设情况的报告']],
  [
    '中共某某县青石岭乡委员会某某县青石岭乡人民政府关于2024年法治政府建设情况的报告',
    ['中共某某县青石岭乡委员会', '某某县青石岭乡人民政府', '关于2024年法治政府建设情况的报告'],
  ],
  [
    '青石岭乡人民政府关于2024年度落实党政主要负责人履行推进法治建设第一责任人职责情况的报告',
    ['青石岭乡人民政府', '关于2024年度落实党政主要负责人履行', '推进法治建设第一责任人职责情况的报告'],
  ],
  [
    '青石岭乡2024年上半年矛盾纠纷排查化解和群众说事工作情况分析报告',
    ['青石岭乡2024年上半年矛盾纠纷排查', '化解和群众说事工作情况分析报告'],
  ],
])('%s is broken where it makes sense', (title, expected) => {
  expect(lines(title)).toEqual(expected)
})

test('what a placeholder printed is not torn', () => {
  const title = '关于甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'
  const [, second = 0] = [0, ...titleBreaks(title)]
  const whole = [[second - 3, second + 3]] as const
  expect(titleBreaks(title, whole)).not.toContain(second)
  expect(titleBreaks(title, whole).every((at) => at <= second - 3 || at >= second + 3)).toBe(true)
})

const letters = [...'关于乡人民政府法治建设情况的报告和与年月日纠纷化解、《》“”（）。2025a%']
const title = fc.array(fc.constantFrom(...letters), { maxLength: 110 }).map((all) => all.join(''))

test('lines of any title fit the page and together are the title', () => {
  fc.assert(fc.property(title, (text) => {
    const broken = lines(text)
    expect(broken.join('')).toBe(text)
    const tooLong = broken.filter((line) => characterWidth(line) > officialTitle.charactersPerLine)
    expect(tooLong).toEqual([])
  }))
})

test('a title of a page or more is left to wrap by itself, at once', () => {
  expect(titleBreaks('甲乙'.repeat(2500))).toEqual([])
})
