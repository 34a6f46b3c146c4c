import fc from 'fast-check'
import { apply, canMove } from './apply'
import { checkValue } from './check'
import { EMPTY_CONFIG } from './config'
import type { Judgement, Op, OpBody, Outcome, StoredRecord } from './op'
import { lastWriter } from './written'
import type { RecordType } from './recordType'

/** A small record type of the tests' own: core knows no township. */
const note = {
  kind: 'note', label: '便条', stream: 'township', dated: 'on', placed: 'place', title: ['text'],
  fields: {
    text: { kind: 'text', label: '文字', max: 10 },
    on: { kind: 'day', label: '日期' },
    until: { kind: 'day', label: '截止' },
    place: { kind: 'place', label: '在哪' },
    colour: { kind: 'choice', label: '颜色', options: { red: { label: '红' }, green: { label: '绿' } } },
    reason: { kind: 'text', label: '理由', max: 20, when: { colour: ['red'] } },
    no: { kind: 'serial', label: '编号' },
    lines: { kind: 'rows', label: '行', one: '一行', fields: { words: { kind: 'text', label: '字', max: 10 }, times: { kind: 'count', label: '次', unit: '次' } } },
  },
  stages: { open: { label: '开着' }, shut: { label: '关了', closed: true } },
  moves: {
    start: { label: '开', past: '开', from: [], to: 'open', asks: ['text'], sets: { on: { kind: 'today' } }, gives: ['no'] },
    shut: { label: '关', past: '关', from: ['open'], to: 'shut', asks: ['reason'], needs: ['colour', 'reason'] },
    again: { label: '再开', past: '再开', from: ['shut'], to: 'open', asks: [], sets: { colour: { kind: 'clear' } } },
  },
  rules: [{ kind: 'order', first: 'on', then: 'until', say: '截止不能早于日期' }, { kind: 'notFuture', field: 'on', say: '日期还没到' }],
  defaults: (values, author) => (values.colour === undefined && author.roles.includes('painter') ? { colour: 'green' } : {}),
} as const satisfies RecordType

const TODAY = '2026-11-21'
const author = { person: 'p1', roles: [], unit: null }

function op(body: OpBody, more: Partial<Op> = {}): Op {
  return { id: 'o', device: 'D1', seq: 1, schema: 1, kind: 'note', record: 'r', base: 0, body, claimedAt: '2026-11-21T00:00:00Z', ...more }
}
function run(record: StoredRecord | null, body: OpBody, more: Partial<Op> = {}, judgement: Partial<Judgement> = {}): Outcome {
  return apply({ note }, EMPTY_CONFIG, record, op(body, more), { n: (record?.n ?? 0) + 1, today: TODAY, author, ...judgement })
}
function applied(outcome: Outcome): StoredRecord {
  if (outcome.kind !== 'applied') throw new Error(JSON.stringify(outcome))
  return outcome.record
}
function code(outcome: Outcome): string {
  return outcome.kind === 'rejected' ? outcome.refusal.code : 'applied'
}
const start = (set = {}, more: Partial<Op> = {}, judgement: Partial<Judgement> = {}) => run(null, { kind: 'create', move: 'start', set }, more, judgement)
const edit = (set: OpBody['set']): OpBody => ({ kind: 'edit', set })

test('a record begins by a creating move only, with the day of judgement and the number the judge gives', () => {
  const record = applied(start({ text: '甲' }, {}, { given: { no: '1号' } }))
  expect(record).toMatchObject({ stage: 'open', values: { text: '甲', on: TODAY, no: '1号' }, n: 1, createdBy: 'p1' })
  expect(code(run(null, { kind: 'create', move: 'shut', set: {} }))).toBe('unknownMove')
  expect(code(run(record, { kind: 'create', move: 'start', set: {} }))).toBe('recordExists')
  expect(code(run(null, edit({ text: '乙' })))).toBe('noRecord')
})

