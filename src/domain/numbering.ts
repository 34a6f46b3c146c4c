import type { Config } from '../core/config'
import { own } from '../core/own'
import { ROUND, SETTING } from './settingNames'

/** 磙调〔2026〕12号. The word before the bracket is the township's setting `字号@place`; counties that write （2026） set 括号. */
export function caseNumber(config: Config, stream: string, field: string, year: number, serial: number): string {
  return `${wordOf(config, stream)}${KINDS[field] ?? ''}${yearInBrackets(config, year)}${serial}号`
}

/** 〔2026〕, or （2026） where the county writes it so. */
export function yearInBrackets(config: Config, year: number | string): string {
  const [open, close] = own(config.settings, SETTING.brackets) === ROUND ? ['（', '）'] : ['〔', '〕']
  return `${open}${year}${close}`
}

/** The township's word before the bracket: 磙; '' where none is set. */
export function wordOf(config: Config, stream: string): string {
  return String(own(config.settings, `${SETTING.numberWord}@${stream}`) ?? '')
}

/** The character that tells registers apart. */
const KINDS: Readonly<Record<string, string>> = {
  'dispute.caseNo': '调',
  'dispute.agreementNo': '调协',
  'matter.caseNo': '说',
}

/** What every number of the field looks like, whatever word the township has and however the county writes the year; null: it has no character of its own. */
export function numberShape(field: string): RegExp | null {
  const kind = own(KINDS, field)
  return kind === undefined ? null : new RegExp(`^.{0,6}${kind}[〔（]\\d{4}[〕）]\\d+号$`)
}

/** The days whose year a number is given in, the first that is known: an agreement is numbered in the year it was made, not the one its case began in. */
export function numberDays(field: string): readonly string[] {
  return DAYS[field] ?? NO_DAYS
}
const NO_DAYS: readonly string[] = []
const DAYS: Readonly<Record<string, readonly string[]>> = {
  'dispute.caseNo': ['acceptedOn', 'reportedOn'],
  'dispute.agreementNo': ['effectiveOn', 'closedOn'],
  'matter.caseNo': ['receivedOn'],
}
