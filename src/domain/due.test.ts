import fc from 'fast-check'
import { calendarOf } from '../core/calendar'
import { EMPTY_CONFIG, type Config } from '../core/config'
import { fieldAt } from '../core/recordType'
import type { Rows, Values } from '../core/field'
import { hasOwn, own } from '../core/own'
import { addDays, addMonths, daysBetween, type Day } from '../core/period'
import { placesOf } from '../core/place'
import { dayOf, dueOf, idleOf } from './due'
import { DUE_RULES, IDLE_RULES, type DayBy } from './dueRules'
import { TYPES } from './registry'
import { ACTIONS, type Permit } from './roleTable'

const TODAY = '2026-11-20'
const TOWN = { id: 'town', name: '柳湾乡', level: 'township', parent: null, order: 1, from: null, until: null }
const VILLAGE = { id: 'village', name: '石桥村', level: 'village', parent: 'town', order: 1, from: null, until: null }
/** The State Council's 2026 arrangement as far as it matters here: 春节 from 15 to 23 February, with 14 and 28 February worked. */
const SPRING = '2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23 | 2026-02-14 2026-02-28'
const config: Config = { ...EMPTY_CONFIG, n: 1, places: placesOf([TOWN, VILLAGE]), settings: { '放假/2026': SPRING } }
const withSettings = (settings: Config['settings']): Config => ({ ...config, settings: { ...config.settings, ...settings } })

const rows = (...cells: readonly Rows[string]['values'][]): Rows => Object.fromEntries(cells.map((values, at) => [`0${at}`, { values }]))
const dispute = (stage: string, values: Values) => ({ kind: 'dispute', stage, values: { place: 'village', ...values } })
const matter = (stage: string, values: Values) => ({ kind: 'matter', stage, values: { place: 'village', ...values } })
const told = (record: Parameters<typeof dueOf>[0], on: Day = TODAY, by = config): readonly string[] => dueOf(record, by, on).map(({ key, due }) => `${key} ${due}`)

test('every rule names stages, fields and moves that its record type has', () => {
  for (const rule of [...DUE_RULES, ...IDLE_RULES]) {
    const type = TYPES[rule.kind]
    expect(rule.stages.filter((stage) => !hasOwn(type.stages, stage))).toEqual([])
    expect(rule.leads.filter((move) => !hasOwn(type.moves, move))).toEqual([])
    expect(Object.keys(rule.where ?? {}).filter((name) => fieldAt(type, name) === undefined)).toEqual([])
  }
  const days = DUE_RULES.flatMap(({ kind, day, from, until }) => [day, from, until].flatMap((by) => (by === undefined ? [] : [[TYPES[kind], by] as const])))
  for (const [type, by] of days) {
    const names = by.kind === 'lastRow' ? [`${by.rows}.${by.cell}`] : by.fields
    expect(names.map((name) => fieldAt(type, name)?.kind)).toEqual(names.map(() => 'day'))
  }
})

test('in every stage a rule names, one of its moves leads on, and a role it names may make one', () => {
  for (const { key, kind, stages, leads, who, also } of DUE_RULES) {
    const moves: Readonly<Record<string, { readonly from: readonly string[] }>> = TYPES[kind].moves
    const mayLag = key === 'dispute.month' || key === 'dispute.extended' ? ['escalating'] : []
    expect([key, stages.filter((stage) => !mayLag.includes(stage) && !leads.some((move) => own(moves, move)?.from.includes(stage)))]).toEqual([key, []])
    const permits = [who, also].flatMap((role) => (role === undefined ? [] : [ACTIONS[role][kind] as Permit | undefined]))
    expect([key, permits.every((permit) => permit?.moves === 'all' || leads.some((move) => permit?.moves?.includes(move)))]).toEqual([key, true])
  }
})