test('nothing happened before 2000; a day stored before that was asked holds nothing up, and since when something is may lie further back', () => {
  expect(start({ on: '1926-11-20' })).toMatchObject({ refusal: { code: 'badValue', field: 'on', problem: 'tooEarly' } })
  expect(code(start({ on: '1999-12-31' }))).toBe('badValue')
  expect(code(start({ on: '2000-01-01' }))).toBe('applied')
  const old = applied(start())
  expect(code(run({ ...old, values: { ...old.values, on: '1926-11-20' } }, edit({ text: '丙' })))).toBe('applied')
  expect(checkValue({ kind: 'day', label: '自', anyTime: true }, '1949-10-01', () => ({}))).toBeNull()
})

test('days in a wrong order that nobody touches hold nothing up', () => {
  const old = applied(start({ on: '2026-11-10' }))
  const stored = { ...old, values: { ...old.values, until: '2026-11-01' } }
  expect(code(run(stored, edit({ text: '丙' })))).toBe('applied')
  expect(code(run(stored, edit({ until: '2026-11-02' })))).toBe('rule')
  expect(code(run(stored, edit({ on: '2026-11-09' })))).toBe('rule')
})

test('a day the author gave stands before the day of judgement', () => {
  expect(applied(start({ on: '2025-01-02' })).values.on).toBe('2025-01-02')
})

test('a field another device changed after the author last saw the record keeps its value, and the author is told both', () => {
  const first = applied(start({ text: '甲' }))
  const theirs = applied(run(first, edit({ text: '乙' }), { device: 'D2', base: 1 }))
  const outcome = run(theirs, edit({ text: '丙', until: '2026-12-01' }), { device: 'D1', base: 1 })
  expect(outcome).toMatchObject({ kind: 'applied', conflicts: [{ path: 'text', mine: '丙', stored: '乙' }], record: { values: { text: '乙', until: '2026-12-01' } } })
})

test('the same value twice, and one’s own earlier op, are no conflict', () => {
  const theirs = applied(run(applied(start({ text: '甲' })), edit({ text: '乙' }), { device: 'D2', base: 1 }))
  expect(run(theirs, edit({ text: '乙' }), { base: 1 })).toMatchObject({ conflicts: [] })
  const mine = applied(run(theirs, edit({ text: '丁' }), { device: 'D2', base: 1 }))
  expect(mine.values.text).toBe('丁')
})

test('a move is never merged: a field it sets that was changed meanwhile refuses the whole move', () => {
  const theirs = applied(run(applied(start()), edit({ colour: 'green' }), { device: 'D2', base: 1 }))
  const outcome = run(theirs, { kind: 'move', move: 'shut', set: { colour: 'red', reason: '不要了' } }, { base: 1 })
  expect(code(outcome)).toBe('changedMeanwhile')
})

test('a move happens only from its stage, and a closed stage takes no edit', () => {
  const open = applied(start())
  const shut = applied(run(open, { kind: 'move', move: 'shut', set: { colour: 'red', reason: '不要了' } }, { base: 1 }))
  expect(code(run(shut, { kind: 'move', move: 'shut', set: {} }, { base: 2 }))).toBe('stageMoved')
  expect(code(run(shut, edit({ text: '乙' }), { base: 2 }))).toBe('stageClosed')
  expect([canMove(note.moves.shut, open), canMove(note.moves.shut, shut)]).toEqual([true, false])
})

test('what a move needs is asked only where it applies', () => {
  const open = applied(start())
  expect(run(open, { kind: 'move', move: 'shut', set: { colour: 'red' } }, { base: 1 })).toMatchObject({ refusal: { code: 'missing', fields: ['reason'] } })
  expect(code(run(open, { kind: 'move', move: 'shut', set: { colour: 'green' } }, { base: 1 }))).toBe('applied')
})

