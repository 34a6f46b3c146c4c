import { isDay, type Day } from '../../core/period'

/** A day as people type it into registers, or null. `year` stands in where none is written (3月5日); null: then it is no day. */
export function parseDay(typed: string, year: number | null): Day | null {
  const text = plain(typed)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact !== null) return dayOf(compact[1], compact[2], compact[3])
  const bare = withoutClock(text)
  const whole = /^(\d{4})[-/.年、](\d{1,2})[-/.月、](\d{1,2})[日号]?$/.exec(bare)
  if (whole !== null) return dayOf(whole[1], whole[2], whole[3])
  const short = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(bare)
  return short !== null && year !== null ? dayOf(String(year), short[1], short[2]) : null
}

/** A number in a cell without a format of days: 20230305, or days counted by the workbook. */
export function dayOfNumber(number: number, from1904: boolean): Day | null {
  if (Number.isInteger(number) && number >= 19_000_101 && number <= 21_001_231) return parseDay(String(number), null)
  return number >= EARLIEST_SERIAL && number < LATEST_SERIAL ? dayOfSerial(number, from1904) : null
}

/** Spreadsheets count days; a fraction is the time of day. Their 1900 has a 29th of February that never was. */
export function dayOfSerial(serial: number, from1904: boolean): Day | null {
  const days = Math.floor(serial) + (from1904 ? DAYS_1900_TO_1904 : 0)
  if (days < 1 || days > 73_415) return null
  const since = days > 59 ? days - 1 : days
  return dayOrNull(new Date(Date.UTC(1899, 11, 31) + since * 86_400_000).toISOString().slice(0, 10))
}

const DAYS_1900_TO_1904 = 1462
/** 1954 to 2064: other numbers in a column of days are something else. */
const EARLIEST_SERIAL = 20_000
const LATEST_SERIAL = 60_000

function dayOf(year: string | undefined, month: string | undefined, date: string | undefined): Day | null {
  return dayOrNull(`${year}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`)
}

function dayOrNull(day: string): Day | null {
  return isDay(day) ? day : null
}

/** Full width to half, Chinese digits to Arabic, no blanks: ２０２３ 年3月 5日, 二〇二三年三月五日. */
function plain(typed: string): string {
  const half = typed.slice(0, 60).normalize('NFKC').replace(/。/g, '.').replace(/－|—|–/g, '-').trim()
  const close = /[年月]/.test(half) ? half.replace(/\s+/g, '') : half
  return close.replace(/[〇零○一二三四五六七八九十]+/g, chineseNumber)
}

/** 二〇二三 digit by digit; 十二, 二十一 as numbers. */
function chineseNumber(word: string): string {
  const digit = (letter: string): number => Math.max(0, '零一二三四五六七八九'.indexOf(letter.replace(/[〇○]/, '零')))
  const ten = word.indexOf('十')
  if (ten === -1) return [...word].map((letter) => String(digit(letter))).join('')
  const tens = ten === 0 ? 1 : digit(word[0] ?? '')
  const ones = ten === word.length - 1 ? 0 : digit(word[ten + 1] ?? '')
  return String(tens * 10 + ones)
}

/** 2023-3-5 14:30, 2023-03-05T06:30:00, 2023年3月5日上午. */
function withoutClock(text: string): string {
  return text.replace(/[T\s]*\d{1,2}[:时]\d{0,2}(分|:\d{2}(\.\d+)?)?(秒|Z)?$/, '').replace(/(上午|下午|晚上|早上)$/, '').replace(/\(?(星期|周)[\d日天]\)?$/, '').trim()
}