test('a dispute is due a month after it was accepted, or on the day both sides agreed to', () => {
  expect(told(dispute('accepted', { dueOn: '2026-12-01' }))).toEqual(['dispute.month 2026-12-01'])
  expect(told(dispute('mediating', { dueOn: '2026-11-01', extendedTo: '2026-12-10' }))).toEqual(['dispute.extended 2026-12-10'])
  expect(told(dispute('closed', { dueOn: '2026-11-01', result: 'failed' }))).toEqual([])
  expect(told(dispute('withdrawn', { dueOn: '2026-11-01' }))).toEqual([])
})

test('the session both sides were told of is due, as the last one says', () => {
  const sessions = rows({ on: '2026-11-01', outcome: 'goesOn', next: '2026-11-08' }, { on: '2026-11-08', outcome: 'goesOn', next: '2026-11-22' })
  expect(told(dispute('mediating', { sessions }))).toEqual(['dispute.session 2026-11-22'])
  const held = { ...sessions, '02': { values: { on: '2026-11-22', outcome: 'failed' } } }
  expect(told(dispute('mediating', { sessions: held }))).toEqual([])
  const retired = { ...sessions, '01': { ...sessions['01'], values: {}, retired: true as const } }
  expect(told(dispute('mediating', { sessions: retired }))).toEqual(['dispute.session 2026-11-08'])
})

test('what waits for the next level waits for whoever may take it over', () => {
  const at = (escalateTo: string) => dueOf(dispute('escalating', { escalateTo, escalatedOn: '2026-11-19' }), config, TODAY).map(({ who, due }) => `${who} ${due}`)
  expect(at('branch')).toEqual(['mediator 2026-11-24'])
  expect(at('township')).toEqual(['judicial 2026-11-24'])
  expect(at('county')).toEqual(['countyCentre 2026-11-24'])
  expect(told(dispute('referring', { transferredOn: '2026-11-19' }))).toEqual(['dispute.referral 2026-11-26'])
})

test('an agreement is kept, called back about once, and confirmed by the court only where both sides want it', () => {
  const closed = { result: 'success', form: 'written', closedOn: '2026-11-10' }
  expect(told(dispute('closed', closed))).toEqual(['dispute.followUp 2026-11-25'])
  expect(told(dispute('closed', { ...closed, fulfilBy: '2026-11-30' }))).toEqual(['dispute.fulfil 2026-11-30', 'dispute.followUp 2026-12-15'])
  expect(told(dispute('closed', { ...closed, fulfilBy: '2026-11-30', fulfilment: 'done', fulfilledOn: '2026-11-12' }))).toEqual(['dispute.followUp 2026-11-27'])
  expect(told(dispute('closed', { ...closed, followUps: rows({ on: '2026-11-15' }) }))).toEqual([])
  expect(told(dispute('closed', { ...closed, onSpot: true }))).toEqual([])
  expect(told(dispute('closed', { ...closed, fulfilment: 'onSpot' }))).toEqual([])
  expect(told(dispute('closed', { ...closed, result: 'failed' }))).toEqual([])
  expect(told(dispute('archived', { ...closed, courtConfirmation: 'wanted', courtUntil: '2026-12-10' }))).toEqual(['dispute.court 2026-12-10'])
  expect(told(dispute('archived', { ...closed, courtConfirmation: 'applied', courtUntil: '2026-12-10' }))).toEqual([])
})

test('a court day that is a month past is over, there is nothing left to be done', () => {
  const record = dispute('closed', { result: 'success', courtConfirmation: 'wanted', courtUntil: '2026-11-10' })
  expect([told(record, '2026-12-09'), told(record, '2026-12-10')]).toEqual([['dispute.court 2026-11-10'], []])
})

