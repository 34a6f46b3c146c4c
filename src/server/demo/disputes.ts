import type { Patch } from '../../core/op'
import { addDays, weekday, type Day } from '../../core/period'
import type { DIFFICULTIES, RESULTS, SOURCES } from '../../domain/disputeCodes'
import type { DisputeFacts } from './disputeFacts'
import { unitId } from './units'
import type { Draw } from './random'
import { known, recordOf, rowsOf, type Step, type Story } from './story'
import type { TownKey } from './towns'

/** Where and by whom. */
export interface Scene {
  readonly town: TownKey
  readonly stream: string
  /** Different for every dispute. */
  readonly name: string
  readonly place: string
  readonly gridWorker: string
  readonly mediator: string
  readonly dispatcher: string
  /** The police station's, who settle some themselves. */
  readonly police: string
}

export interface QuickPlan {
  readonly on: Day
  readonly by: string
  readonly form: 'oral' | 'written'
  readonly difficulty?: keyof typeof DIFFICULTIES
  readonly route?: 'lawyer' | 'settled'
  /** Day on which the mediator confirms a grid worker's entry as 人民调解. */
  readonly confirmedOn?: Day
}

/** 当场化解: one entry, archived at once. */
export function quickDispute(scene: Scene, facts: DisputeFacts, plan: QuickPlan, draw: Draw): Story {
  const isByMediator = plan.by === scene.mediator
  const set = known({
    type: facts.type, place: scene.place, acceptedOn: plan.on, form: plan.form, summary: `${facts.what}${facts.settled}`, amount: facts.amount,
    people: facts.people, source: draw.chance(0.6) ? 'proactive' : 'applied', fulfilment: 'onSpot', levelAccepted: 'group',
    levelClosed: isByMediator ? 'village' : 'group', committee: isByMediator ? 'village' : undefined, difficulty: plan.difficulty, route: plan.route,
  })
  const create: Step = { by: plan.by, on: plan.on, move: 'settleOnSpot', set, ...partyRows(facts) }
  const confirm: readonly Step[] = plan.confirmedOn === undefined ? [] : [
    { by: scene.mediator, on: plan.confirmedOn, move: 'confirmRoute', set: { committee: 'village' } },
  ]
  return { stream: scene.stream, kind: 'dispute', name: scene.name, steps: [create, ...confirm] }
}

export interface CasePlan {
  readonly registeredOn: Day
  /** Who heard of it first. */
  readonly by: string
  readonly source: keyof typeof SOURCES
  /** Two and more make it 疑难. */
  readonly sessions: number
  /** Days from acceptance to the end. */
  readonly lasts: number
  readonly result: keyof typeof RESULTS
  readonly form: 'oral' | 'written'
  readonly level: 'village' | 'branch' | 'township'
  readonly compartment?: 'minor' | 'domestic'
  readonly difficulty?: keyof typeof DIFFICULTIES
}

/** One that is worked to its end: registered, accepted, mediated, closed, performed, archived. */
export function disputeCase(scene: Scene, facts: DisputeFacts, plan: CasePlan, draw: Draw): Story {
  const acceptedOn = addDays(plan.registeredOn, draw.int(0, 2))
  const closedOn = addDays(acceptedOn, plan.lasts)
  const register = known({
    type: facts.type, place: scene.place, reportedOn: plan.registeredOn, summary: facts.what, compartment: plan.compartment,
    ...(plan.compartment === undefined ? {} : { reportedToPoliceOn: plan.registeredOn, reportedAt: '当时', reportedTo: `${scene.town}派出所` }),
  })
  const accept = known({
    acceptedOn, source: plan.source, handler: scene.mediator, informed: true, levelAccepted: 'village', people: facts.people, households: 2,
    committee: plan.level === 'village' ? 'village' : 'township', unit: unitId(scene.town, '调委会'),
  })
  const steps: readonly Step[] = [
    { by: plan.by, on: plan.registeredOn, move: 'register', set: register, ...partyRows(facts) },
    { by: scene.mediator, on: acceptedOn, move: 'accept', set: accept },
    ...sessionSteps(scene, facts, plan, acceptedOn, closedOn),
    { by: scene.mediator, on: closedOn, move: 'close', set: closing(facts, plan, closedOn) },
    ...afterwards(scene, plan, closedOn, draw),
  ]
  return { stream: scene.stream, kind: 'dispute', name: scene.name, steps }
}

/** Sessions are held on the days the township keeps for them: village Monday, branch Wednesday, township Friday. */
const SESSION_DAY = { village: 1, branch: 3, township: 5 } as const
const VENUE = { village: '村说理室', branch: '总支说理堂', township: '乡镇调解室' } as const
const COURSE = ['双方各说各的理，先让消气。', '把账和界线一项项摆开，分歧小了。', '请了双方都信得过的长辈来，各让一步。'] as const

