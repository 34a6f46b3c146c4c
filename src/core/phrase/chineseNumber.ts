import { digitsOf } from './numberWords'

const DIGITS = '零一二三四五六七八九'
const PLACES = ['', '十', '百', '千']
const GROUPS = ['', '万', '亿']
const LIMIT = 1e12

/**
 * A count in characters, as it is said before a measure word: 20 二十, 105 一百零五, 2 两, 20000 两万.
 * Numbers that characters cannot say (negative, 1e12 and more) stay in digits.
 */
export function chineseCount(value: number): string {
  if (value < 0 || value >= LIMIT) return digitsOf(value)
  const whole = Math.floor(value)
  const said = wholeNumber(whole)
  const decimals = digitsOf(value).split('.')[1]
  if (decimals !== undefined) return `${said}点${[...decimals].map(digit).join('')}`
  return said.replace(/^二(?=$|[千万亿])/, '两')
}

function wholeNumber(value: number): string {
  if (value === 0) return '零'
  let said = ''
  let rest = value
  for (let group = 0; rest > 0; group += 1) {
    const four = rest % 10_000
    rest = Math.floor(rest / 10_000)
    if (four === 0) {
      if (said !== '' && !said.startsWith('零')) said = `零${said}`
    } else {
      const gap = rest > 0 && four < 1000 ? '零' : ''
      said = `${gap}${fourDigits(four)}${GROUPS[group] ?? ''}${said}`
    }
  }
  return said.replace(/^一十/, '十')
}

function fourDigits(value: number): string {
  let said = ''
  let zeros = false
  for (let place = 3; place >= 0; place -= 1) {
    const here = Math.floor(value / 10 ** place) % 10
    if (here === 0) zeros = said !== ''
    else {
      said += `${zeros ? '零' : ''}${digit(here)}${PLACES[place] ?? ''}`
      zeros = false
    }
  }
  return said
}

function digit(value: number | string): string {
  return DIGITS.charAt(Number(value))
}
