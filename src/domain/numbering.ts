import type { Config } from '../core/config'
import { own } from '../core/own'

/** 磙调〔2026〕12号. The word before the bracket is the township's setting `字号@place`; counties that write （2026） set 括号. */
export function caseNumber(config: Config, stream: string, field: string, year: number, serial: number): string {
  const word = own(config.settings, `字号@${stream}`) ?? ''
  const round = own(config.settings, '括号') === '圆'
  const [open, close] = round ? ['（', '）'] : ['〔', '〕']
  return `${String(word)}${KINDS[field] ?? ''}${open}${year}${close}${serial}号`
}

/** The character that tells registers apart. */
const KINDS: Readonly<Record<string, string>> = {
  'dispute.caseNo': '调',
  'dispute.agreementNo': '调协',
  'matter.caseNo': '说',
}
