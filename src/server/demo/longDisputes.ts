import { addDays, daysBetween, type Day } from '../../core/period'
import { factsOf, type DisputeFacts } from './disputeFacts'
import { partyRows, type Scene } from './disputes'
import { drawFor } from './random'
import { sceneAt, type Ground } from './scenes'
import { rowsOf, type Step, type Story } from './story'
import { TOWN_KEYS } from './towns'

/**
 * Disputes that take the long way: up the township's ladder to a written agreement that a court confirms, or out to another authority, who takes
 * some and sends others back. Told from a day on, so that at any time some of them wait.
 */
const LONG_FROM: Day = '2026-03-01'
const OFTEN_FROM: Day = '2026-06-01'

export function longDisputes(ground: Ground, day: Day): readonly Story[] {
  const isLarge = ground.town.key === '磙子营'
  const number = daysBetween(isLarge ? OFTEN_FROM : LONG_FROM, day)
  if (number < 0) return []
  // Where every day counts a waiting case is always on the board; elsewhere there is one now and then, not on the same day everywhere.
  const [raisedEvery, referredEvery] = isLarge ? [8, 15] : [50, 90]
  const at = number + TOWN_KEYS.indexOf(ground.town.key) * 7
  const raised = at % raisedEvery === 0 ? [raisedDispute(ground, day, at / raisedEvery)] : []
  return at % referredEvery === 2 ? [...raised, referredDispute(ground, day, at)] : raised
}

/** Days after the first word. A higher level takes over four days after it was asked. */
const RAISED = { accepted: 1, first: 2, asked: 4, taken: 8, second: 10, askedAgain: 16, takenAgain: 20, third: 22, closed: 26 } as const

function raisedDispute(ground: Ground, day: Day, number: number): Story {
  const scene = sceneAt(ground, `${day}/逐级`, drawFor(`逐级/${ground.town.key}/${day}`))
  const facts = factsOf(number % 2 === 0 ? 'land' : 'homestead', drawFor(`逐级事/${ground.town.key}/${day}`))
  const { judicial, dispatcher } = ground.staff
  const on = (what: keyof typeof RAISED): Day => addDays(day, RAISED[what])
  const isThreeStep = ground.town.branches.length > 1
  const session = (by: string, what: 'first' | 'second' | 'third', venue: string, index: number, next: Day | null): Step => ({
    by, on: on(what), move: 'mediate', set: {},
    rows: { sessions: rowsOf([{
      on: on(what), venue, present: presentOf(facts), record: next === null ? '图和账都摆到桌上，双方认了。' : '道理讲清了，一方还想再看看。',
      outcome: next === null ? 'agreed' : 'goesOn', ...(next === null ? {} : { next }),
    }], index) },
  })
  const ask = (by: string, what: 'asked' | 'askedAgain', escalateTo: string): Step =>
    ({ by, on: on(what), move: 'escalate', set: { escalateTo, escalateReason: '谈了几次，界线说不到一处。', escalatedOn: on(what) } })
  const toTownship: readonly Step[] = [
    ask(scene.mediator, 'askedAgain', 'township'),
    { by: dispatcher, on: on('takenAgain'), move: 'takeOver', set: { handler: judicial } },
    session(judicial, 'third', '乡镇调解室', isThreeStep ? 3 : 2, null),
  ]
  const toBranch: readonly Step[] = isThreeStep ? [
    ask(scene.mediator, 'asked', 'branch'),
    { by: scene.mediator, on: on('taken'), move: 'takeOver', set: {} },
    session(scene.mediator, 'second', '总支说理堂', 2, on('third')),
  ] : []
  const steps: readonly Step[] = [
    ...begun(scene, facts, day, on('accepted'), number % 3 === 0),
    session(scene.mediator, 'first', '村说理室', 1, on(isThreeStep ? 'second' : 'third')),
    ...toBranch, ...toTownship,
    ...ended(judicial, facts, day, number),
  ]
  return { stream: scene.stream, kind: 'dispute', name: scene.name, steps }
}

/** A third of them might have come to blows: the police were told before anything was written down. */
function begun(scene: Scene, facts: DisputeFacts, day: Day, acceptedOn: Day, isHeated: boolean): readonly Step[] {
  const by = scene.mediator
  const register: Step = { by, on: day, move: 'register', set: { type: facts.type, place: scene.place, reportedOn: day, summary: facts.what }, ...partyRows(facts) }
  const accept: Step = {
    by, on: acceptedOn, move: 'accept',
    set: { acceptedOn, source: 'applied', handler: by, informed: true, levelAccepted: 'village', people: facts.people, households: 2, claims: '请按老界线划清。', ...(isHeated ? { redFlag: true } : {}) },
  }
  const told: Step = {
    by, on: acceptedOn, move: 'reportPolice', set: { reportedToPoliceOn: acceptedOn, reportedAt: '15时20分', reportedTo: `${scene.town}派出所` },
  }
  return isHeated ? [register, accept, told] : [register, accept]
}

