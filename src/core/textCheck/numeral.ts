const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const GROUPS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** 一百零五 is 105, 二十 20, 百 100 (as in 百余), 二〇二三 2023; null for what is no number, such as 三五. */
export function readNumeral(text: string): number | null {
  if (text === '') return null
  if (/^[〇零一二三四五六七八九]{3,}$/.test(text)) return Number([...text].map((char) => DIGITS[char]).join(''))
  let total = 0
  let group = 0
  let digit: number | null = null
  for (const char of text) {
    const [figure, place, big] = [DIGITS[char], PLACES[char], GROUPS[char]]
    if (figure !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = figure
    } else if (place !== undefined) {
      group += (digit ?? 1) * place
      digit = null
    } else if (big !== undefined) {
      const below = group + (digit ?? (group === 0 ? 1 : 0))
      total = (total + below) * (char === '亿' ? big : 1) + (char === '亿' ? 0 : below * (big - 1))
      group = 0
      digit = null
    } else return null
  }
  return total + group + (digit ?? 0)
}
