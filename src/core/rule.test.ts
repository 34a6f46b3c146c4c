import { apply } from './apply'
import { EMPTY_CONFIG } from './config'
import type { Values } from './field'
import type { Patch, RowPatches, StoredRecord } from './op'
import { addDays, isDay } from './period'
import type { RecordType } from './recordType'
import { lastWriter } from './written'

/** A record type of the tests' own: a round begins, is visited, ends, and may begin again. */
const round = {
  kind: 'round', label: '一轮', stream: 'township', dated: 'on', placed: 'place', title: [],
  fields: {
    on: { kind: 'day', label: '开始' }, done: { kind: 'day', label: '结束' }, due: { kind: 'day', label: '期限' }, shown: { kind: 'day', label: '公示' },
    place: { kind: 'place', label: '在哪' },
    end: { kind: 'choice', label: '怎么结束', options: { good: { label: '好' }, bad: { label: '坏' } } },
    why: { kind: 'text', label: '为什么好', max: 9, when: { end: ['good'] } },
    low: { kind: 'choice', label: '低', options: { a: { label: '甲' }, b: { label: '乙' } } },
    high: { kind: 'choice', label: '高', options: { a: { label: '甲' }, b: { label: '乙' } } },
    from: { kind: 'ref', to: 'round', label: '来自' }, stay: { kind: 'text', label: '原先', max: 9 },
    visits: { kind: 'rows', label: '看', one: '看一次', fields: { day: { kind: 'day', label: '日期' }, note: { kind: 'text', label: '怎样', max: 9 } } },
  },
  stages: { open: { label: '开着' }, shut: { label: '关了' }, away: { label: '收起' } },
  moves: {
    begin: { label: '开始', past: '开始', from: [], to: 'open', asks: [] },
    shut: { label: '结束', past: '结束', from: ['open'], to: 'shut', asks: [], sets: { done: { kind: 'today' } } },
    again: { label: '再来', past: '再来', from: ['shut'], to: 'open', asks: [], sets: { done: { kind: 'clear' }, shown: { kind: 'clear' } } },
    mend: { label: '更正', past: '更正', from: ['open', 'shut'], to: 'same', asks: [], sets: { why: { kind: 'unasked' } } },
    put: { label: '收起', past: '收起', from: ['open', 'shut'], to: 'away', asks: [], sets: { stay: { kind: 'stage' } } },
    take: { label: '拿出', past: '拿出', from: ['away'], to: 'open', back: 'stay', asks: [], sets: { stay: { kind: 'clear' } } },
  },
  rules: [
    { kind: 'rowsOrder', rows: 'visits', cell: 'day', after: 'on', say: '太早' },
    { kind: 'rises', low: 'low', high: 'high', order: ['a', 'b'], say: '不高' },
  ],
  // Ten days to do it in, and what is shown is shown the day it ends, with a copy of that day to follow it.
  follows: {
    due: ({ on }: Values) => (isDay(on) ? addDays(on, 10) : undefined),
    shown: ({ done }: Values) => (isDay(done) ? done : undefined),
  },
} as const satisfies RecordType

type Act = readonly [name: string, set?: Patch, rows?: RowPatches]
const ID = '01900000-0000-7000-8000-000000000001'

/** Everything by one phone, each act on top of the one before; what the last was refused for, else the record. */
function after(...acts: readonly Act[]): StoredRecord | string {
  let record: StoredRecord | null = null
  for (const [name, set = {}, rows = {}] of acts) {
    const body = name === 'edit' ? { kind: 'edit' as const, set, rows } : { kind: record === null ? ('create' as const) : ('move' as const), move: name, set, rows }
    const n: number = (record?.n ?? 0) + 1
    const outcome = apply({ round }, EMPTY_CONFIG, record, { id: '', device: 'D', seq: n, schema: 1, kind: 'round', record: ID, base: n - 1, body, claimedAt: '' },
      { n, author: { person: 'p', roles: [], unit: null }, today: '2026-06-20' })
    if (outcome.kind === 'rejected') return 'say' in outcome.refusal ? outcome.refusal.say : outcome.refusal.code
    record = outcome.record
  }
  return record ?? 'nothing'
}
function valueAfter(name: string, ...acts: readonly Act[]): unknown {
  const record = after(...acts)
  return typeof record === 'string' ? record : record.values[name]
}
const visit = (day: string, id = 'r1'): RowPatches => ({ visits: { [id]: { set: { day } } } })
const BEGUN: Act = ['begin', { on: '2026-06-10' }]

