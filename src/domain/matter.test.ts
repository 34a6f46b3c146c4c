import { apply, canMove } from '../core/apply'
import { EMPTY_CONFIG } from '../core/config'
import type { Value } from '../core/field'
import type { Op, Outcome, Patch, RowPatches, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { matter } from './matter'
import { REGISTRY } from './registry'

const PLACE = '01900000-0000-7000-8000-000000000001'
const UNIT = '01900000-0000-7000-8000-000000000002'
const DISPUTE = '01900000-0000-7000-8000-000000000003'

/** One matter from its creation on: each act on its own day, by the same person's phone. */
function story(...acts: readonly (readonly [move: string, today: string, set?: Patch, rows?: RowPatches])[]): { readonly record: StoredRecord | null; readonly last: Outcome } {
  let record: StoredRecord | null = null
  let last: Outcome = { kind: 'rejected', refusal: { code: 'badOp' } }
  acts.forEach(([move, today, set = {}, rows], index) => {
    const n = index + 1
    const body = { kind: record === null ? 'create' : 'move', move, set, ...(rows === undefined ? {} : { rows }) } as Op['body']
    const op: Op = { id: '', device: 'd', seq: n, schema: 1, kind: 'matter', record: 'r', base: record?.n ?? 0, body, claimedAt: '' }
    last = apply(REGISTRY, EMPTY_CONFIG, record, op, { n, author: { person: 'p', roles: [], unit: null }, today })
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
