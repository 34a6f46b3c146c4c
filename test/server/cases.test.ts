import { randomUUID } from 'node:crypto'
import type { Patch, RowPatches, StoredRecord } from '../../src/core/op'
import type { Me, OpResult } from '../../src/core/protocol'
import { must } from '../../src/core/assert'
import type { RecordType } from '../../src/core/recordType'
import { REGISTRY } from '../../src/domain/registry'
import { villagerOf } from '../../src/domain/role'
import { refusalAdvice } from '../../src/domain/words'
import { push } from '../../src/server/push'
import { everything } from '../../src/server/everything'
import { readCurrent, recordOf } from '../../src/server/versions'
import { withDatabase } from './database'
import { deviceOf, openTown, opOf, type TestDevice, type Town } from './town'

/** Cases on a real server: whole lives, and everything that must not be done to them. Domain tests walk all of it; here it is pushed. */
const database = withDatabase()
let town: Town
let people: Readonly<Record<'grid' | 'mediator' | 'leader' | 'dispatcher' | 'handler' | 'county' | 'stranger' | 'villager', Me>>
const devices = new Map<Me, TestDevice>()

beforeAll(async () => {
  town = await openTown(database.db)
  const person = (role: string, at: string, stream: string): Me => ({ person: randomUUID(), name: role, county: town.county, unit: randomUUID(), roles: [role], grants: [{ role, place: at, stream }] })
  people = {
    grid: town.zhang, mediator: town.li, leader: town.zhao, stranger: town.qian, dispatcher: person('dispatcher', town.township, town.township),
    handler: person('handler', town.township, town.township), county: person('countyCentre', town.county, town.county), villager: villagerOf(town.township, town.county),
  }
})

interface Act {
  readonly by: Me
  readonly move: string
  readonly set?: Patch
  readonly rows?: RowPatches
  /** The change the author had seen; the last one, unless the phone was behind. */
  readonly base?: number
}

/** One op by its author's phone: what the server says to it, in one word or sentence. */
async function put(record: string, kind: 'dispute' | 'matter', { by, move, set = {}, rows = {}, base }: Act): Promise<string> {
  const device = devices.get(by) ?? deviceOf(by.person)
  devices.set(by, device)
  const before = await stored(kind, record)
  const body = move === 'edit' ? { kind: 'edit' as const, set, rows } : { kind: before === null ? ('create' as const) : ('move' as const), move, set, rows }
  const op = opOf(device, { record, kind, body, base: base ?? before?.n ?? 0 })
  const pushed = await push(town.deps, { me: by, devices: [device.name] }, { stream: town.township, ops: [op], waiting: 1 })
  return said(pushed?.answer.results[0])
}

function said(result: OpResult | undefined): string {
  if (result?.kind !== 'rejected') return result?.kind ?? 'no answer'
  return result.refusal.code === 'rule' ? result.refusal.say : result.refusal.code
}

/** As the database holds it. */
async function stored(kind: 'dispute' | 'matter', record: string): Promise<StoredRecord | null> {
  const [row] = await readCurrent(database.db.sql, must<RecordType>(REGISTRY[kind], kind), town.township, [record], everything('judging'))
  return row === undefined ? null : recordOf(town.deps, kind, row, true)
}

/** Every act has to be taken. */
async function live(kind: 'dispute' | 'matter', ...acts: readonly Act[]): Promise<string> {
  const record = randomUUID()
  for (const act of acts) expect([act.move, await put(record, kind, act)]).toEqual([act.move, 'applied'])
  return record
}

