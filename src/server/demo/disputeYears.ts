import { addDays, daysBetween, type Day } from '../../core/period'
import type { DIFFICULTIES, SOURCES } from '../../domain/disputeCodes'
import { declinedDispute, disputeCase, mergedDispute, quickDispute, withdrawnDispute, type CasePlan, type QuickPlan, type Scene } from './disputes'
import { everydayType, factsOf, told } from './disputeFacts'
import { PROTECTED_TALES, type DisputeType } from './disputeTales'
import { drawFor, shuffled, type Draw } from './random'
import { groundOf, sceneAt, type Ground } from './scenes'
import type { Story } from './story'
import type { TownKey } from './towns'

/** The disputes of one complete year, in parts of which each is exact. */
export interface DisputeYear {
  readonly town: TownKey
  readonly year: number
  readonly parts: readonly YearPart[]
  /** Exact numbers by type, which then add up to all parts; null leaves them to the everyday mix. */
  readonly types: Readonly<Partial<Record<DisputeType, number>>> | null
  /** Entered but counted nowhere: withdrawn, merged, not accepted. */
  readonly uncounted: number
}

export interface YearPart {
  readonly count: number
  readonly how: 'quick' | 'case'
  readonly form: 'oral' | 'written'
  readonly sessions?: 1 | 2
  readonly difficulty?: keyof typeof DIFFICULTIES
  readonly route?: 'lawyer'
  readonly result?: 'success' | 'failed'
}

export const DISPUTE_YEARS: readonly DisputeYear[] = [
  { town: '磙子营', year: 2022, types: null, uncounted: 3, parts: [{ count: 382, how: 'quick', form: 'oral' }, { count: 36, how: 'quick', form: 'written' }] },
  {
    town: '磙子营', year: 2023, uncounted: 9,
    // 652 accepted, all settled within the year: 574 by word of mouth and 78 in writing; 2 are of the type 其他.
    parts: [
      { count: 560, how: 'quick', form: 'oral' }, { count: 30, how: 'quick', form: 'written' },
      { count: 14, how: 'case', form: 'oral', sessions: 1 }, { count: 22, how: 'case', form: 'written', sessions: 1 },
      { count: 26, how: 'case', form: 'written', sessions: 2 },
    ],
    types: {
      neighbour: 231, marriage: 118, land: 82, homestead: 74, damages: 63, contract: 29, migrantWages: 15, traffic: 12, labour: 8, consumer: 7,
      production: 5, environment: 4, demolition: 2, other: 2,
    },
  },
  { town: '木叶', year: 2022, types: null, uncounted: 1, parts: [{ count: 62, how: 'quick', form: 'oral' }, { count: 18, how: 'quick', form: 'written' }] },
  {
    town: '木叶', year: 2023, types: null, uncounted: 4,
    // 207: simple 53 of 53, ordinary 94 of 94, hard 59 of 60.
    parts: [
      { count: 53, how: 'quick', form: 'oral', difficulty: 'simple' },
      { count: 66, how: 'quick', form: 'written', difficulty: 'ordinary' },
      { count: 28, how: 'case', form: 'written', sessions: 1, difficulty: 'ordinary' },
      { count: 21, how: 'case', form: 'oral', sessions: 2, difficulty: 'hard' },
      { count: 38, how: 'case', form: 'written', sessions: 2, difficulty: 'hard' },
      { count: 1, how: 'case', form: 'written', sessions: 2, difficulty: 'hard', result: 'failed' },
    ],
  },
  { town: '赵庄', year: 2022, types: null, uncounted: 0, parts: [{ count: 64, how: 'quick', form: 'oral' }] },
  {
    town: '赵庄', year: 2023, types: null, uncounted: 3,
    parts: [{ count: 96, how: 'quick', form: 'oral' }, { count: 12, how: 'quick', form: 'written' }, { count: 10, how: 'case', form: 'written', sessions: 2 }],
  },
  { town: '马楼', year: 2023, types: null, uncounted: 0, parts: [{ count: 58, how: 'quick', form: 'oral' }] },
  {
    town: '马楼', year: 2024, types: null, uncounted: 2,
    parts: [{ count: 78, how: 'quick', form: 'oral' }, { count: 11, how: 'quick', form: 'written' }, { count: 7, how: 'case', form: 'written', sessions: 2 }],
  },
  {
    town: '前营', year: 2022, types: null, uncounted: 0,
    parts: [{ count: 44, how: 'quick', form: 'oral' }, { count: 17, how: 'quick', form: 'written', route: 'lawyer' }],
  },
  {
    town: '前营', year: 2023, types: null, uncounted: 2,
    // 24 of them were settled by the township's law firm.
    parts: [
      { count: 24, how: 'quick', form: 'written', route: 'lawyer' }, { count: 51, how: 'quick', form: 'oral' },
      { count: 6, how: 'case', form: 'written', sessions: 1 },
    ],
  },
]

