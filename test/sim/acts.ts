import { createChance, type Chance } from './chance'

/** What happens in a history: what people do, and what happens to their phones, the network, the server and their rights. Plain data, so that a failing one can be kept. */
export type Act =
  | { readonly do: 'create'; readonly who: number; readonly village: number; readonly secret: boolean; readonly draft: boolean }
  | { readonly do: 'edit'; readonly who: number; readonly record: number; readonly field: number }
  /** The write begins in the very moment an answer reaches the phone. */
  | { readonly do: 'race'; readonly who: number; readonly record: number; readonly field: number }
  | { readonly do: 'accept' | 'withdraw'; readonly who: number; readonly record: number }
  | { readonly do: 'place'; readonly who: number; readonly record: number; readonly village: number }
  | { readonly do: 'hide'; readonly who: number; readonly record: number; readonly hidden: boolean }
  | { readonly do: 'draft'; readonly who: number }
  | { readonly do: 'settle'; readonly who: number; readonly item: number; readonly way: 'mine' | 'stored' | 'discard' }
  | { readonly do: 'network'; readonly who: number; readonly fates: readonly Fate[] }
  | { readonly do: 'restart' | 'signIn' | 'signOut' | 'sync'; readonly who: number }
  /** At that storage call from now; its write leaves that part of the text. `race` as above. */
  | { readonly do: 'die'; readonly who: number; readonly call: number; readonly tear: number; readonly field: number }
  | { readonly do: 'background'; readonly who: number; readonly ms: number }
  | { readonly do: 'evict'; readonly who: number; readonly what: 'values' | 'replica' | 'some' | 'files' | 'all' }
  /** The storage call so many from now keeps half of what is written, and says that all is well. */
  | { readonly do: 'lie'; readonly who: number; readonly call: number }
  | { readonly do: 'rot'; readonly who: number; readonly file: number }
  /** Characters left on the phone; null: as many as one wants. */
  | { readonly do: 'quota'; readonly who: number; readonly room: number | null }
  /** A copy of everything on the phone is kept, and put back. */
  | { readonly do: 'copy' | 'putBack'; readonly who: number }
  | { readonly do: 'clock'; readonly who: number; readonly skew: number }
  | { readonly do: 'version'; readonly who: number; readonly old: boolean }
  /** The grid worker's place: a village, one of another township, or none. */
  | { readonly do: 'grant'; readonly village: number | null }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'backup' | 'restore' }

/** What happens to one request on its way. */
export type Fate =
  | 'through'
  /** It never arrives, which is known at once; or never. */
  | 'lost' | 'silent'
  /** It arrives and is judged; the phone never hears. */
  | 'answerLost'
  /** It arrives twice, and the phone hears the second answer; or a copy arrives forty seconds later, after others. */
  | 'twice' | 'echo'
  /** Four seconds there and four back; or it arrives after the phone has given it up and sent another. */
  | 'slow' | 'late'
  /** A captive portal answers instead with a page; some other program with JSON; half of the true answer comes. */
  | 'portal' | 'other' | 'cut'
  /** The server says that it is busy; or its process dies before the third, the sixth statement of the transaction. */
  | 'busy' | 'dies3' | 'dies6'
  /** Where the enumeration of deaths has said. */
  | 'dies'

const DAY = 86_400_000
const YEAR = 365 * DAY
const SKEWS = [0, 0, 0, 5 * 60_000, DAY, -DAY, 10 * YEAR, -10 * YEAR]
const BAD: readonly Fate[] = ['lost', 'silent', 'answerLost', 'answerLost', 'twice', 'echo', 'slow', 'late', 'portal', 'other', 'cut', 'busy', 'dies3', 'dies6']

const KINDS: readonly (readonly [number, Act['do']])[] = [
  [8, 'create'], [34, 'edit'], [3, 'race'], [3, 'accept'], [3, 'withdraw'], [2, 'place'], [1.5, 'hide'], [1.5, 'draft'], [6, 'settle'], [15, 'network'],
  [3, 'restart'], [2.5, 'signIn'], [1, 'signOut'], [5, 'sync'], [5, 'die'], [2.5, 'background'], [2, 'evict'], [1, 'rot'], [1, 'lie'], [2, 'quota'],
  [1.5, 'copy'], [1.8, 'putBack'], [1.2, 'clock'], [1, 'version'], [2, 'grant'], [16, 'pass'], [2, 'backup'], [2.2, 'restore'],
]

/** Phones in a history, and what is shared so often that faults meet. */
export const PHONES = 3
const RECORDS = 5

export function historyOf(seed: number): readonly Act[] {
  const chance = createChance(seed)
  return Array.from({ length: 30 + chance.below(9) }, () => actOf(chance, chance.weighed(KINDS)))
}

function actOf(chance: Chance, kind: Act['do']): Act {
  const who = chance.below(PHONES)
  const record = chance.below(RECORDS)
  const field = chance.below(5)
  const village = chance.below(2)
  switch (kind) {
    case 'create':
      return { do: kind, who, village, secret: chance.below(8) === 0, draft: chance.below(3) === 0 }
    case 'edit':
    case 'race':
      return { do: kind, who, record, field }
    case 'accept':
    case 'withdraw':
      return { do: kind, who, record }
    case 'place':
      return { do: kind, who, record, village }
    case 'hide':
      return { do: kind, who, record, hidden: chance.below(3) > 0 }
    case 'settle':
      return { do: kind, who, item: chance.below(2), way: chance.weighed([[4, 'mine'], [2, 'stored'], [1, 'discard']] as const) }
    case 'network':
      return { do: kind, who, fates: Array.from({ length: 1 + chance.below(4) }, () => (chance.below(3) === 0 ? 'through' : chance.pick(BAD))) }
    case 'die':
      return { do: kind, who, call: 1 + chance.below(40), tear: chance.pick([0, 0.5, 1]), field }
    case 'background':
      return { do: kind, who, ms: chance.pick([1_000, 4_500, 9_000, 60_000, 31 * 60_000]) }
    case 'evict':
      return { do: kind, who, what: chance.weighed([[3, 'values'], [2, 'replica'], [2, 'some'], [1, 'files'], [1, 'all']] as const) }
    case 'lie':
      return { do: kind, who, call: 1 + chance.below(12) }
    case 'rot':
      return { do: kind, who, file: chance.below(6) }
    case 'quota':
      return { do: kind, who, room: chance.pick([null, 0, 300, 1_500, 6_000]) }
    case 'clock':
      return { do: kind, who, skew: chance.pick(SKEWS) }
    case 'version':
      return { do: kind, who, old: chance.below(2) === 0 }
    case 'grant':
      return { do: kind, village: chance.weighed([[3, 0], [3, 1], [1, 2], [2, null]] as const) }
    case 'pass':
      return { do: kind, ms: chance.weighed([[3, chance.below(3_000)], [4, chance.below(30_000)], [2, 61_000]]) }
    case 'backup':
    case 'restore':
      return { do: kind }
    default:
      return { do: kind, who }
  }
}
