import { EMPTY_CONFIG } from '../core/config'
import { liveRows } from '../core/field'
import { dispute } from '../domain/dispute'
import { bodyOf, missingFields, nextRowId, shownFields, startOf, withCell, withoutRow } from './formState'

const TODAY = '2026-11-20'
const { register, settleOnSpot, close, mediate } = dispute.moves

test('a new form is filled with the day and with what the move decides', () => {
  expect(startOf(EMPTY_CONFIG, dispute, settleOnSpot, {}, TODAY, 'AAAAAA')).toMatchObject({ acceptedOn: TODAY, closedOn: TODAY, result: 'success', onSpot: true })
})

test('a move that adds a row starts with it, dated today', () => {
  const { sessions } = startOf(EMPTY_CONFIG, dispute, mediate, { sessions: { a1: { values: {} } } }, TODAY, 'AAAAAA')
  expect(Object.values(sessions ?? {})).toEqual([{ values: {} }, { values: { on: TODAY } }])
})

test('a field that depends on an answer is asked only after it', () => {
  const names = (result?: string) => shownFields(dispute, close.asks, result === undefined ? {} : { result }).map(([name]) => name)
  expect(names()).not.toContain('form')
  expect(names('success')).toContain('form')
  expect(names('success')).not.toContain('toldOtherWays')
  expect(names('failed')).toContain('toldOtherWays')
})

test('needed fields that are empty are named, hidden ones are not', () => {
  expect(missingFields(dispute, register, register.asks, { reportedOn: TODAY })).toEqual(['type', 'place'])
  expect(missingFields(dispute, close, close.asks, { closedOn: TODAY, result: 'failed', toldOtherWays: true })).toEqual([])
  expect(missingFields(dispute, close, close.asks, { closedOn: TODAY, result: 'failed' })).toEqual(['toldOtherWays'])
  expect(missingFields(dispute, mediate, mediate.asks, { sessions: { a1: { values: {}, retired: true } } })).toEqual(['sessions'])
})

test('an op carries only what was changed', () => {
  const before = { type: 'neighbour', place: 'p', people: 3 }
  expect(bodyOf(dispute, null, before, { ...before, people: 4 }, ['type', 'place', 'people'])).toEqual({ kind: 'edit', set: { people: 4 } })
})

test('clearing a stored value is said, clearing an empty one is not', () => {
  expect(bodyOf(dispute, null, { summary: '旧' }, {}, ['summary', 'people'])).toEqual({ kind: 'edit', set: { summary: null } })
})

test('the day of a move is named even when nobody touched it', () => {
  const after = startOf(EMPTY_CONFIG, dispute, register, {}, TODAY, 'AAAAAA')
  expect(bodyOf(dispute, 'register', null, { ...after, type: 'neighbour' }, register.asks)).toEqual({
    kind: 'create', move: 'register', set: { type: 'neighbour', reportedOn: TODAY },
  })
})

test('blanks around text are no change', () => {
  expect(bodyOf(dispute, null, { summary: '雨水' }, { summary: ' 雨水 ' }, ['summary'])).toEqual({ kind: 'edit', set: {} })
})

test('an answer that no longer applies goes with what it depended on, unless it is no question of this form', () => {
  const before = { result: 'success', form: 'oral', agreement: '月底前接水管' }
  const body = (asks: readonly string[]) => bodyOf(dispute, 'correct', before, { ...before, result: 'failed' }, asks)
  expect(body(['result', 'form'])).toEqual({ kind: 'move', move: 'correct', set: { result: 'failed', form: null } })
  expect(body(['result'])).toEqual({ kind: 'move', move: 'correct', set: { result: 'failed' } })
})

test('rows are written cell by cell; a stored row is retired, a fresh one forgotten', () => {
  const stored = { a1: { values: { name: '陈' } } }
  const added = withCell(withCell(stored, 'b2', 'name', '吴'), 'a1', 'phone', '1')
  expect(bodyOf(dispute, null, { parties: stored }, { parties: added }, ['parties'])).toEqual({
    kind: 'edit', set: {}, rows: { parties: { a1: { set: { phone: '1' } }, b2: { set: { name: '吴' } } } },
  })
  expect(withoutRow(added, 'b2', stored)).toEqual({ a1: { values: { name: '陈', phone: '1' } } })
  expect(bodyOf(dispute, null, { parties: stored }, { parties: withoutRow(stored, 'a1', stored) }, ['parties'])).toEqual({
    kind: 'edit', set: {}, rows: { parties: { a1: { retire: true } } },
  })
})

test('row ids sort in the order of writing and differ between phones', () => {
  const first = nextRowId({}, TODAY, 'K7M2QX')
  const second = nextRowId({ [first]: { values: {} } }, TODAY, 'K7M2QX')
  expect([second, first].sort()).toEqual([first, second])
  // An older register's rows, as an import numbers them, were there before.
  const imported = { r001: { values: {} }, r002: { values: {} } }
  const third = nextRowId(imported, TODAY, 'K7M2QX')
  expect(liveRows({ [third]: { values: {} }, ...imported }).map(([id]) => id)).toEqual(['r001', 'r002', third])
  expect(nextRowId({}, TODAY, 'AAAAAA')).not.toBe(first)
  expect(nextRowId({ [second]: { values: {} } }, TODAY, 'K7M2QX')).not.toBe(second)
})
