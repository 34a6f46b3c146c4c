import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Patch } from '../../src/core/op'
import type { Me } from '../../src/core/protocol'
import { push } from '../../src/server/push'
import type { ReportTown } from './reportTown'
import { deviceOf, opOf, settled, type Planned, type TestDevice } from './town'

const TYPE_CODES = ['neighbour', 'land', 'traffic', 'other'] as const
const DAYS = ['2024-12-30', '2025-01-01', '2025-06-15', '2025-12-31', '2026-01-05', '2026-06-10'] as const
const on = fc.constantFrom(...DAYS)

/** What people of a township and its county do one day after the other. Records, groups and places are chosen by index among those there are. */
export const anyStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('create' as const), act: fc.constantFrom('settle', 'fail', 'register'), at: fc.nat(5), on, type: fc.constantFrom(...TYPE_CODES), people: fc.nat(20), hidden: fc.nat(9).map((n) => n === 0) }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('move' as const), act: fc.constantFrom('accept', 'mediate', 'close', 'withdraw', 'reopen', 'archive', 'merge', 'unmergeSettled'), which: fc.nat(), on, result: fc.constantFrom('success', 'failed', 'dropped') }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), act: fc.constantFrom('retype', 'relocate', 'redate', 'people', 'protect'), which: fc.nat(), at: fc.nat(5), type: fc.constantFrom(...TYPE_CODES), on, people: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('entry' as const), act: fc.constantFrom('outreach', 'roster', 'site', 'recount', 'end', 'drop'), which: fc.nat(), at: fc.nat(5), on, count: fc.nat(30), who: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('county' as const), act: fc.constantFrom('regroup', 'add', 'endGroup', 'retireGroup', 'reword'), which: fc.nat(3), at: fc.nat(1), on }) },
)
export type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never

/** Something of every kind, whatever comes by chance. */
export const STORY: readonly Step[] = [
  ...[0, 1, 2, 3, 4, 5, 0, 1, 2, 3].map((at) => ({ kind: 'create' as const, act: 'settle' as const, at, on: '2025-06-15' as const, type: 'land' as const, people: at, hidden: at === 5 })),
  ...[0, 1, 2, 3, 4].map((at) => ({ kind: 'create' as const, act: 'register' as const, at, on: '2025-01-01' as const, type: 'traffic' as const, people: at, hidden: false })),
  ...[10, 11, 12, 13].map((which) => ({ kind: 'move' as const, act: 'accept' as const, which, on: '2025-01-01' as const, result: 'success' as const })),
  ...[10, 11].map((which) => ({ kind: 'move' as const, act: 'close' as const, which, on: '2025-12-31' as const, result: 'failed' as const })),
  ...(['outreach', 'roster', 'site', 'roster'] as const).map((act, who) => ({ kind: 'entry' as const, act, which: 0, at: who, on: '2025-01-01' as const, count: 12, who })),
]

/** What there is to do something to. */
interface Ground {
  readonly office: ReportTown
  readonly places: readonly string[]
  readonly disputes: string[]
  readonly entries: { readonly record: string; readonly kind: 'outreach' | 'roster' }[]
  /** Groups nobody has written anything of. */
  readonly added: string[]
  readonly people: readonly string[]
}

/** Does the steps through push, as phones and offices do; what is refused is refused. */
export function playIn(office: ReportTown): (steps: readonly Step[]) => Promise<void> {
  const { town } = office
  const ground: Ground = {
    office, places: [town.east, town.west, ...town.groups], disputes: [], entries: [], added: [], people: Array.from({ length: 5 }, () => randomUUID()),
  }
  const devices = { field: deviceOf('field'), roster: deviceOf('roste'), outreach: deviceOf('outre'), county: deviceOf('count') }
  return async (steps) => {
    for (let start = 0; start < steps.length; start += 50) {
      const batch = steps.slice(start, start + 50)
      await send(office, town.li, town.township, devices.field, batch.flatMap((each) => (each.kind === 'entry' || each.kind === 'county' ? [] : disputePlan(ground, each))))
      const planned = batch.flatMap((each) => (each.kind === 'entry' ? entryPlan(ground, each) : []))
      await send(office, town.root, town.township, devices.roster, planned.filter(({ kind }) => kind === 'roster'))
      await send(office, office.clerk, town.township, devices.outreach, planned.filter(({ kind }) => kind === 'outreach'))
      await send(office, town.root, town.county, devices.county, batch.flatMap((each) => (each.kind === 'county' ? countyPlan(ground, each) : [])))
    }
  }
}

async function send(office: ReportTown, me: Me, stream: string, device: TestDevice, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  const base = await office.changeOf(stream)
  const ops = planned.map((each) => opOf(device, { ...each, base }))
  if ((await push(office.town.deps, { me, devices: [device.name] }, { stream, ops, waiting: 0 })) === null) throw new Error('the stream is out of reach')
}

