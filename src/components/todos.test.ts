import type { ShownRecord } from '../client/client'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { createTodos, dueMark, groupOf, nearTodos, todosOf } from './todos'

const TODAY = '2026-11-20'
const [TOWN, VILLAGE] = ['town', 'village']
const place = (id: string, level: string, parent: string | null) => ({ id, name: id, level, parent, order: 1, from: null, until: null })
const config = { n: 1, places: placesOf([place(TOWN, 'township', null), place(VILLAGE, 'village', TOWN)]), options: {}, settings: {}, figures: [] }
const as = (role: string, at = VILLAGE, unit: string | null = null): Me => ({
  person: 'p', name: '周', county: 'c', roles: [role], unit, grants: [{ role, place: at, stream: 't' }],
})
const mediator = as('mediator')
const shown = (kind: string, stage: string, values: ShownRecord['values'], id = stage): ShownRecord => ({
  id, kind, stage, values: { place: VILLAGE, ...values }, written: [], n: 1, createdBy: 'q', stream: 't', sync: 'uploaded', receipt: null, enteredAt: null,
})
const dispute = (stage: string, values: ShownRecord['values'], id?: string) => shown('dispute', stage, values, id)
const matter = (stage: string, values: ShownRecord['values'], id?: string) => shown('matter', stage, values, id)
const keys = (record: ShownRecord, me: Me): readonly string[] => todosOf([record], me, config, TODAY).map(({ key }) => key)

test('what is due comes in the order of its days, what is done stays out, what only waits to be filed is last', () => {
  const records = [
    dispute('closed', { result: 'failed' }, 'file'),
    dispute('mediating', { dueOn: '2026-11-25' }, 'later'),
    dispute('accepted', { dueOn: '2026-11-19' }, 'late'),
    dispute('accepted', { dueOn: '2027-01-01' }, 'far'),
    dispute('archived', { dueOn: '2026-11-20' }, 'done'),
  ]
  const todos = todosOf(records, mediator, config, TODAY)
  expect(todos.map(({ record }) => record.id)).toEqual(['late', 'later', 'far', 'file'])
  expect(nearTodos(todos, TODAY).map(({ record }) => record.id)).toEqual(['late', 'later'])
})

test('of thousands of records only what has changed is asked again', () => {
  let asked = 0
  const counted = (id: string): ShownRecord => ({ ...dispute('accepted', {}, id), get stage() { asked += 1; return 'accepted' } })
  const records = Array.from({ length: 2_000 }, (_, i) => counted(String(i)))
  const todosIn = createTodos(mediator, config, TODAY)
  const before = todosIn(records)
  asked = 0
  todosIn([counted('new')])
  const ofOne = asked
  asked = 0
  expect(todosIn([...records.slice(1), counted('other')])).toHaveLength(before.length)
  expect(asked).toBe(ofOne)
})

test('nobody is reminded of what is not theirs to do', () => {
  const mine = dispute('accepted', { dueOn: TODAY })
  expect([keys(mine, mediator), keys(mine, as('leader')), keys(mine, as('mediator', 'elsewhere'))]).toEqual([['dispute.month'], [], []])
  expect(keys(dispute('accepted', { dueOn: TODAY, handler: 'somebody' }), mediator)).toEqual([])
  expect(keys(dispute('accepted', { dueOn: TODAY, handler: 'p' }), mediator)).toEqual(['dispute.month'])
})

test('who wrote a matter down is not reminded of what the unit it was given to has to do', () => {
  const handed = { ...matter('assigned', { assignedOn: TODAY, dueOn: '2026-12-01', leadUnit: 'station' }), createdBy: 'p' }
  expect(keys(handed, as('gridWorker'))).toEqual([])
  expect(keys(handed, as('handler', VILLAGE, 'station'))).toEqual(['matter.sign', 'matter.limit'])
  expect(keys(handed, as('handler', VILLAGE, 'other'))).toEqual([])
})

test('a case that was taken up waits for the level it was taken to, not for who sent it', () => {
  const raised = dispute('escalating', { escalateTo: 'township', escalatedOn: TODAY })
  expect(keys(raised, mediator)).toEqual([])
  expect(keys(raised, as('judicial', TOWN))).toEqual(['dispute.takeOver'])
})

test('a protected case waits for its handler and nobody else', () => {
  const secret = { dueOn: TODAY, compartment: 'domestic' }
  expect(keys(dispute('accepted', { ...secret, handler: 'other' }), mediator)).toEqual([])
  expect(keys(dispute('accepted', { ...secret, handler: 'p' }), mediator)).toEqual(['dispute.month'])
})

test('a row leads to its one form, or to the record where there is a choice', () => {
  const [month] = todosOf([dispute('accepted', { dueOn: TODAY })], mediator, config, TODAY)
  const [court] = todosOf([dispute('closed', { result: 'success', onSpot: true, courtConfirmation: 'wanted', courtUntil: TODAY })], mediator, config, TODAY)
  expect([month?.move, court?.move]).toEqual([null, 'applyCourt'])
})

test('a week ends with its Sunday', () => {
  // 2026-11-20 is a Friday.
  expect(['2026-11-19', TODAY, '2026-11-21', '2026-11-22', '2026-11-23', null].map((due) => groupOf(due, TODAY))).toEqual(['past', 'today', 'week', 'week', 'later', 'idle'])
  expect(groupOf('2026-11-23', '2026-11-22')).toBe('later')
})

test('a day is called by how near it is', () => {
  expect(['2026-11-18', TODAY, '2026-11-21', '2026-11-23'].map((due) => dueMark(due, TODAY))).toEqual([
    { shape: 'triangle', word: '过了 2 天' },
    { shape: 'triangle', word: '今天到期' },
    { shape: 'clock', word: '明天到期' },
    { shape: 'none', word: '还有 3 天' },
  ])
})