test('what must be told to the police is due at once, until it is told', () => {
  const must = (values: Values) => told(dispute('accepted', { reportedOn: TODAY, ...values }))
  expect(must({ redFlag: true })).toEqual([`dispute.report ${TODAY}`])
  expect(must({ redFlag: true, compartment: 'minor' })).toEqual([`dispute.report ${TODAY}`])
  expect(must({ compartment: 'domestic', incapable: true })).toEqual([`dispute.report ${TODAY}`])
  expect(must({ compartment: 'domestic' })).toEqual([])
  expect(must({ redFlag: true, reportedToPoliceOn: TODAY })).toEqual([])
  expect(told(matter('handling', { receivedOn: TODAY, compartment: 'minor' }))).toEqual([`matter.report ${TODAY}`])
})

test('a matter is due at every step of its way, each with whoever has to take it', () => {
  const steps = [
    matter('registered', { receivedOn: '2026-11-20' }),
    matter('assigned', { assignedOn: '2026-11-20', dueOn: '2026-12-01' }),
    matter('handling', { dueOn: '2026-12-01', extensionAsked: true }),
    matter('resolved', { resolvedOn: '2026-11-20' }),
    matter('fedBack', { fedBackOn: '2026-11-18' }),
    matter('rated', { rating: 'dissatisfied', ratedOn: '2026-11-20' }),
    matter('rated', { rating: 'dissatisfied', ratedOn: '2026-11-20', reworked: true }),
    matter('rated', { rating: 'satisfied', ratedOn: '2026-11-20' }),
    matter('answered', { resolvedOn: '2026-11-20' }),
  ]
  expect(steps.map((record) => dueOf(record, config, TODAY).map(({ key, due, who }) => `${key} ${due} ${who}`))).toEqual([
    ['matter.handOut 2026-11-23 dispatcher'],
    ['matter.sign 2026-11-23 handler', 'matter.limit 2026-12-01 handler'],
    ['matter.limit 2026-12-01 handler', 'matter.extension 2026-12-01 dispatcher'],
    ['matter.feedBack 2026-11-25 handler'],
    ['matter.callBack 2026-11-25 dispatcher'],
    ['matter.reopen 2026-11-23 dispatcher'],
    ['matter.explain 2026-11-27 leader'],
    [],
    [],
  ])
})

test('a villager who does not rate is called back once, and after as long again the matter is filed', () => {
  const record = matter('fedBack', { fedBackOn: '2026-11-01' })
  expect([told(record, '2026-11-14'), told(record, '2026-11-15')]).toEqual([['matter.callBack 2026-11-08'], ['matter.unrated 2026-11-15']])
})

test('a county sets its own limits, a township its own before the county, and a slip of the finger is a year at most', () => {
  const record = matter('fedBack', { fedBackOn: TODAY })
  expect(told(record, TODAY, withSettings({ 评价等候天数: 10 }))).toEqual(['matter.callBack 2026-11-30'])
  expect(told(record, TODAY, withSettings({ 评价等候天数: 10, '评价等候天数@town': 3 }))).toEqual(['matter.callBack 2026-11-23'])
  expect(told(record, TODAY, withSettings({ 评价等候天数: 10, '评价等候天数@other': 3 }))).toEqual(['matter.callBack 2026-11-30'])
  expect(told(record, TODAY, withSettings({ 评价等候天数: 9_999_999 }))).toEqual([`matter.callBack ${addDays(TODAY, 366)}`])
  expect(told(record, TODAY, withSettings({ 评价等候天数: '七' }))).toEqual(['matter.callBack 2026-11-27'])
})

test('before 春节 a working day later is after it, and a worked Saturday counts', () => {
  const received = (receivedOn: Day) => told(matter('registered', { receivedOn }), TODAY)
  expect(received('2026-02-13')).toEqual(['matter.handOut 2026-02-14'])
  expect(received('2026-02-14')).toEqual(['matter.handOut 2026-02-24'])
  expect(received('2026-02-27')).toEqual(['matter.handOut 2026-02-28'])
})

