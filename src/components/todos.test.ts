import type { ShownRecord } from '../client/client'
import { placesOf } from '../core/place'
import type { Me } from '../core/protocol'
import { dueMark, todosOf } from './todos'

const TODAY = '2026-11-20'
const VILLAGE = 'village'
const place = { id: VILLAGE, name: '石桥村', level: 'village', parent: null, order: 1, from: null, until: null }
const config = { n: 1, places: placesOf([place]), options: {}, settings: {}, figures: [] }
const mediator: Me = {
  person: 'p', name: '周', county: 'c', roles: ['mediator'], unit: null, grants: [{ role: 'mediator', place: VILLAGE, stream: 't' }],
}
const shown = (stage: string, values: ShownRecord['values'], id = stage): ShownRecord => ({
  id, kind: 'dispute', stage, values: { place: VILLAGE, ...values }, written: [], n: 1, createdBy: 'q', stream: 't', sync: 'uploaded', receipt: null, enteredAt: null,
})

test('what is due comes in the order of its days, whatever is far off or done stays out', () => {
  const records = [
    shown('mediating', { dueOn: '2026-11-25' }, 'later'),
    shown('accepted', { dueOn: '2026-11-19' }, 'late'),
    shown('accepted', { dueOn: '2027-01-01' }, 'far'),
    shown('archived', { dueOn: '2026-11-20' }, 'done'),
    shown('closed', { fulfilBy: TODAY, result: 'success', fulfilment: 'done' }, 'kept'),
  ]
  expect(todosOf(records, mediator, config, TODAY).map(({ record }) => record.id)).toEqual(['late', 'later'])
})

test('nobody is reminded of what is not theirs to do', () => {
  const records = [shown('accepted', { dueOn: TODAY })]
  expect(todosOf(records, { ...mediator, grants: [{ role: 'leader', place: VILLAGE, stream: 't' }] }, config, TODAY)).toEqual([])
})

test('a day is called by how near it is', () => {
  expect(['2026-11-18', TODAY, '2026-11-21', '2026-11-23'].map((due) => dueMark(due, TODAY))).toEqual([
    { shape: 'triangle', word: '过了 2 天' },
    { shape: 'triangle', word: '今天到期' },
    { shape: 'clock', word: '明天到期' },
    { shape: 'none', word: '还有 3 天' },
  ])
})
