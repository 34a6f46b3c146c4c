import type { Row } from '../../core/field'
import { surnameFor } from './names'
import { talesOf, type DisputeTale, type DisputeType } from './disputeTales'
import type { Draw } from './random'

/** A tale with the people and the sum it happened with. */
export interface DisputeFacts {
  readonly type: DisputeType
  readonly parties: readonly Row['values'][]
  readonly what: string
  readonly settled: string
  /** In fen. */
  readonly amount: number | undefined
  readonly people: number
}

export function factsOf(type: DisputeType, draw: Draw): DisputeFacts {
  return told(draw.pick(talesOf(type)), draw)
}

export function told(tale: DisputeTale, draw: Draw): DisputeFacts {
  const [first, second] = twoSurnames(draw)
  const yuan = tale.amount === undefined ? undefined : roundSum(draw.int(...tale.amount))
  const fill = (text: string): string => withPeople(text, first, second).replace('元元', `${yuan ?? ''}元`)
  return {
    type: tale.type, what: fill(tale.what), settled: fill(tale.settled), amount: yuan === undefined ? undefined : yuan * 100,
    people: tale.people ?? draw.int(2, 4),
    // As often as not only the surname is known, and sometimes nobody wants to be written down.
    parties: draw.chance(0.06) ? [] : [{ name: first, side: 'applicant' }, { name: second, side: 'respondent' }],
  }
}

/** Everyday mix, for years whose report prints no types. */
export function everydayType(draw: Draw): DisputeType {
  const at = draw.int(1, EVERYDAY_SUM)
  let sum = 0
  for (const [type, share] of EVERYDAY) {
    sum += share
    if (at <= sum) return type
  }
  return 'neighbour'
}

const EVERYDAY: readonly (readonly [DisputeType, number])[] = [
  ['neighbour', 350], ['marriage', 180], ['land', 125], ['homestead', 113], ['damages', 97], ['contract', 45], ['migrantWages', 23], ['traffic', 18],
  ['labour', 12], ['consumer', 11], ['production', 8], ['environment', 6], ['demolition', 4], ['medical', 3], ['ecommerce', 2], ['property', 1], ['other', 2],
]
const EVERYDAY_SUM = EVERYDAY.reduce((sum, [, share]) => sum + share, 0)

function twoSurnames(draw: Draw): readonly [string, string] {
  const first = surnameFor(draw.next())
  for (;;) {
    const second = surnameFor(draw.next())
    if (second !== first) return [first, second]
  }
}

function withPeople(text: string, first: string, second: string): string {
  return text
    .replace(/甲家/g, `${first}家`).replace(/乙家/g, `${second}家`)
    .replace(/甲、乙两家/g, `${first}、${second}两家`)
    .replace(/甲/g, `${first}某`).replace(/乙/g, `${second}某`)
}

/** Nobody settles on 3,187 yuan. */
function roundSum(yuan: number): number {
  const unit = yuan < 200 ? 10 : yuan < 2000 ? 50 : yuan < 10000 ? 200 : 1000
  return Math.max(unit, Math.round(yuan / unit) * unit)
}