/** Both sides agree to a few days more, sign, ask the court, and are visited afterwards. */
function ended(by: string, facts: DisputeFacts, day: Day, number: number): readonly Step[] {
  const closedOn = addDays(day, RAISED.closed)
  const [appliedOn, decidedOn, archivedOn] = [addDays(closedOn, 6), addDays(closedOn, 18), addDays(closedOn, 24)]
  const visit = { on: addDays(closedOn, 15), by, finding: '界石还在，两家见面说话了。', satisfied: true }
  const asksCourt = number % 2 === 0
  const close: Step = {
    by, on: closedOn, move: 'close',
    set: {
      closedOn, result: 'success', form: 'written', agreement: facts.settled, fulfilBy: addDays(closedOn, 10),
      ...(facts.amount === undefined ? {} : { amount: facts.amount }), ...(number % 3 === 0 ? { prevented: ['crime'], preventedPeople: 2 } : {}),
      ...(asksCourt ? { courtConfirmation: 'wanted' } : {}),
    },
  }
  const court: readonly [Step, Step] = [
    { by, on: appliedOn, move: 'applyCourt', set: { courtAppliedOn: appliedOn, court: '演示县人民法院' } },
    { by, on: decidedOn, move: 'courtDecided', set: { courtConfirmation: 'confirmed', courtDecidedOn: decidedOn, courtNo: `（${decidedOn.slice(0, 4)}）演民特${number + 1}号` } },
  ]
  return [
    { by, on: addDays(closedOn, -1), move: 'extend', set: { extendedTo: addDays(closedOn, 20) } },
    close,
    { by, on: addDays(closedOn, 3), move: 'fulfil', set: { fulfilment: 'done', fulfilledOn: addDays(closedOn, 3) } },
    ...(asksCourt ? [court[0]] : []),
    { by, on: addDays(closedOn, 15), move: 'followUp', set: {}, rows: { followUps: rowsOf([visit]) } },
    ...(asksCourt ? [court[1]] : []),
    { by, on: archivedOn, move: 'archive', set: {} },
  ]
}

/** Another authority's business: its answer takes half a month, and every second one comes back. */
function referredDispute(ground: Ground, day: Day, number: number): Story {
  const scene = sceneAt(ground, `${day}/移送`, drawFor(`移送/${ground.town.key}/${day}`))
  const facts = factsOf('migrantWages', drawFor(`移送事/${ground.town.key}/${day}`))
  const [acceptedOn, sentOn, answeredOn] = [addDays(day, 1), addDays(day, 3), addDays(day, 19)]
  const refer: Step = {
    by: scene.mediator, on: sentOn, move: 'refer',
    set: { transferTo: '县人力资源和社会保障局', transferReason: '欠薪的单位不在本乡，请依职责处理。', transferredOn: sentOn },
  }
  const taken: readonly Step[] = [{ by: scene.dispatcher, on: answeredOn, move: 'referralTaken', set: { closedOn: answeredOn } }]
  const backOn = addDays(answeredOn, 4)
  const returned: readonly Step[] = [
    { by: scene.dispatcher, on: answeredOn, move: 'referralReturned', set: { returnReason: '双方没有劳动关系，请继续调解。' } },
    {
      by: scene.mediator, on: backOn, move: 'mediate', set: {},
      rows: { sessions: rowsOf([{ on: backOn, venue: '乡镇调解室', present: presentOf(facts), record: '把工数一笔笔对清了。', outcome: 'agreed' }]) },
    },
    {
      by: scene.mediator, on: backOn, move: 'close',
      set: { closedOn: backOn, result: 'success', form: 'written', agreement: facts.settled, ...(facts.amount === undefined ? {} : { amount: facts.amount }) },
    },
  ]
  const steps = [...begun(scene, facts, day, acceptedOn, false), refer, ...(number % 2 === 0 ? taken : returned)]
  return { stream: scene.stream, kind: 'dispute', name: scene.name, steps }
}

function presentOf(facts: DisputeFacts): string {
  return facts.parties.map((party) => `${String(party.name)}某`).join('、')
}
