import { apply, canMove } from '../core/apply'
import { EMPTY_CONFIG, type Config } from '../core/config'
import type { Value } from '../core/field'
import type { Op, Outcome, Patch, RowPatches, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { matter } from './matter'
import { REGISTRY } from './registry'

const PLACE = '01900000-0000-7000-8000-000000000001'
const UNIT = '01900000-0000-7000-8000-000000000002'
const DISPUTE = '01900000-0000-7000-8000-000000000003'

/** One matter from its creation on: each act on its own day, by the same person's phone. */
function story(...acts: readonly Act[]): { readonly record: StoredRecord | null; readonly last: Outcome } {
  return storyIn(EMPTY_CONFIG, acts)
}

type Act = readonly [move: string, today: string, set?: Patch, rows?: RowPatches]

function storyIn(config: Config, acts: readonly Act[]): { readonly record: StoredRecord | null; readonly last: Outcome } {
  let record: StoredRecord | null = null
  let last: Outcome = { kind: 'rejected', refusal: { code: 'badOp' } }
  acts.forEach(([move, today, set = {}, rows], index) => {
    const n = index + 1
    const body = { kind: move === 'edit' ? 'edit' : record === null ? 'create' : 'move', ...(move === 'edit' ? {} : { move }), set, ...(rows === undefined ? {} : { rows }) } as Op['body']
    const op: Op = { id: '', device: 'd', seq: n, schema: 1, kind: 'matter', record: 'r', base: record?.n ?? 0, body, claimedAt: '' }
    last = apply(REGISTRY, config, record, op, { n, author: { person: 'p', roles: [], unit: null }, today })
    if (last.kind === 'applied') record = last.record
  })
  return { record, last }
}

const TOLD = ['register', '2026-11-12', { kind: 'help', place: PLACE }] as const
const ASSIGNED = ['assign', '2026-11-12', { leadUnit: UNIT, dueOn: '2026-11-19' }] as const
const FED_BACK = [TOLD, ASSIGNED, ['sign', '2026-11-13'], ['resolve', '2026-11-17'], ['feedBack', '2026-11-18']] as const
const BAD = { rating: 'dissatisfied' } as const

function valueOf(record: StoredRecord | null, name: keyof typeof matter.fields): Value | undefined {
  return own(record?.values ?? {}, name)
}

function refusalOf(outcome: Outcome): string {
  return outcome.kind === 'rejected' ? outcome.refusal.code : 'applied'
}

/** Moves the record could take now. */
function open(record: StoredRecord | null): readonly string[] {
  return record === null ? [] : Object.entries(matter.moves).filter(([, move]) => canMove(move, record)).map(([name]) => name)
}

test('what is answered on the spot is received and settled on one day, and nothing is left to do', () => {
  const { record } = story(['answerOnSpot', '2026-11-12', { kind: 'consult', place: PLACE, receivedOn: '2026-11-10' }])
  expect(record?.stage).toBe('answered')
  expect([valueOf(record, 'receivedOn'), valueOf(record, 'resolvedOn'), valueOf(record, 'outcome')]).toEqual(['2026-11-10', '2026-11-10', 'answered'])
  expect(matter.stages.answered).toMatchObject({ done: true })
})

test('the whole loop: assigned, signed, settled, told back, rated, archived', () => {
  const { record } = story(...FED_BACK, ['rate', '2026-11-20', { rating: 'fairly', ratedVia: 'callBack' }], ['archive', '2026-11-20'])
  expect(record?.stage).toBe('archived')
  expect(['assignedOn', 'signedOn', 'resolvedOn', 'fedBackOn', 'ratedOn'].map((name) => record?.values[name])).toEqual([
    '2026-11-12', '2026-11-13', '2026-11-17', '2026-11-18', '2026-11-20',
  ])
})

test('dissatisfied once is done again, twice is explained in writing, and only then', () => {
  const once = story(...FED_BACK, ['rate', '2026-11-20', BAD])
  expect(open(once.record)).toContain('reopen')
  expect(open(once.record)).not.toContain('explain')
  expect(open(once.record)).not.toContain('archive')
  const again = [...FED_BACK, ['rate', '2026-11-20', BAD], ['reopen', '2026-11-21']] as const
  expect([valueOf(story(...again).record, 'rating'), valueOf(story(...again).record, 'resolvedOn')]).toEqual([undefined, undefined])
  const twice = story(...again, ['resolve', '2026-11-25'], ['feedBack', '2026-11-25'], ['rate', '2026-11-26', BAD])
  expect(open(twice.record)).toContain('explain')
  expect(open(twice.record)).not.toContain('reopen')
})

test('an extension is asked and then agreed to, for the day asked unless another is named', () => {
  const asked = [TOLD, ASSIGNED, ['askExtension', '2026-11-18', { extendTo: '2026-11-30', extendReason: '等配件' }]] as const
  expect(open(story(...asked).record)).not.toContain('askExtension')
  expect(valueOf(story(...asked, ['extend', '2026-11-18']).record, 'dueOn')).toBe('2026-11-30')
  expect(valueOf(story(...asked, ['extend', '2026-11-18', { dueOn: '2026-11-25' }]).record, 'dueOn')).toBe('2026-11-25')
  expect(open(story(TOLD, ASSIGNED).record)).not.toContain('extend')
})

test('sent back, it is nobody\'s until it is assigned again', () => {
  const { record } = story(TOLD, ASSIGNED, ['sendBack', '2026-11-13', { sendBackReason: '不归我们管' }])
  expect([record?.stage, valueOf(record, 'leadUnit'), valueOf(record, 'handler')]).toEqual(['registered', undefined, undefined])
})

test('one that becomes a dispute names it, is settled that day and goes no further here', () => {
  const { record } = story(TOLD, ['becomeDispute', '2026-11-14', { becameDispute: DISPUTE }])
  expect([record?.stage, valueOf(record, 'outcome'), valueOf(record, 'resolvedOn')]).toEqual(['becameDispute', 'dispute', '2026-11-14'])
  expect(open(record)).toEqual(['correct', 'withdraw'])
  expect(refusalOf(story(TOLD, ['becomeDispute', '2026-11-14']).last)).toBe('missing')
})

test('nobody is named in an anonymous matter', () => {
  const named = story(['register', '2026-11-12', { ...TOLD[2], anonymous: true }, { people: { p1: { set: { name: '马某' } } } }])
  expect(refusalOf(named.last)).toBe('rule')
  expect(refusalOf(story(['register', '2026-11-12', { ...TOLD[2], anonymous: true }]).last)).toBe('applied')
})

describe('the limit in working days', () => {
  const YEAR_2026 = '2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 | 2026-02-14 2026-02-28'
  const config: Config = { ...EMPTY_CONFIG, settings: { '放假/2026': YEAR_2026, '说事期限/consult': 3, '说事期限/complain': 15 } }
  const dueOn = (kind: string, assignedOn: string, within: Config = config): Value | undefined => valueOf(storyIn(within, [
    ['register', assignedOn, { kind, place: PLACE, receivedOn: assignedOn }], ['assign', assignedOn, { leadUnit: UNIT }],
  ]).record, 'dueOn')

  test.each([
    ['help', '2026-03-02', '2026-03-11'], ['consult', '2026-03-02', '2026-03-05'], ['complain', '2026-03-02', '2026-03-23'], ['consult', '2026-02-12', '2026-02-24'],
    ['consult', '2026-02-14', '2026-02-26'], ['help', '2026-12-28', '2027-01-06'], ['consult', '2028-02-28', '2028-03-02'], ['consult', '2026-02-27', '2026-03-03'],
  ])('of a matter of kind %s, handed out on %s, ends on %s', (kind, assignedOn, last) => {
    expect(dueOn(kind, assignedOn)).toBe(last)
  })

  test('is the county’s one number where it has none by kind, and a day that was named stands', () => {
    expect(dueOn('help', '2026-03-02', { ...config, settings: { 说事期限: 10 } })).toBe('2026-03-16')
    const named = storyIn(config, [['register', '2026-03-02', { kind: 'help', place: PLACE }], ['assign', '2026-03-02', { leadUnit: UNIT, dueOn: '2026-03-31' }]])
    expect(valueOf(named.record, 'dueOn')).toBe('2026-03-31')
  })

  test('runs anew when it is handed to another unit, and when it is done again', () => {
    const again = storyIn(config, [...FED_BACK, ['rate', '2026-11-20', BAD], ['reopen', '2026-11-20']])
    expect([valueOf(again.record, 'dueOn'), valueOf(again.record, 'ratedOn')]).toEqual(['2026-12-01', undefined])
    expect(valueOf(storyIn(config, [TOLD, ASSIGNED, ['reassign', '2026-11-17', { leadUnit: UNIT }]]).record, 'dueOn')).toBe('2026-11-26')
  })
})

test.each<readonly [string, Act, string]>([
  ['settled before it was received', ['resolve', '2026-11-17', { resolvedOn: '2026-11-11' }], '办结日期不能早于受理日期'],
  ['settled next week', ['resolve', '2026-11-17', { resolvedOn: '2026-11-24' }], '办结日期还没到'],
  ['a step before it was received', ['handle', '2026-11-17', {}, { steps: { s1: { set: { on: '2026-11-11' } } } }], '办理要在受理以后，请改这次办理的日期'],
  ['urged before it was received', ['urge', '2026-11-17', {}, { urges: { u1: { set: { on: '2026-11-11' } } } }], '督办要在受理以后，请改这次督办的日期'],
  ['a limit before it was received', ['edit', '2026-11-17', { dueOn: '2026-11-01' }], '办理期限不能早于受理日期'],
])('%s is refused: it says which', (_what, act, say) => {
  const { last } = story(TOLD, ASSIGNED, ['sign', '2026-11-13'], act)
  expect(last).toEqual({ kind: 'rejected', refusal: { code: 'rule', say } })
})
