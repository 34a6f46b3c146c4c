import fc from 'fast-check'
import { apply } from '../core/apply'
import { EMPTY_CONFIG, type Config } from '../core/config'
import { own } from '../core/own'
import type { Op, Patch, RowPatches, StoredRecord } from '../core/op'
import { addDays, addMonths, daysBetween } from '../core/period'
import { placesOf } from '../core/place'
import { REGISTRY } from './registry'

const at = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 0, from: null, until: null })
const [TOWN, VILLAGE, COMMUNITY, STREET, QUARTER] = [1, 2, 3, 4, 5].map((digit) => `01900000-0000-7000-8000-00000000000${digit}`) as [string, string, string, string, string]
const YEAR_2026 = '2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 | 2026-02-14 2026-02-28'
const CONFIG: Config = {
  ...EMPTY_CONFIG, settings: { '放假/2026': YEAR_2026 },
  places: placesOf([at(TOWN, 'township', null), at(VILLAGE, 'village', TOWN), at(COMMUNITY, 'community', TOWN), at(STREET, 'street', null), at(QUARTER, 'community', STREET)]),
}

type Act = readonly [move: string, set?: Patch, rows?: RowPatches]

/** One dispute from its creation on, by a mediator's phone; what the last act was refused for, else the record. */
function after(acts: readonly Act[], today = '2028-12-31'): StoredRecord | string {
  let record: StoredRecord | null = null
  for (const [move, set = {}, rows = {}] of acts) {
    const n: number = (record?.n ?? 0) + 1
    const body: Op['body'] = move === 'edit' ? { kind: 'edit', set, rows } : { kind: record === null ? 'create' : 'move', move, set, rows }
    const op: Op = { id: '', device: 'd', seq: n, schema: 1, kind: 'dispute', record: 'r', base: n - 1, body, claimedAt: '' }
    const outcome = apply(REGISTRY, CONFIG, record, op, { n, author: { person: 'p', roles: ['mediator'], unit: null }, today })
    if (outcome.kind === 'rejected') return 'say' in outcome.refusal ? outcome.refusal.say : 'fields' in outcome.refusal ? outcome.refusal.fields.join() : outcome.refusal.code
    record = outcome.record
  }
  return record ?? ''
}
function valuesAfter(acts: readonly Act[], ...names: readonly string[]): readonly unknown[] {
  const record = after(acts)
  return names.map((name) => (typeof record === 'string' ? record : own(record.values, name)))
}

const accepted = (acceptedOn: string, more: Patch = {}): readonly Act[] =>
  [['register', { type: 'land', place: VILLAGE, reportedOn: acceptedOn, ...more }], ['accept', { acceptedOn }]]
const CLOSING = { result: 'success', form: 'written', agreement: '各退一步' } as const
const closed = (acceptedOn: string, closedOn: string, more: Patch = {}): readonly Act[] => [...accepted(acceptedOn), ['close', { ...CLOSING, closedOn, ...more }]]

describe('a month from acceptance', () => {
  test.each([
    ['2026-03-05', '2026-04-05'], ['2026-01-31', '2026-02-28'], ['2028-01-31', '2028-02-29'], ['2028-01-29', '2028-02-29'], ['2026-01-29', '2026-02-28'],
    ['2026-03-31', '2026-04-30'], ['2026-12-31', '2027-01-31'], ['2028-02-29', '2028-03-29'], ['2026-10-01', '2026-11-01'],
  ])('%s → %s', (acceptedOn, dueOn) => {
    expect(valuesAfter(accepted(acceptedOn), 'dueOn')).toEqual([dueOn])
  })

  test('is never more than 31 days, and never less than 28', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
      const from = addDays('2024-01-01', days)
      const length = daysBetween(from, addMonths(from, 1))
      expect(length >= 28 && length <= 31).toBe(true)
    }))
  })

  test('follows the day of acceptance when that was wrong, before and after closing', () => {
    expect(valuesAfter([...accepted('2026-03-05'), ['edit', { acceptedOn: '2026-03-12' }]], 'dueOn')).toEqual(['2026-04-12'])
    expect(valuesAfter([...closed('2026-03-05', '2026-03-20'), ['correct', { acceptedOn: '2026-03-12' }]], 'dueOn')).toEqual(['2026-04-12'])
  })

  test('is put off by both sides to a later day, which does not move the month itself', () => {
    expect(valuesAfter([...accepted('2026-03-05'), ['extend', { extendedTo: '2026-05-31' }]], 'dueOn', 'extendedTo')).toEqual(['2026-04-05', '2026-05-31'])
    expect(after([...accepted('2026-03-05'), ['extend', { extendedTo: '2026-03-04' }]])).toBe('延到的日期不能早于受理日期')
    expect(after([...accepted('2026-03-05'), ['extend']])).toBe('extendedTo')
  })
})