const told = (by: Me): Act => ({ by, move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-05-06', summary: '田埂的事' } })
const accept = (by: Me): Act => ({ by, move: 'accept', set: { acceptedOn: '2026-05-07', handler: by.person } })
const mediate = (by: Me, on: string, row: string): Act => ({ by, move: 'mediate', rows: { sessions: { [row]: { set: { on, record: '摆到桌上说' } } } } })
const AGREED = { result: 'success', form: 'written', agreement: '各退一步' } as const

test('a land dispute goes up from the village to the county and down to an agreement that a court confirms', async () => {
  const { mediator, dispatcher, county } = people
  const record = await live('dispute',
    told(people.grid), accept(mediator), mediate(mediator, '2026-05-10', 's1'),
    { by: mediator, move: 'escalate', set: { escalateTo: 'township', escalateReason: '谈不拢', escalatedOn: '2026-05-12' } },
    { by: dispatcher, move: 'takeOver' }, mediate(mediator, '2026-05-18', 's2'),
    { by: mediator, move: 'escalate', set: { escalateTo: 'county', escalateReason: '涉及两个乡', escalatedOn: '2026-05-19' } },
    { by: county, move: 'takeOver' }, mediate(county, '2026-05-22', 's3'),
    { by: county, move: 'extend', set: { extendedTo: '2026-06-30' } },
    { by: county, move: 'close', set: { ...AGREED, closedOn: '2026-05-26', courtConfirmation: 'wanted' } },
    { by: county, move: 'applyCourt', set: { courtAppliedOn: '2026-06-01', court: '试县人民法院' } },
    { by: county, move: 'courtDecided', set: { courtConfirmation: 'confirmed', courtDecidedOn: '2026-06-10', courtNo: '1号' } },
    { by: county, move: 'fulfil', set: { fulfilment: 'done', fulfilledOn: '2026-06-01' } },
    { by: county, move: 'followUp', rows: { followUps: { f1: { set: { on: '2026-06-12', finding: '都好' } } } } },
    { by: mediator, move: 'archive' })
  const { stage, values } = must(await stored('dispute', record), 'the dispute')
  expect([stage, values.levelAccepted, values.levelClosed, values.level, values.difficulty, values.courtUntil, values.dueOn]).toEqual(['archived', 'village', 'county', 'county', 'hard', '2026-06-25', '2026-06-07'])
  expect([values.caseNo, values.agreementNo]).toEqual(['调〔2026〕1号', '调协〔2026〕1号'])
})

test('a move from a stage that has passed meanwhile is refused, says where it stands, and neither side loses a word', async () => {
  const record = await live('dispute', told(people.grid), accept(people.mediator))
  const seen = must(await stored('dispute', record), 'the dispute').n
  expect(await put(record, 'dispute', { by: people.mediator, move: 'close', set: { ...AGREED, closedOn: '2026-05-20' } })).toBe('applied')
  const late: Act = { ...mediate(people.grid, '2026-05-19', 's9'), base: seen }
  expect(await put(record, 'dispute', late)).toBe('stageMoved')
  const { stage, values } = must(await stored('dispute', record), 'the dispute')
  expect([stage, values.result, values.sessions]).toEqual(['closed', 'success', undefined])
  const [kept] = await database.db.sql<{ outcome: unknown; sealed: boolean }[]>`
    select outcome, sealed is not null as sealed from op where stream = ${town.township} and record = ${record} and n is null`
  expect(kept).toMatchObject({ outcome: { kind: 'rejected', refusal: { code: 'stageMoved', stage: 'closed' } }, sealed: true })
  expect(refusalAdvice({ code: 'stageMoved', stage: 'closed' }, REGISTRY.dispute)).toEqual({ what: '这一件已经是“已调结”，这一步办不了了', then: '您写的都留着。请打开看看现在的情况，再定怎么办。' })
})

describe('bad days', () => {
  test.each<readonly [string, Act['move'], Patch, RowPatches, string]>([
    ['a session before acceptance', 'mediate', {}, { sessions: { s1: { set: { on: '2026-05-06' } } } }, '调解要在受理以后，请改受理日期或这次调解的日期'],
    ['an inquiry before acceptance', 'inquire', {}, { inquiries: { i1: { set: { on: '2026-05-06' } } } }, '调查要在受理以后，请改受理日期或这次调查的日期'],
    ['closing before acceptance', 'close', { ...AGREED, closedOn: '2026-05-06' }, {}, '调结日期不能早于受理日期'],
    ['closing before it was told', 'close', { ...AGREED, reportedOn: '2026-05-12', closedOn: '2026-05-11' }, {}, '调结日期不能早于登记日期'],
    ['closing tomorrow week', 'close', { ...AGREED, closedOn: '2026-06-23' }, {}, '调结日期还没到'],
    ['a visit before closing', 'edit', {}, { followUps: { f1: { set: { on: '2026-05-20' } } } }, '回访要在调结以后，请改这次回访的日期'],
    ['up to where it is', 'escalate', { escalateTo: 'village', escalateReason: '谈不拢' }, {}, '只能上报到更高的一级'],
    ['nothing of what is needed', 'close', { result: 'success', form: 'oral' }, {}, 'missing'],
    ['an emptied type', 'edit', { type: null }, {}, 'missing'],
  ])('%s is refused in plain words, and the case is as it was', async (_what, move, set, rows, say) => {
    const record = await live('dispute', told(people.grid), accept(people.mediator))
    const before = await stored('dispute', record)
    expect(await put(record, 'dispute', { by: people.mediator, move, set, rows })).toBe(say)
    expect(await stored('dispute', record)).toEqual(before)
  })
})

test('who may not, may not: nothing of it reaches the record', async () => {
  const theirs = await live('dispute', told(people.mediator), accept(people.mediator))
  const before = await stored('dispute', theirs)
  const close: Patch = { ...AGREED, closedOn: '2026-05-20' }
  const tried: readonly (readonly [keyof typeof people, string, Patch, string])[] = [
    ['grid', 'close', close, 'notAllowed'], ['leader', 'close', close, 'notAllowed'], ['dispatcher', 'close', close, 'notAllowed'], ['handler', 'close', close, 'notAllowed'],
    ['county', 'close', close, 'notAllowed'], ['villager', 'close', close, 'notAllowed'], ['dispatcher', 'confirmRoute', {}, 'stageMoved'],
    ['leader', 'withdraw', { withdrawReason: '不要了' }, 'notAllowed'], ['county', 'extend', { extendedTo: '2026-06-30' }, 'notAllowed'], ['grid', 'edit', { amount: 1 }, 'notAllowed'],
  ]
  for (const [who, move, set, answer] of tried) expect([who, move, await put(theirs, 'dispute', { by: people[who], move, set })]).toEqual([who, move, answer])
  expect(await put(theirs, 'dispute', { by: people.stranger, move: 'close', set: close })).toBe('outOfScope')
  expect(await stored('dispute', theirs)).toEqual(before)
})

describe('a matter', () => {
  const brought = (): Act => ({ by: people.grid, move: 'register', set: { kind: 'help', place: town.east, receivedOn: '2026-05-06', summary: '路灯不亮' } })
  const handled = (): readonly Act[] => {
    const { dispatcher, handler } = people
    return [
      { by: dispatcher, move: 'assign', set: { leadUnit: must(handler.unit, 'a unit'), assignedOn: '2026-05-07' } }, { by: handler, move: 'sign', set: { handler: handler.person } },
      { by: people.leader, move: 'urge', rows: { urges: { u1: { set: { on: '2026-05-20', note: '请抓紧' } } } } },
      { by: handler, move: 'resolve', set: { resolvedOn: '2026-05-25', reply: '换了灯' } }, { by: dispatcher, move: 'feedBack', set: { fedBackOn: '2026-05-26' } },
    ]
  }

  test('is assigned, chased, resolved, rated badly by the villager, reopened with a new limit, resolved and rated again', async () => {
    const { dispatcher, handler, villager } = people
    const record = await live('matter', brought(), ...handled())
    expect(must(await stored('matter', record), 'the matter').values.dueOn).toBe('2026-05-18')
    expect(await put(record, 'matter', { by: handler, move: 'rate', set: { rating: 'satisfied' } })).toBe('notAllowed')
    expect(await put(record, 'matter', { by: villager, move: 'rate', set: { rating: 'dissatisfied', ratedOn: '2026-06-01' } })).toBe('applied')
    expect(must(await stored('matter', record), 'the matter').values.ratedVia).toBe('villager')
    expect(await put(record, 'matter', { by: dispatcher, move: 'reopen' })).toBe('applied')
    expect(must(await stored('matter', record), 'the matter').values).toMatchObject({ dueOn: '2026-06-10', reworked: true })
    expect(await put(record, 'matter', { by: handler, move: 'resolve', set: { resolvedOn: '2026-06-05' } })).toBe('applied')
    expect(await put(record, 'matter', { by: dispatcher, move: 'feedBack', set: { fedBackOn: '2026-06-05' } })).toBe('applied')
    expect(await put(record, 'matter', { by: villager, move: 'rate', set: { rating: 'satisfied', ratedOn: '2026-06-08' } })).toBe('applied')
    expect(await put(record, 'matter', { by: dispatcher, move: 'archive' })).toBe('applied')
    expect(must(await stored('matter', record), 'the matter').stage).toBe('archived')
  })

  test('can be rated on its page and nothing else: not early, not protected, not changed', async () => {
    const record = await live('matter', brought())
    const rate: Act = { by: people.villager, move: 'rate', set: { rating: 'satisfied' } }
    expect(await put(record, 'matter', rate)).toBe('stageMoved')
    expect(await put(record, 'matter', { by: people.villager, move: 'withdraw', set: { withdrawReason: '不说了' } })).toBe('notAllowed')
    expect(await put(record, 'matter', { by: people.villager, move: 'edit', set: { summary: '改了' } })).toBe('notAllowed')
    expect(await put(randomUUID(), 'matter', { ...brought(), by: people.villager })).toBe('notAllowed')
    const hidden = await live('matter', { ...brought(), set: { ...brought().set, compartment: 'minor' } })
    expect(await put(hidden, 'matter', rate)).toBe('notAllowed')
  })

  test('that became a dispute, or was merged, comes back only where the table says', async () => {
    const dispute = await live('dispute', told(people.grid))
    const record = await live('matter', brought(), { by: people.grid, move: 'becomeDispute', set: { becameDispute: dispute, resolvedOn: '2026-05-08' } })
    expect(await put(record, 'matter', { by: people.dispatcher, move: 'assign', set: { leadUnit: randomUUID() } })).toBe('stageMoved')
    const [first, second] = [await live('matter', brought()), await live('matter', brought())]
    expect(await put(second, 'matter', { by: people.dispatcher, move: 'merge', set: { mergedInto: second } })).not.toBe('applied')
    const before = must(await stored('matter', second), 'the matter')
    expect(await put(second, 'matter', { by: people.dispatcher, move: 'merge', set: { mergedInto: first } })).toBe('applied')
    expect(await put(second, 'matter', { by: people.dispatcher, move: 'unmerge' })).toBe('applied')
    const after = must(await stored('matter', second), 'the matter')
    expect([after.stage, after.values]).toEqual([before.stage, before.values])
  })
})
