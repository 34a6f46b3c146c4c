import { addDays, type Day } from '../../core/period'
import type { MATTER_SOURCES, RATINGS } from '../../domain/matterCodes'
import type { MatterTale } from './matterTales'
import { surnameFor } from './names'
import type { Draw } from './random'
import type { Ground } from './scenes'
import type { Scene } from './disputes'
import { rowsOf, type Step, type Story } from './story'
import { unitId } from './units'

export type MatterSource = keyof typeof MATTER_SOURCES

export interface MatterPlan {
  readonly on: Day
  readonly source: MatterSource
  readonly tale: MatterTale
  /** Who wrote it down: the grid worker, or the centre. */
  readonly by: string
}

/** A word was enough. */
export function answeredMatter(scene: Scene, plan: MatterPlan, draw: Draw): Story {
  const { on, by, tale } = plan
  const create: Step = { by, on, move: 'answerOnSpot', set: { ...told(scene, plan), reply: tale.reply }, ...whoSaid(draw) }
  const calledOn = addDays(on, draw.int(2, 9))
  const isCalled = draw.chance(0.3) && by !== scene.dispatcher
  const call: readonly Step[] = [
    { by: scene.dispatcher, on: calledOn, move: 'rate', set: { rating: draw.chance(0.85) ? 'satisfied' : 'fairly', ratedVia: 'callBack', ratedOn: calledOn } },
    { by: scene.dispatcher, on: calledOn, move: 'archive', set: {} },
  ]
  return { stream: scene.stream, kind: 'matter', name: scene.name, steps: [create, ...(isCalled ? call : [])] }
}

/** The whole way: handed out, received, handled, resolved, told back, rated, archived. */
export interface LoopPlan extends MatterPlan {
  /** Days between one stage and the next. */
  readonly pace: number
  readonly turn: 'plain' | 'urged' | 'extended' | 'sentBack' | 'dissatisfied' | 'unrated'
}

export function handledMatter(ground: Ground, scene: Scene, plan: LoopPlan, draw: Draw): Story {
  const station = stationFor(ground, plan.tale)
  const at = (stage: number): Day => addDays(plan.on, plan.pace * stage)
  const { dispatcher } = scene
  const lead = unitId(scene.town, station.unit)
  // What is urged was late: its term ran out while it was still being handled.
  const dueOn = plan.turn === 'urged' ? addDays(at(3), 1) : addDays(at(4), 8)
  // What goes its plain way in good time has the county's own limit in working days.
  const isInTime = plan.turn === 'plain' && plan.pace <= 3
  const assign = (on: Day): Step => ({ by: dispatcher, on, move: 'assign', set: { leadUnit: lead, assignedOn: on, ...(isInTime ? {} : { dueOn }) } })
  const steps: readonly Step[] = [
    { by: plan.by, on: plan.on, move: 'register', set: told(scene, plan), ...whoSaid(draw) },
    assign(at(1)),
    ...(plan.turn === 'sentBack' ? backAndAgain(scene, at(1), assign) : []),
    { by: station.person, on: at(2), move: 'sign', set: { signedOn: at(2), handler: station.person } },
    { by: station.person, on: at(3), move: 'handle', set: {}, rows: { steps: rowsOf([{ on: at(3), what: '到现场看过，约好了再办。' }]) } },
    ...detour(ground, scene, plan, station.person, at(3)),
    { by: station.person, on: at(4), move: 'resolve', set: { reply: plan.tale.reply, resolvedOn: at(4) } },
    { by: dispatcher, on: at(5), move: 'feedBack', set: { fedBackOn: at(5) } },
    ...ending(scene, plan, station.person, at),
  ]
  return { stream: scene.stream, kind: 'matter', name: scene.name, steps }
}

/** Sent to the wrong unit at first: it goes back to the centre and out again the same day. */
function backAndAgain(scene: Scene, on: Day, assign: (on: Day) => Step): readonly Step[] {
  return [{ by: scene.dispatcher, on, move: 'sendBack', set: { sendBackReason: '看了事由，应归另一家单位办。' } }, assign(on)]
}

function detour(ground: Ground, scene: Scene, plan: LoopPlan, handler: string, on: Day): readonly Step[] {
  if (plan.turn === 'urged') {
    return [{ by: ground.staff.leader, on, move: 'urge', set: {}, rows: { urges: rowsOf([{ on, note: '群众等着用，请抓紧。' }]) } }]
  }
  if (plan.turn !== 'extended') return []
  const extendTo = addDays(on, 15 + plan.pace)
  return [
    { by: handler, on, move: 'askExtension', set: { extendTo, extendReason: '材料要从县里调，差几天。' } },
    { by: scene.dispatcher, on, move: 'extend', set: { dueOn: extendTo } },
  ]
}

function ending(scene: Scene, plan: LoopPlan, handler: string, at: (stage: number) => Day): readonly Step[] {
  const { dispatcher } = scene
  const rate = (on: Day, rating: keyof typeof RATINGS): Step => ({ by: dispatcher, on, move: 'rate', set: { rating, ratedOn: on, ratedVia: 'callBack' } })
  if (plan.turn === 'unrated') return [{ by: dispatcher, on: at(8), move: 'archiveUnrated', set: {} }]
  if (plan.turn !== 'dissatisfied') {
    return [rate(at(6), plan.turn === 'plain' ? 'satisfied' : 'fairly'), { by: dispatcher, on: at(7), move: 'archive', set: {} }]
  }
  return [
    rate(at(6), 'dissatisfied'),
    { by: dispatcher, on: at(7), move: 'reopen', set: { dueOn: addDays(at(7), 10) } },
    { by: handler, on: at(8), move: 'resolve', set: { reply: `重新办过：${plan.tale.reply}`, resolvedOn: at(8) } },
    { by: dispatcher, on: at(9), move: 'feedBack', set: { fedBackOn: at(9) } },
    rate(at(10), 'satisfied'),
    { by: dispatcher, on: at(11), move: 'archive', set: {} },
  ]
}

type End = { readonly dispute: string } | 'referred' | 'withdrawn'

/** It turns out to be a quarrel, or another authority's business, or a mistake. */
export function endedMatter(scene: Scene, plan: MatterPlan, end: End, draw: Draw): Story {
  const on = addDays(plan.on, 1)
  const by = scene.dispatcher
  const register: Step = { by: plan.by, on: plan.on, move: 'register', set: told(scene, plan), ...whoSaid(draw) }
  return { stream: scene.stream, kind: 'matter', name: scene.name, steps: [register, { by, on, ...endOf(end, on) }] }
}

function endOf(end: End, on: Day): Pick<Step, 'move' | 'set'> {
  if (end === 'referred') return { move: 'refer', set: { referTo: '县信访局', resolvedOn: on } }
  if (end === 'withdrawn') return { move: 'withdraw', set: { withdrawReason: '记到别人名下了，另记一件。' } }
  return { move: 'becomeDispute', set: { becameDispute: end.dispute, resolvedOn: on } }
}

function told(scene: Scene, { on, source, tale }: MatterPlan): Step['set'] {
  return { kind: tale.kind, place: scene.place, receivedOn: on, source, summary: tale.what }
}

function whoSaid(draw: Draw): Pick<Step, 'rows'> {
  return draw.chance(0.7) ? { rows: { people: rowsOf([{ name: surnameFor(draw.next()) }]) } } : {}
}

function stationFor(ground: Ground, tale: MatterTale): Ground['staff']['stations'][number] {
  const { stations, dispatcher } = ground.staff
  return stations.find((station) => station.unit === tale.unit) ?? stations[0] ?? { unit: ground.town.centre, person: dispatcher }
}