function sessionSteps(scene: Scene, facts: DisputeFacts, plan: CasePlan, acceptedOn: Day, closedOn: Day): readonly Step[] {
  const days = Array.from({ length: plan.sessions }, (_, index) => {
    const wanted = addDays(acceptedOn, Math.floor((plan.lasts * (index + 1)) / (plan.sessions + 1)))
    const kept = nextWeekday(wanted, SESSION_DAY[plan.level])
    return kept < closedOn ? kept : wanted
  })
  return days.map((on, index) => {
    const next = days[index + 1]
    const present = facts.parties.map((party) => `${String(party.name)}某`).join('、')
    const session = { on, venue: VENUE[plan.level], record: COURSE[index % COURSE.length] ?? '', present, ...(next === undefined ? { outcome: plan.result === 'success' ? 'agreed' : 'failed' } : { outcome: 'goesOn', next }) }
    return { by: scene.mediator, on, move: 'mediate', set: {}, rows: { sessions: rowsOf([session], index + 1) } }
  })
}

function closing(facts: DisputeFacts, plan: CasePlan, closedOn: Day): Patch {
  const isSettled = plan.result === 'success'
  return known({
    closedOn, result: plan.result, levelClosed: plan.level, difficulty: plan.difficulty,
    form: isSettled ? plan.form : undefined, agreement: isSettled ? facts.settled : undefined, amount: isSettled ? facts.amount : undefined,
    fulfilBy: isSettled ? addDays(closedOn, 15) : undefined,
    toldOtherWays: plan.result === 'failed' ? true : undefined,
    transferTo: plan.result === 'transferred' ? '县人民法院' : undefined,
  })
}

function afterwards(scene: Scene, plan: CasePlan, closedOn: Day, draw: Draw): readonly Step[] {
  const by = scene.mediator
  const archivedOn = addDays(closedOn, draw.int(6, 14))
  if (plan.result !== 'success') return [{ by, on: archivedOn, move: 'archive', set: {} }]
  const performedOn = addDays(closedOn, draw.int(1, 5))
  const visit = { on: archivedOn, by, finding: '协议都办了，双方没有新的意见。', satisfied: true }
  const visits: readonly Step[] = plan.sessions < 2 || draw.chance(0.5) ? [] : [{ by, on: archivedOn, move: 'followUp', set: {}, rows: { followUps: rowsOf([visit]) } }]
  return [
    { by, on: performedOn, move: 'fulfil', set: { fulfilment: 'done', fulfilledOn: performedOn } },
    ...visits,
    { by, on: archivedOn, move: 'archive', set: {} },
  ]
}

/** Entered by mistake, and taken back. */
export function withdrawnDispute(scene: Scene, facts: DisputeFacts, on: Day): Story {
  const set = known({ type: facts.type, place: scene.place, acceptedOn: on, form: 'oral', summary: `${facts.what}${facts.settled}` })
  const by = scene.gridWorker
  return {
    stream: scene.stream, kind: 'dispute', name: scene.name,
    steps: [
      { by, on, move: 'settleOnSpot', set, ...partyRows(facts) },
      { by, on, move: 'withdraw', set: { withdrawReason: '点重了，前面已经记过这一件。' } },
    ],
  }
}

/** The same quarrel told twice, to the grid worker and at the mediator's: the second joins the first, which the office sees that knows them all. */
export function mergedDispute(scene: Scene, facts: DisputeFacts, on: Day, into: Story): Story {
  const set = { type: facts.type, place: scene.place, reportedOn: on, summary: facts.what }
  return {
    stream: scene.stream, kind: 'dispute', name: scene.name,
    steps: [
      { by: scene.mediator, on, move: 'register', set, ...partyRows(facts) },
      { by: scene.dispatcher, on: addDays(on, 1), move: 'merge', set: { mergedInto: recordOf(into) } },
    ],
  }
}

export function declinedDispute(scene: Scene, facts: DisputeFacts, on: Day): Story {
  const set = { type: facts.type, place: scene.place, reportedOn: on, summary: facts.what }
  return {
    stream: scene.stream, kind: 'dispute', name: scene.name,
    steps: [
      { by: scene.mediator, on, move: 'register', set, ...partyRows(facts) },
      { by: scene.dispatcher, on: addDays(on, 1), move: 'decline', set: { declineReason: '法院已经立案，告知当事人按诉讼走。' } },
    ],
  }
}

export function partyRows(facts: DisputeFacts): Pick<Step, 'rows'> {
  return facts.parties.length === 0 ? {} : { rows: { parties: rowsOf(facts.parties) } }
}

function nextWeekday(day: Day, wanted: number): Day {
  return addDays(day, (wanted - weekday(day) + 7) % 7)
}
