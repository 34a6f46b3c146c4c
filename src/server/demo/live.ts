import { addDays, daysBetween, monthPeriod, monthsIn, type Day } from '../../core/period'
import { handledMatter, answeredMatter, type MatterSource, type LoopPlan } from './matters'
import { heavyTale, quickTale, spoken, strayMatter } from './matterYears'
import { declinedDispute, disputeCase, mergedDispute, quickDispute, withdrawnDispute, type CasePlan } from './disputes'
import { everydayType, factsOf, told } from './disputeFacts'
import { PROTECTED_TALES } from './disputeTales'
import { quickPlan } from './disputeYears'
import { longDisputes } from './longDisputes'
import { heldIn, plainEvent } from './outreach'
import { YEARLY_EVENTS } from './outreachEvents'
import { drawFor, type Draw } from './random'
import { quarterConfirmations, screeningsOf } from './rounds'
import { groundOf, sceneAt, type Ground } from './scenes'
import type { Story } from './story'
import { TOWN_KEYS, type TownKey } from './towns'
import { MONTHLY_WORK } from './workEntries'
import { monthlyWork } from './work'

/** Days from here on are made one by one, each from its own draw: a demo started again tomorrow has one day more, and all else alike. */
export const LIVE_FROM: Day = '2025-01-01'
/** Before it the townships were only beginning. */
const IN_FULL_FROM: Day = '2026-01-01'

/** What happens on an average day. Townships differ in size, and that is all it says. */
interface Pace {
  readonly quick: number
  readonly cases: number
  /** A matter goes the whole way round every so many days, with a stage every so many. */
  readonly matterEvery: number
  readonly matterPace: number
  readonly answered: number
}

const PACE: Readonly<Record<TownKey, { readonly beginning: Pace; readonly full: Pace }>> = {
  磙子营: {
    beginning: { quick: 0.8, cases: 0.08, matterEvery: 20, matterPace: 2, answered: 0.06 },
    full: { quick: 1.12, cases: 0.55, matterEvery: 4, matterPace: 4, answered: 0.18 },
  },
  木叶: {
    beginning: { quick: 0.1, cases: 0.01, matterEvery: 90, matterPace: 2, answered: 0.01 },
    full: { quick: 0.3, cases: 0.05, matterEvery: 36, matterPace: 5, answered: 0.06 },
  },
  赵庄: {
    beginning: { quick: 0.12, cases: 0.01, matterEvery: 90, matterPace: 2, answered: 0.01 },
    full: { quick: 0.42, cases: 0.05, matterEvery: 36, matterPace: 5, answered: 0.08 },
  },
  马楼: {
    beginning: { quick: 0.1, cases: 0, matterEvery: 90, matterPace: 2, answered: 0.02 },
    full: { quick: 0.25, cases: 0.04, matterEvery: 45, matterPace: 5, answered: 0.04 },
  },
  前营: {
    beginning: { quick: 0.1, cases: 0.01, matterEvery: 90, matterPace: 2, answered: 0.02 },
    full: { quick: 0.34, cases: 0.04, matterEvery: 45, matterPace: 5, answered: 0.04 },
  },
}

export function liveStories(today: Day): readonly Story[] {
  return TOWN_KEYS.flatMap((key) => {
    const ground = groundOf(key)
    return [...daysUntil(today).flatMap((day) => storiesOfDay(ground, day)), ...monthlyStories(ground, today), ...eventsUntil(ground, today)]
  })
}

function daysUntil(today: Day): readonly Day[] {
  return Array.from({ length: Math.max(0, daysBetween(LIVE_FROM, today) + 1) }, (_, index) => addDays(LIVE_FROM, index))
}

function storiesOfDay(ground: Ground, day: Day): readonly Story[] {
  const pace = PACE[ground.town.key][day < IN_FULL_FROM ? 'beginning' : 'full']
  const draw = drawFor(`日/${ground.town.key}/${day}`)
  const season = SEASONS[Number(day.slice(5, 7)) - 1] ?? 1
  const quick = Array.from({ length: times(pace.quick * season, draw, isFull(ground, day) ? 1 : 0) }, (_, index) => quickStory(ground, `${day}/${index + 1}`, day, draw))
  const cases = Array.from({ length: times(pace.cases * season, draw, 0) }, (_, index) => caseStory(ground, `${day}/件${index + 1}`, day, draw))
  const [first] = quick
  const wasted = first !== undefined && draw.chance(0.02) ? [uncountedStory(ground, first, day, draw)] : []
  return [...quick, ...cases, ...longDisputes(ground, day), ...wasted, ...mattersOfDay(ground, pace, day, cases[0] ?? null, draw)]
}

/** More before 春节, at the wheat and the autumn harvest; less when everybody is in the fields. */
const SEASONS = [1.15, 1.3, 0.9, 0.8, 0.95, 1.25, 0.95, 0.85, 1, 1.2, 0.9, 1]

/** Whole numbers around an average, never fewer than `least`. */
function times(average: number, draw: Draw, least: number): number {
  const extra = Math.max(0, average - least)
  const whole = Math.floor(extra)
  return least + whole + (draw.chance(extra - whole) ? 1 : 0)
}

/** The township whose board the demo begins with has something every day. */
function isFull(ground: Ground, day: Day): boolean {
  return ground.town.key === '磙子营' && day >= IN_FULL_FROM
}

