import { apply } from '../core/apply'
import { EMPTY_CONFIG } from '../core/config'
import type { Values } from '../core/field'
import type { Op, Patch } from '../core/op'
import { REGISTRY, type Kind } from './registry'

const PLACE = '01900000-0000-7000-8000-000000000001'
const UNIT = '01900000-0000-7000-8000-000000000002'

function write(kind: Kind, move: string, set: Patch): Values | string {
  const op: Op = { id: '', device: 'd', seq: 1, schema: 1, kind, record: 'r', base: 0, body: { kind: 'create', move, set: { place: PLACE, ...set } }, claimedAt: '' }
  const outcome = apply(REGISTRY, EMPTY_CONFIG, null, op, { n: 1, author: { person: 'p', roles: [], unit: null }, today: '2026-11-20' })
  if (outcome.kind === 'applied') return outcome.record.values
  return outcome.refusal.code === 'missing' ? `missing ${outcome.refusal.fields.join()}` : outcome.refusal.code
}

test('a posting is one time and one piece of information, unless it stands for more', () => {
  expect(write('work', 'record', { category: 'posting', column: 'relief' })).toMatchObject({ times: 1, quantity: 1, measure: 'item', on: '2026-11-20' })
  expect(write('work', 'record', { category: 'posting', column: 'relief', times: 310, quantity: 920 })).toMatchObject({ times: 310, quantity: 920 })
  expect(write('work', 'record', { category: 'system', sphere: 'duty', times: 6 })).toMatchObject({ times: 6, quantity: 6, measure: 'one' })
})

test('a category asks only for what belongs to it', () => {
  expect(write('work', 'record', { category: 'meeting' })).toBe('missing meeting')
  expect(write('work', 'record', { category: 'counsel' })).toBe('missing service')
  expect(write('work', 'record', { category: 'knock', times: 800 })).toMatchObject({ times: 800 })
  expect(write('work', 'record', { category: 'knock' })).not.toHaveProperty('quantity')
})

test('who an event is for follows from its kind, unless somebody says otherwise', () => {
  expect(write('outreach', 'record', { kind: 'campaign' })).toMatchObject({ audience: 'public' })
  expect(write('outreach', 'record', { kind: 'centreGroup' })).toMatchObject({ audience: 'cadres' })
  expect(write('outreach', 'record', { kind: 'preaching', audience: 'cadres' })).toMatchObject({ audience: 'cadres' })
})

test('more cannot have passed than sat, nor come for the first time than came', () => {
  expect(write('outreach', 'record', { kind: 'exam', expected: 80, sat: 78, passed: 79 })).toBe('rule')
  expect(write('outreach', 'record', { kind: 'training', attended: 30, firstTime: 31 })).toBe('rule')
  expect(write('outreach', 'record', { kind: 'exam', expected: 80, sat: 78, passed: 78 })).toMatchObject({ passed: 78 })
})

test('本期无新增 is one tap for a place and a period', () => {
  expect(write('screening', 'nothingNew', { from: '2026-11-01' })).toEqual({
    place: PLACE, from: '2026-11-01', to: '2026-11-20', nothingNew: true, found: 0, prevented: 0, times: 1,
  })
})

test('a period that is not over cannot be confirmed', () => {
  const period = { what: 'massIncident', unit: UNIT, from: '2026-01-01' }
  expect(write('confirmation', 'confirmNone', { ...period, to: '2026-12-31' })).toBe('rule')
  expect(write('confirmation', 'confirmNone', { ...period, to: '2026-11-20' })).toMatchObject({ none: true, happened: 0, confirmedOn: '2026-11-20' })
  expect(write('confirmation', 'confirmSome', { ...period, to: '2026-11-20' })).toBe('missing happened')
})

test('an identity belongs to a person, a title has a level', () => {
  expect(write('roster', 'record', { item: 'mediator' })).toBe('rule')
  expect(write('roster', 'record', { item: 'mediator', person: UNIT })).toMatchObject({ item: 'mediator' })
  expect(write('roster', 'record', { item: 'modelVillage' })).toBe('missing level')
  expect(write('roster', 'record', { item: 'lawSite', name: '法治广场' })).toMatchObject({ name: '法治广场' })
})