test('what is complete waits to be filed, and has no day', () => {
  expect(idleOf(dispute('closed', { result: 'failed' }))?.what).toBe('归档')
  expect(idleOf(dispute('closed', { result: 'success', fulfilment: 'done' }))).toBeNull()
  expect(idleOf(dispute('closed', { result: 'success', fulfilment: 'done', followUps: rows({ on: TODAY }) }))?.key).toBe('dispute.archive')
  expect(idleOf(dispute('closed', { result: 'success', fulfilment: 'done', followUps: rows({ on: TODAY }), courtConfirmation: 'applied' }))).toBeNull()
  expect(idleOf(matter('rated', { rating: 'fairly' }))?.key).toBe('matter.archive')
})

const days = fc.integer({ min: 0, max: 365 * 30 }).map((after) => addDays('2010-01-01', after))
const counts = fc.integer({ min: 0, max: 40 })
const workdays = (count: number): DayBy => ({ kind: 'workdays', fields: ['on'], limit: { setting: null, days: count } })

test('a limit in working days ends on the last of exactly so many of them, whatever holidays lie between', () => {
  const calendar = calendarOf(config)
  fc.assert(fc.property(fc.oneof(days, fc.integer({ min: 0, max: 40 }).map((after) => addDays('2026-01-20', after))), fc.integer({ min: 1, max: 40 }), (on, count) => {
    const end = dayOf(workdays(count), { on }, config) ?? ''
    const passed = Array.from({ length: daysBetween(on, end) }, (_, at) => addDays(on, at + 1)).filter((day) => calendar.isWorkday(day))
    expect([passed.length, passed.at(-1)]).toEqual([count, end])
  }), { numRuns: 60 })
})

test('whoever begins later is never due earlier, and one day more is never less', () => {
  fc.assert(fc.property(days, counts, fc.constantFrom('days', 'workdays'), (on, count, kind) => {
    const end = (from: Day, length: number) => dayOf({ kind: kind as 'days', fields: ['on'], limit: { setting: null, days: length } }, { on: from }, config) ?? ''
    expect(end(on, count) <= end(addDays(on, 1), count) && end(on, count) <= end(on, count + 1) && end(on, count) >= on).toBe(true)
  }), { numRuns: 60 })
})

test('a month ends on the same date of the next, or on its last day, leap years too', () => {
  const month = (acceptedOn: Day) => TYPES.dispute.defaults({ acceptedOn, type: 'land' }, { person: 'p', roles: [], unit: null }, config)
  const due = (acceptedOn: Day) => told(dispute('accepted', month(acceptedOn)))
  expect(['2027-01-31', '2028-01-31', '2028-02-29', '2026-12-31'].map(due)).toEqual(
    ['2027-02-28', '2028-02-29', '2028-03-29', '2027-01-31'].map((day) => [`dispute.month ${day}`]))
  fc.assert(fc.property(days, (on) => {
    const [key] = due(on)
    expect(key).toBe(`dispute.month ${addMonths(on, 1)}`)
    const length = daysBetween(on, addMonths(on, 1))
    expect(length >= 28 && length <= 31).toBe(true)
  }), { numRuns: 40 })
})

test('no values whatever break it', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), days, fc.constant({}), fc.constant({ r: { values: { next: 5 } } }))
  const names = [...Object.keys(TYPES.dispute.fields), ...Object.keys(TYPES.matter.fields)]
  const record = fc.record({
    kind: fc.constantFrom('dispute', 'matter', 'work'),
    stage: fc.constantFrom(...Object.keys(TYPES.dispute.stages), ...Object.keys(TYPES.matter.stages), '__proto__'),
    values: fc.dictionary(fc.constantFrom(...names), value),
  })
  fc.assert(fc.property(record, (any) => {
    const found = dueOf(any, config, TODAY)
    expect(found.every(({ due }) => /^\d{4}-/.test(due))).toBe(true)
    idleOf(any)
  }), { numRuns: 150 })
})