describe('thirty days to ask the court', () => {
  test.each([
    ['on a working day', '2026-03-04', '2026-04-03'],
    ['ends on a Saturday: on to Monday', '2026-03-05', '2026-04-06'],
    ['ends in 春节: on to the day after', '2026-01-18', '2026-02-24'],
    ['ends on the Saturday worked before 春节', '2026-01-15', '2026-02-14'],
    ['ends on the Saturday worked after it', '2026-01-29', '2026-02-28'],
    ['over the end of a leap February', '2028-02-01', '2028-03-02'],
    ['over the border of the year', '2026-12-15', '2027-01-14'],
  ])('%s: %s → %s', (_what, closedOn, last) => {
    expect(valuesAfter(closed('2025-12-20', closedOn), 'effectiveOn', 'courtUntil')).toEqual([closedOn, last])
  })

  test('run from the day the agreement was signed, if that was later, and follow it', () => {
    expect(valuesAfter(closed('2026-03-01', '2026-03-04', { effectiveOn: '2026-03-09' }), 'courtUntil')).toEqual(['2026-04-08'])
    expect(valuesAfter([...closed('2026-03-01', '2026-03-04'), ['edit', { closedOn: '2026-03-09' }]], 'effectiveOn', 'courtUntil')).toEqual(['2026-03-09', '2026-04-08'])
    expect(valuesAfter([...closed('2026-03-01', '2026-03-04', { effectiveOn: '2026-03-09' }), ['correct', { closedOn: '2026-03-05' }]], 'effectiveOn', 'courtUntil'))
      .toEqual(['2026-03-09', '2026-04-08'])
  })

  test('are there only where there is an agreement', () => {
    expect(valuesAfter([...accepted('2026-03-01'), ['close', { closedOn: '2026-03-04', result: 'failed', toldOtherWays: true }]], 'effectiveOn', 'courtUntil')).toEqual([undefined, undefined])
  })
})

describe('days in their order', () => {
  test.each<readonly [string, readonly Act[], string]>([
    ['closed before it was accepted', closed('2026-03-05', '2026-03-04'), '调结日期不能早于受理日期'],
    ['closed before it was told', [...accepted('2026-03-05'), ['edit', { reportedOn: '2026-03-20' }], ['close', { ...CLOSING, closedOn: '2026-03-19' }]], '调结日期不能早于登记日期'],
    ['closed tomorrow week', closed('2028-12-20', '2029-01-07'), '调结日期还没到'],
    ['accepted in the future', accepted('2029-01-02'), '受理日期还没到'],
    ['in effect before it was closed', closed('2026-03-01', '2026-03-04', { effectiveOn: '2026-03-03' }), '协议生效不能早于调结日期'],
    ['to be kept before it was agreed', closed('2026-03-01', '2026-03-04', { fulfilBy: '2026-03-03' }), '履行期限不能早于调结日期'],
    ['corrected past the day it is to be kept', [...closed('2026-03-01', '2026-03-04', { fulfilBy: '2026-03-10' }), ['correct', { closedOn: '2026-03-11' }]], '履行期限不能早于调结日期'],
    ['a session before acceptance', [...accepted('2026-03-05'), ['mediate', {}, { sessions: { s1: { set: { on: '2026-03-04' } } } }]], '调解要在受理以后，请改受理日期或这次调解的日期'],
    ['a session of what nobody accepted', [['register', { type: 'land', place: VILLAGE }], ['edit', {}, { sessions: { s1: { set: { on: '2026-03-04' } } } }]], '调解要在受理以后，请改受理日期或这次调解的日期'],
    ['a visit before closing', [...closed('2026-03-01', '2026-03-04'), ['followUp', {}, { followUps: { f1: { set: { on: '2026-03-03' } } } }]], '回访要在调结以后，请改这次回访的日期'],
    ['a visit to what is not closed', [...accepted('2026-03-05'), ['edit', {}, { followUps: { f1: { set: { on: '2026-03-09' } } } }]], '回访要在调结以后，请改这次回访的日期'],
    ['an inquiry before acceptance', [...accepted('2026-03-05'), ['inquire', {}, { inquiries: { i1: { set: { on: '2026-03-04' } } } }]], '调查要在受理以后，请改受理日期或这次调查的日期'],
    ['asked of the court before closing', [...closed('2026-03-01', '2026-03-04'), ['applyCourt', { courtAppliedOn: '2026-03-03' }]], '申请司法确认不能早于调结日期'],
    ['taken up before it was accepted', [...accepted('2026-03-05'), ['escalate', { escalateTo: 'township', escalateReason: '谈不拢', escalatedOn: '2026-03-04' }]], '上报日期不能早于受理日期'],
    ['taken up to where it is', [...accepted('2026-03-05'), ['escalate', { escalateTo: 'village', escalateReason: '谈不拢', escalatedOn: '2026-03-06' }]], '只能上报到更高的一级'],
  ])('%s is refused: it says which', (_what, acts, say) => {
    expect(after(acts)).toBe(say)
  })
})