export function storiesOfYear(plan: DisputeYear): readonly Story[] {
  const ground = groundOf(plan.town)
  const draw = drawFor(`纠纷/${plan.town}/${plan.year}`)
  const slots = shuffled(plan.parts.flatMap((part) => Array.from({ length: part.count }, () => part)), draw)
  const types = plan.types === null ? slots.map(() => everydayType(draw)) : shuffled(expanded(plan.types), draw)
  const stories = slots.map((part, index) => storyOf(ground, plan, part, types[index] ?? 'neighbour', index, draw))
  const wasted = Array.from({ length: plan.uncounted }, (_, index) => uncounted(ground, plan, index, stories[index * 7], draw))
  return [...stories, ...wasted]
}

function storyOf(ground: Ground, plan: DisputeYear, part: YearPart, type: DisputeType, index: number, draw: Draw): Story {
  const scene = sceneAt(ground, `${plan.year}/${index + 1}`, draw)
  if (part.how === 'quick') {
    const on = dayIn(plan.year, draw, 0)
    return quickDispute(scene, factsOf(type, draw), quickPlan(scene, on, part, draw), draw)
  }
  // A protected one now and then, but never in place of a type that is counted out.
  const isProtected = plan.types === null && index % 23 === 5
  const compartment = isProtected ? (draw.chance(0.6) ? 'domestic' : 'minor') : undefined
  const facts = compartment === undefined ? factsOf(type, draw) : told(PROTECTED_TALES[compartment], draw)
  const lasts = draw.int(part.sessions === 2 ? 12 : 4, part.sessions === 2 ? 29 : 12)
  return disputeCase(scene, facts, {
    registeredOn: dayIn(plan.year, draw, lasts + 3), by: compartment === undefined && draw.chance(0.5) ? scene.gridWorker : scene.mediator,
    source: sourceOf(part, draw), sessions: part.sessions ?? 1, lasts, result: part.result ?? 'success', form: part.form,
    level: part.sessions === 2 ? 'township' : ground.town.key === '磙子营' ? 'branch' : 'village', ...given({ compartment, difficulty: part.difficulty }),
  }, draw)
}

/** Who writes down what was settled at the door: mostly grid workers; some of theirs the mediator confirms. */
export function quickPlan(scene: Scene, on: Day, part: Pick<YearPart, 'form' | 'difficulty' | 'route'>, draw: Draw): QuickPlan {
  const who = part.form === 'written' ? scene.mediator : doer(scene, draw)
  const route = part.route ?? (who === scene.gridWorker && draw.chance(0.03) ? 'settled' : undefined)
  const isConfirmed = who === scene.gridWorker && route === undefined && draw.chance(0.15)
  return { on, by: who, form: part.form, ...given({ difficulty: part.difficulty, route, confirmedOn: isConfirmed ? addDays(on, draw.int(1, 6)) : undefined }) }
}

function doer(scene: Scene, draw: Draw): string {
  const at = draw.next()
  return at < 0.03 ? scene.police : at < 0.32 ? scene.mediator : scene.gridWorker
}

function uncounted(ground: Ground, plan: DisputeYear, index: number, other: Story | undefined, draw: Draw): Story {
  const scene = sceneAt(ground, `${plan.year}/不计${index + 1}`, draw)
  const facts = factsOf(everydayType(draw), draw)
  const on = dayIn(plan.year, draw, 3)
  if (index % 3 === 1 && other !== undefined) return mergedDispute(scene, facts, addDays(other.steps[0]?.on ?? on, 1), other)
  return index % 3 === 2 ? declinedDispute(scene, facts, on) : withdrawnDispute(scene, facts, on)
}

/** Cases sent by others are 疑难 by rule, so they are only among those that are meant to be. */
function sourceOf(part: YearPart, draw: Draw): CasePlan['source'] {
  const own: readonly (keyof typeof SOURCES)[] = ['applied', 'applied', 'applied', 'proactive']
  const sent: readonly (keyof typeof SOURCES)[] = ['police', 'petition', 'court', 'otherOrgan']
  return part.sessions === 2 && draw.chance(0.4) ? draw.pick(sent) : draw.pick(own)
}

/** A day of the year, at least some days before its end. Around 春节 and the harvest there is more to settle. */
function dayIn(year: number, draw: Draw, before: number): Day {
  const first = `${year}-01-03`
  const days = daysBetween(first, `${year}-12-24`) - before
  const [one, other] = [addDays(first, draw.int(0, days)), addDays(first, draw.int(0, days))]
  return BUSY.includes(Number(one.slice(5, 7))) || draw.chance(0.6) ? one : other
}
const BUSY: readonly number[] = [1, 2, 6, 10]

function expanded(types: NonNullable<DisputeYear['types']>): readonly DisputeType[] {
  return Object.entries(types).flatMap(([type, count]) => Array.from({ length: count }, () => type as DisputeType))
}

/** Leaves out what is not known, as optional properties ask. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}
