import { apply } from '../core/apply'
import { isCountedBy } from '../core/figure'
import type { Op, StoredRecord } from '../core/op'
import { configOf } from '../domain/config'
import { outreach } from '../domain/outreach'
import { REGISTRY } from '../domain/registry'
import { work } from '../domain/work'
import { choicesOf } from './options'
import { valueText, type Reading } from './recordText'

const PLACE = '01900000-0000-7000-8000-000000000001'
const TODAY = '2026-06-15'
const kept = (kind: string, id: string, values: StoredRecord['values']): StoredRecord => ({ id, kind, stage: 'kept', values, written: [], n: 1, createdBy: 'p' })
const option = (field: string, code: string, label: string, more: StoredRecord['values'] = {}): StoredRecord => kept('option', `${field}${code}`, { field, code, label, ...more })
/** 6·5 环境日 is the county's own, 防诈骗宣传 is called otherwise, 赶集日 is retired; 护林 is a register of its own. */
const config = configOf(3, [
  option('outreach.themeDay', 'environment', '6·5环境日'), option('outreach.themeDay', 'fraud', '反诈宣传'), option('outreach.themeDay', 'marketDay', '赶集日', { isRetired: true }),
  option('outreach.channel', 'bus', '客运站'), option('work.category', 'forest', '护林巡查'), option('work.measure', 'hill', '座'),
  kept('setting', 's', { name: '量词/forest', text: 'hill' }),
  kept('setting', 't', { name: '量词/posting', text: 'nonsense' }),
])
const reading: Reading = { config, names: new Map(), today: TODAY }

function record(kind: 'outreach' | 'work', set: Readonly<Record<string, string | number>>): StoredRecord {
  const op: Op = { id: '', device: 'd', seq: 1, schema: 1, kind, record: 'r', base: 0, body: { kind: 'create', move: 'record', set: { place: PLACE, ...set } }, claimedAt: '' }
  const outcome = apply(REGISTRY, config, null, op, { n: 1, author: { person: 'p', roles: [], unit: null }, today: TODAY })
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome.refusal))
  return outcome.record
}
const texts = (path: string, picked: readonly string[] = []): readonly string[] => choicesOf(config, outreach, path, picked).map(({ text }) => text)

test('a county\'s own theme day and channel stand in the form, in the conditions of a list and in a figure', () => {
  expect(texts('themeDay')).toEqual(expect.arrayContaining(['6·5环境日', '反诈宣传', '民法典']))
  expect(texts('channel')).toContain('客运站')
  const held = record('outreach', { kind: 'campaign', heldOn: TODAY, themeDay: 'environment', channel: 'bus' })
  const figure = { kind: 'outreach', where: { themeDay: ['environment'] }, over: { kind: 'flow', date: 'heldOn' }, measure: { kind: 'count' } } as const
  expect(isCountedBy(outreach, figure, { from: TODAY, to: TODAY }, () => true, held)).toBe(true)
  expect(valueText(outreach, 'themeDay', outreach.fields.themeDay, held.values.themeDay, reading)).toBe('6·5环境日')
})

test('a retired one is not offered, and what was written with it is read as before', () => {
  expect(texts('themeDay')).not.toContain('赶集日')
  expect(texts('themeDay', ['marketDay'])).toContain('赶集日')
  const old = record('outreach', { kind: 'campaign', heldOn: TODAY, themeDay: 'marketDay' })
  expect(valueText(outreach, 'themeDay', outreach.fields.themeDay, old.values.themeDay, reading)).toBe('赶集日')
})

test('whom it was for follows from its kind unless somebody says otherwise', () => {
  expect(record('outreach', { kind: 'campaign', heldOn: TODAY }).values.audience).toBe('public')
  expect(record('outreach', { kind: 'exam', heldOn: TODAY }).values.audience).toBe('cadres')
  expect(record('outreach', { kind: 'exam', heldOn: TODAY, audience: 'public' }).values.audience).toBe('public')
})

test('a category counts in its measure, a county\'s own in the one the county set', () => {
  expect(record('work', { category: 'posting', on: TODAY, times: 3, column: 'village' }).values).toMatchObject({ times: 3, quantity: 3, measure: 'item' })
  expect(record('work', { category: 'forest', on: TODAY, times: 12 }).values).toMatchObject({ times: 12, quantity: 12, measure: 'hill' })
  expect(record('work', { category: 'posting', on: TODAY, quantity: 920, column: 'village' }).values).toMatchObject({ times: 1, quantity: 920, measure: 'item' })
  expect(record('work', { category: 'knock', on: TODAY }).values).not.toHaveProperty('measure')
  expect(valueText(work, 'category', work.fields.category, 'forest', reading)).toBe('护林巡查')
})