function disputePlan({ office: { town }, places, disputes }: Ground, each: Extract<Step, { kind: 'create' | 'move' | 'edit' }>): readonly Planned[] {
  if (each.kind === 'create') {
    const record = randomUUID()
    disputes.push(record)
    const place = places[each.at] ?? town.east
    const set: Patch = { people: each.people, type: each.type, amount: each.people * 100, ...(each.hidden ? { compartment: 'minor' } : {}) }
    if (each.act === 'settle') return [settled(record, place, each.on, set)]
    const day = each.act === 'fail' ? { acceptedOn: each.on } : { reportedOn: each.on }
    return [{ record, kind: 'dispute', body: { kind: 'create', move: each.act === 'fail' ? 'failOnSpot' : 'register', set: { place, ...day, ...set } } }]
  }
  const record = disputes[each.which % disputes.length]
  return record === undefined ? [] : [{ record, kind: 'dispute', body: changeBody(each, places, disputes[0] ?? '') }]
}

function changeBody(each: Extract<Step, { kind: 'move' | 'edit' }>, places: readonly string[], first: string): Planned['body'] {
  if (each.kind === 'edit') {
    const set: Record<typeof each.act, Patch> = {
      retype: { type: each.type }, relocate: { place: places[each.at] ?? null }, redate: { acceptedOn: each.on }, people: { people: each.people },
      protect: { compartment: 'domestic' },
    }
    return each.which % 2 === 0 ? { kind: 'move', move: 'correct', set: set[each.act] } : { kind: 'edit', set: set[each.act] }
  }
  const move = each.act
  switch (move) {
    case 'accept': return { kind: 'move', move, set: { acceptedOn: each.on } }
    case 'mediate': return { kind: 'move', move, set: {}, rows: { sessions: { [randomUUID()]: { set: { on: each.on } } }, parties: { [randomUUID()]: { set: { side: 'applicant' } } } } }
    case 'close': return { kind: 'move', move, set: { closedOn: each.on, result: each.result, ...(each.result === 'success' ? { form: 'oral' } : {}) } }
    case 'withdraw': return { kind: 'move', move, set: { withdrawReason: '记重了' } }
    case 'merge': return { kind: 'move', move, set: { mergedInto: first } }
    case 'reopen': case 'archive': case 'unmergeSettled': return { kind: 'move', move, set: {} }
  }
}

function entryPlan({ office: { town }, places, entries, people }: Ground, each: Extract<Step, { kind: 'entry' }>): readonly Planned[] {
  const place = places[each.at] ?? town.east
  const make = (kind: 'outreach' | 'roster', set: Patch, quantity: number | null): readonly Planned[] => {
    const record = randomUUID()
    entries.push({ record, kind })
    const rows = quantity === null ? {} : { rows: { materials: { m1: { set: { what: 'banner', quantity } } } } }
    return [{ record, kind, body: { kind: 'create', move: 'record', set: { place, ...set }, ...rows } }]
  }
  if (each.act === 'outreach') return make('outreach', { kind: 'lecture', audience: 'public', heldOn: each.on }, each.count)
  if (each.act === 'roster') return make('roster', { item: 'gridWorker', person: people[each.who] ?? '', level: 'county', from: each.on, employment: each.count % 2 === 0 ? 'fullTime' : 'partTime' }, null)
  if (each.act === 'site') return make('roster', { item: 'lawSite', name: '法治广场', level: 'county', from: each.on }, null)
  const kind = each.act === 'recount' ? 'outreach' : 'roster'
  const those = entries.filter((entry) => entry.kind === kind)
  const record = those[each.which % Math.max(1, those.length)]?.record
  if (record === undefined) return []
  if (each.act === 'recount') return [{ record, kind, body: { kind: 'edit', set: {}, rows: { materials: { m1: { set: { quantity: each.count } } } } } }]
  return [{ record, kind, body: each.act === 'end' ? { kind: 'move', move: 'end', set: { until: each.on } } : { kind: 'move', move: 'withdraw', set: { withdrawReason: '记错了' } } }]
}

function countyPlan({ office: { town }, added }: Ground, each: Extract<Step, { kind: 'county' }>): readonly Planned[] {
  const group = town.groups[each.which] ?? town.west
  const village = each.at === 0 ? town.east : town.west
  switch (each.act) {
    case 'regroup': return [{ record: group, kind: 'place', body: { kind: 'edit', set: { parent: village } } }]
    case 'add': {
      const record = randomUUID()
      added.push(record)
      return [{ record, kind: 'place', body: { kind: 'create', move: 'add', set: { name: `新组${each.on}`, level: 'group', parent: village, order: 9, from: each.on } } }]
    }
    case 'endGroup': return [{ record: group, kind: 'place', body: { kind: 'move', move: 'end', set: { until: each.on } } }]
    case 'retireGroup': {
      const [record] = added.splice(0, 1)
      return record === undefined ? [] : [{ record, kind: 'place', body: { kind: 'move', move: 'retire', set: {} } }]
    }
    case 'reword': return [{ record: randomUUID(), kind: 'option', body: { kind: 'create', move: 'add', set: { field: 'dispute.result', code: 'failed', label: `没有调成${each.on}` } } }]
  }
}