function quickStory(ground: Ground, name: string, day: Day, draw: Draw): Story {
  const scene = sceneAt(ground, name, draw)
  const facts = factsOf(everydayType(draw), draw)
  const form = (facts.amount ?? 0) > 100_000 && draw.chance(0.6) ? 'written' : 'oral'
  return quickDispute(scene, facts, quickPlan(scene, day, { form }, draw), draw)
}

const ENDS: readonly (readonly [CasePlan['result'], number])[] = [['success', 88], ['failed', 5], ['refused', 3], ['dropped', 2], ['transferred', 2]]

function caseStory(ground: Ground, name: string, day: Day, draw: Draw): Story {
  const scene = sceneAt(ground, name, draw)
  const compartment = draw.chance(0.04) ? (draw.chance(0.6) ? 'domestic' : 'minor') : undefined
  const facts = compartment === undefined ? factsOf(everydayType(draw), draw) : told(PROTECTED_TALES[compartment], draw)
  const isHard = draw.chance(0.3)
  const level = isHard ? 'township' : ground.town.key === '磙子营' ? draw.pick(['village', 'branch'] as const) : 'village'
  const by = draw.chance(0.5) && compartment === undefined ? scene.gridWorker : scene.mediator
  return disputeCase(scene, facts, {
    registeredOn: day, by, source: draw.pick<CasePlan['source']>(isHard ? ['police', 'petition', 'applied', 'court', 'otherOrgan'] : ['applied', 'proactive', 'applied']),
    sessions: isHard ? 2 : 1, lasts: lasting(draw), result: endOf(draw), form: draw.chance(0.7) ? 'written' : 'oral', level,
    ...(compartment === undefined ? {} : { compartment }),
  }, draw)
}

/** Most take two or three weeks; some come near the month the rules allow, and a few go beyond it. */
function lasting(draw: Draw): number {
  const at = draw.next()
  if (at < 0.45) return draw.int(8, 22)
  return at < 0.77 ? draw.int(24, 31) : draw.int(36, 80)
}

function endOf(draw: Draw): CasePlan['result'] {
  let left = draw.int(1, 100)
  for (const [result, share] of ENDS) {
    left -= share
    if (left <= 0) return result
  }
  return 'success'
}

function uncountedStory(ground: Ground, other: Story, day: Day, draw: Draw): Story {
  const scene = sceneAt(ground, `${day}/不计`, draw)
  const facts = factsOf(everydayType(draw), draw)
  const way = draw.int(1, 3)
  if (way === 1) return withdrawnDispute(scene, facts, day)
  return way === 2 ? mergedDispute(scene, facts, day, other) : declinedDispute(scene, facts, day)
}

const SOURCES: readonly MatterSource[] = ['station', 'gridWorker', 'office', 'hotline', 'reception', 'visitDown', 'gridWorker']
const TURNS: readonly LoopPlan['turn'][] = ['plain', 'plain', 'urged', 'plain', 'extended', 'plain', 'dissatisfied', 'plain', 'sentBack']

function mattersOfDay(ground: Ground, pace: Pace, day: Day, dispute: Story | null, draw: Draw): readonly Story[] {
  const number = daysBetween(LIVE_FROM, day)
  const source = draw.pick(SOURCES)
  const stories: Story[] = []
  if (number % pace.matterEvery === 0) {
    const scene = sceneAt(ground, `${day}/说事`, draw)
    const turn = TURNS[Math.floor(number / pace.matterEvery) % TURNS.length] ?? 'plain'
    stories.push(handledMatter(ground, scene, { ...spoken(scene, day, source, heavyTale(ground, draw), draw), pace: pace.matterPace, turn }, draw))
  }
  if (draw.chance(pace.answered)) {
    const scene = sceneAt(ground, `${day}/答复`, draw)
    stories.push(answeredMatter(scene, spoken(scene, day, source, quickTale(draw), draw), draw))
  }
  if (draw.chance(pace.answered / 8)) stories.push(strayMatter(ground, sceneAt(ground, `${day}/另`, draw), day, source, draw.chance(0.6) ? dispute : null, draw))
  return stories
}

/** Registers of the months that have ended, and confirmations of their quarters. */
function monthlyStories(ground: Ground, today: Day): readonly Story[] {
  if (today < LIVE_FROM) return []
  const ended = monthsIn({ from: LIVE_FROM, to: today }).filter((month) => monthPeriod(month).to <= today)
  return ended.flatMap((month) => {
    const isThin = month < IN_FULL_FROM && ground.town.key !== '磙子营'
    const isQuarter = ['01', '04', '07', '10'].includes(month.slice(5))
    return [
      ...(isThin ? [] : [...monthlyWork(ground, MONTHLY_WORK, month), ...screeningsOf(ground, month)]),
      ...(isQuarter && !isThin ? quarterConfirmations(ground, month) : []),
    ]
  })
}

function eventsUntil(ground: Ground, today: Day): readonly Story[] {
  const years = [...new Set(daysUntil(today).map((day) => Number(day.slice(0, 4))))]
  return years.flatMap((year) => heldIn(YEARLY_EVENTS, year))
    .filter(({ on, row }) => on <= today && (on >= IN_FULL_FROM || ground.town.key === '磙子营') && (ground.town.key === '磙子营' || row.kind === 'campaign'))
    .map((event) => plainEvent(ground, event))
}