describe('what closing fills in', () => {
  test('success needs an agreement, and what it says; failure that the other ways were told', () => {
    expect(after([...accepted('2026-03-05'), ['close', { closedOn: '2026-03-06', result: 'success' }]])).toBe('form,agreement')
    expect(after([...accepted('2026-03-05'), ['close', { closedOn: '2026-03-06', result: 'success', form: 'oral' }]])).toBe('agreement')
    expect(after([...accepted('2026-03-05'), ['close', { closedOn: '2026-03-06', result: 'failed' }]])).toBe('toldOtherWays')
    expect(valuesAfter([['settleOnSpot', { type: 'land', place: VILLAGE, form: 'oral' }]], 'form', 'summary', 'agreement')).toEqual(['oral', undefined, undefined])
  })

  test.each<readonly [string, string, readonly Act[], readonly unknown[]]>([
    ['in the village', VILLAGE, [], ['village', 'village', 'village']],
    ['in a community', COMMUNITY, [], ['village', 'village', 'community']],
    ['taken up to the township', VILLAGE, [['escalate', { escalateTo: 'township', escalateReason: '谈不拢' }], ['takeOver']], ['village', 'township', 'township']],
    ['taken up to a street', QUARTER, [['escalate', { escalateTo: 'township', escalateReason: '谈不拢' }], ['takeOver']], ['village', 'township', 'street']],
    ['taken up to the county', VILLAGE, [['escalate', { escalateTo: 'county', escalateReason: '谈不拢' }], ['takeOver']], ['village', 'county', undefined]],
    ['sent down again', VILLAGE, [['escalate', { escalateTo: 'township', escalateReason: '谈不拢' }], ['sendDown', { sendDownReason: '村里能办' }]], ['village', 'village', 'village']],
  ])('levels and committee: %s', (_what, place, acts, expected) => {
    const story = [...accepted('2026-03-05', { place }), ...acts, ['close', CLOSING]] as const
    expect(valuesAfter(story, 'levelAccepted', 'levelClosed', 'committee')).toEqual(expected)
  })

  test('a committee, a difficulty and a route somebody chose stand', () => {
    expect(valuesAfter(closed('2026-03-05', '2026-03-06', { difficulty: 'hard' }), 'difficulty', 'route')).toEqual(['hard', 'mediation'])
    expect(valuesAfter([['settleOnSpot', { type: 'land', place: VILLAGE, form: 'oral', route: 'lawyer' }]], 'route', 'committee')).toEqual(['lawyer', undefined])
    expect(valuesAfter([['settleOnSpot', { type: 'land', place: VILLAGE, form: 'oral', committee: 'enterprise' }]], 'committee')).toEqual(['enterprise'])
  })

  test('the leaf of a type follows the type, unless a finer one was chosen', () => {
    expect(valuesAfter([...accepted('2026-03-05'), ['edit', { type: 'marriage' }]], 'detail')).toEqual(['0199'])
    expect(valuesAfter([...accepted('2026-03-05', { detail: '0904' }), ['edit', { type: 'homestead' }]], 'detail')).toEqual(['0904'])
  })
})

describe('taken up again', () => {
  test('it keeps nothing of the last closing, and can be closed on any later day', () => {
    const once = [...closed('2026-03-01', '2026-03-04'), ['applyCourt', { courtAppliedOn: '2026-03-10' }], ['followUp', {}, { followUps: { f1: { set: { on: '2026-03-11' } } } }]] as const
    const again = [...once, ['reopen']] as const
    expect(valuesAfter(again, 'result', 'form', 'closedOn', 'effectiveOn', 'courtUntil', 'courtAppliedOn', 'courtConfirmation', 'difficulty', 'route')).toEqual(Array(9).fill(undefined))
    expect(valuesAfter([...again, ['close', { ...CLOSING, closedOn: '2026-06-01' }]], 'closedOn', 'courtUntil')).toEqual(['2026-06-01', '2026-07-01'])
  })
})

describe('corrected', () => {
  test('to one that failed, it has no agreement any more, though the form no longer asks for one', () => {
    const failed = [...closed('2026-03-01', '2026-03-04'), ['correct', { result: 'failed' }]] as const
    expect(valuesAfter(failed, 'result', 'form', 'effectiveOn', 'courtUntil')).toEqual(['failed', undefined, undefined, undefined])
  })

  test('settled on the spot on another day, it was told that day too', () => {
    const moved = [['settleOnSpot', { type: 'land', place: VILLAGE, form: 'oral', acceptedOn: '2026-03-10' }], ['correct', { acceptedOn: '2026-03-08', closedOn: '2026-03-08' }]] as const
    expect(valuesAfter(moved, 'reportedOn', 'acceptedOn', 'closedOn', 'effectiveOn', 'dueOn', 'courtUntil'))
      .toEqual(['2026-03-08', '2026-03-08', '2026-03-08', '2026-03-08', '2026-04-08', '2026-04-07'])
  })
})