test('what a record can’t begin without is not emptied later', () => {
  const kept = { ...note, moves: { ...note.moves, start: { ...note.moves.start, needs: ['text'] } } }
  const step = (record: StoredRecord | null, body: OpBody) => apply({ note: kept }, EMPTY_CONFIG, record, op(body, { base: record?.n ?? 0 }), { n: 2, today: TODAY, author })
  const open = applied(step(null, { kind: 'create', move: 'start', set: { text: '甲' } }))
  expect(step(open, edit({ text: null }))).toMatchObject({ refusal: { code: 'missing', fields: ['text'] } })
  expect(code(step(open, edit({ text: '乙', until: null })))).toBe('applied')
})

test('a move may clear what no longer holds', () => {
  const shut = applied(run(applied(start()), { kind: 'move', move: 'shut', set: { colour: 'green' } }, { base: 1 }))
  expect(applied(run(shut, { kind: 'move', move: 'again', set: {} }, { base: 2 })).values.colour).toBeUndefined()
})

test('defaults fill only what nobody said', () => {
  const painter = { author: { ...author, roles: ['painter'] } }
  expect(applied(start({}, {}, painter)).values.colour).toBe('green')
  expect(applied(start({ colour: 'red' }, {}, painter)).values.colour).toBe('red')
})

test('rows are added, changed cell by cell, retired, and stay retired', () => {
  const one = applied(run(null, { kind: 'create', move: 'start', set: {}, rows: { lines: { aa: { set: { words: '甲', times: 2 } } } } }))
  const two = applied(run(one, { kind: 'edit', set: {}, rows: { lines: { aa: { set: { times: 3 } }, bb: { set: { words: '乙' } } } } }, { base: 1 }))
  expect(two.values.lines).toEqual({ aa: { values: { words: '甲', times: 3 } }, bb: { values: { words: '乙' } } })
  const retired = applied(run(two, { kind: 'edit', set: {}, rows: { lines: { aa: { retire: true } } } }, { base: 2 }))
  const after = applied(run(retired, { kind: 'edit', set: {}, rows: { lines: { aa: { set: { words: '丙' } } } } }, { base: 3 }))
  expect(after.values.lines).toMatchObject({ aa: { values: { words: '丙' }, retired: true } })
})

test('unknown fields, wrong kinds, broken rules and numbers of one’s own are refused', () => {
  expect(code(start({ nothing: 'x' }))).toBe('unknownField')
  expect(code(start({ lines: 'x' }))).toBe('unknownField')
  expect(code(start({ constructor: 'x' }))).toBe('unknownField')
  expect(code(start({ colour: 'blue' }))).toBe('badValue')
  expect(code(start({ colour: 'toString' }))).toBe('badValue')
  expect(code(start({ text: 5 }))).toBe('badValue')
  expect(code(start({ no: '9号' }))).toBe('badValue')
  expect(code(start({ on: '2026-12-24' }))).toBe('rule')
  expect(code(start({ until: '2026-11-01' }))).toBe('rule')
  expect(code(start({}, { kind: 'ghost' }))).toBe('unknownKind')
})

test('a phone a day ahead of the judge is still right', () => {
  expect(code(start({ on: '2026-11-22' }))).toBe('applied')
})

test('whatever two devices do in whatever order of arrival, no value is replaced by somebody who had not seen it', () => {
  const step = fc.record({ device: fc.constantFrom('D1', 'D2'), seen: fc.nat(6), field: fc.constantFrom('text', 'colour', 'until'), pick: fc.nat(1) })
  const VALUES = { text: ['甲', '乙'], colour: ['red', 'green'], until: ['2026-12-01', '2026-12-02'] } as const
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    let record = applied(start())
    for (const { device, seen, field, pick } of steps) {
      const base = Math.max(1, record.n - seen)
      const mine = VALUES[field][pick as 0 | 1]
      const before = record
      const outcome = run(record, edit({ [field]: mine }), { device, base })
      record = applied(outcome)
      const last = lastWriter(before.written, field)
      const isForeign = last !== undefined && last.n > base && last.device !== device && before.values[field] !== mine
      expect(record.values[field]).toBe(isForeign ? before.values[field] : mine)
      expect(outcome.kind === 'applied' && outcome.conflicts.length).toBe(isForeign ? 1 : 0)
    }
  }))
})