describe('days in rows', () => {
  test('lie on or after the day they need, and not without it', () => {
    expect(after(BEGUN, ['edit', {}, visit('2026-06-10')])).not.toBe('太早')
    expect(after(BEGUN, ['edit', {}, visit('2026-06-09')])).toBe('太早')
    expect(after(['begin'], ['edit', {}, visit('2026-06-12')])).toBe('太早')
    expect(after(['begin', { on: '2026-06-10' }, visit('2026-06-09')])).toBe('太早')
  })

  test('are asked again when that day moves past them, or a row is redated', () => {
    const visited = [BEGUN, ['edit', {}, visit('2026-06-12')]] as const
    expect(after(...visited, ['edit', { on: '2026-06-13' }])).toBe('太早')
    expect(after(...visited, ['edit', { on: '2026-06-12' }])).not.toBe('太早')
    expect(after(...visited, ['edit', {}, visit('2026-06-01')])).toBe('太早')
    expect(after(...visited, ['edit', { on: '2026-06-13' }, visit('2026-06-14')])).not.toBe('太早')
  })

  test('of an earlier round stand, whatever day comes next; so do rows taken back', () => {
    const visited = [BEGUN, ['edit', {}, visit('2026-06-12')], ['edit', { on: null }]] as const
    expect(after(...visited, ['edit', { on: '2026-06-20' }])).not.toBe('太早')
    expect(after(...visited, ['edit', { on: '2026-06-20' }], ['edit', { on: '2026-06-19' }])).not.toBe('太早')
    expect(after(...visited, ['edit', {}, { visits: { r1: { set: { note: '好' } } } }])).not.toBe('太早')
    expect(after(BEGUN, ['edit', {}, visit('2026-06-12')], ['edit', { on: '2026-06-20' }, { visits: { r1: { retire: true } } }])).not.toBe('太早')
  })
})

describe('what follows from other values', () => {
  test('is there from the beginning and follows them in edits and moves', () => {
    expect(valueAfter('due', BEGUN)).toBe('2026-06-20')
    expect(valueAfter('due', BEGUN, ['edit', { on: '2026-06-15' }])).toBe('2026-06-25')
    expect(valueAfter('due', BEGUN, ['mend', { on: '2026-06-15' }])).toBe('2026-06-25')
    expect(valueAfter('due', BEGUN, ['edit', { on: null }])).toBeUndefined()
  })

  test('stands where somebody chose otherwise, until it is chosen anew', () => {
    const chosen = [BEGUN, ['edit', { due: '2026-07-31' }]] as const
    expect(valueAfter('due', ...chosen, ['edit', { on: '2026-06-15' }])).toBe('2026-07-31')
    expect(valueAfter('due', BEGUN, ['edit', { on: '2026-06-15', due: '2026-07-31' }])).toBe('2026-07-31')
    expect(valueAfter('due', ['begin', { on: '2026-06-10', due: '2026-07-31' }])).toBe('2026-07-31')
  })

  test('goes with what it followed from, and what a move clears is not filled again by it', () => {
    expect(valueAfter('shown', BEGUN, ['shut'])).toBe('2026-06-20')
    expect(valueAfter('shown', BEGUN, ['shut'], ['again'])).toBeUndefined()
    expect(valueAfter('shown', BEGUN, ['shut'], ['again'], ['shut', { done: '2026-06-18' }])).toBe('2026-06-18')
  })

  test('counts as written, so that somebody who had not seen it is told', () => {
    const record = after(BEGUN, ['edit', { on: '2026-06-15' }])
    expect(typeof record === 'string' ? record : lastWriter(record.written, 'due')?.n).toBe(2)
  })
})

test('what a move cleared counts as written as well', () => {
  const record = after(BEGUN, ['shut'], ['again'])
  expect(typeof record === 'string' ? record : lastWriter(record.written, 'done')?.n).toBe(3)
})

test('what is no longer asked falls away in a move that says so, and only there', () => {
  const good: Act = ['begin', { end: 'good', why: '好' }]
  expect(valueAfter('why', good, ['mend', { end: 'bad' }])).toBeUndefined()
  expect(valueAfter('why', good, ['mend', { end: 'good' }])).toBe('好')
  expect(valueAfter('why', good, ['edit', { end: 'bad' }])).toBe('好')
})

test('a step up is a step up', () => {
  expect([['a', 'b'], ['a', 'a'], ['b', 'a'], ['a', undefined], [undefined, 'a']].map(([low, high]) =>
    typeof after(['begin', { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) }]))).toEqual(['object', 'string', 'string', 'object', 'object'])
})

test('a way back leads to the stage it was left in, and to its own where nobody knows that one', () => {
  const stageOf = (...acts: readonly Act[]) => { const record = after(...acts); return typeof record === 'string' ? record : record.stage }
  expect([stageOf(BEGUN, ['shut'], ['put'], ['take']), stageOf(BEGUN, ['put'], ['take']), stageOf(BEGUN, ['shut'], ['put'], ['edit', { stay: 'nowhere' }], ['take'])]).toEqual(['shut', 'open', 'open'])
})

test('nothing comes from itself', () => {
  expect([after(['begin', { from: ID }]), typeof after(['begin', { from: ID.replace('1', '2') }])]).toEqual(['badValue', 'object'])
})
