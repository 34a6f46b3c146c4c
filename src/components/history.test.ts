import { EMPTY_CONFIG } from '../core/config'
import { dispute } from '../domain/dispute'
import { stepsFromValues, stepsOf } from './history'

const reading = { config: EMPTY_CONFIG, names: new Map([['p', '周松林']]), today: '2026-11-20' }
const entry = (op: string, body: Parameters<typeof stepsOf>[1][number]['body']) => ({
  n: 1, op, by: 'p', device: 'd', claimedAt: '2026-11-18T08:05:00Z', judgedAt: '2026-11-18T08:06:00Z', body, conflicts: [],
})

test('history is told newest first, in sentences, on the day a thing was done', () => {
  const steps = stepsOf(dispute, [
    entry('a', { kind: 'create', move: 'register', set: { reportedOn: '2026-11-02' } }),
    entry('b', { kind: 'move', move: 'mediate', set: {}, rows: { sessions: { r1: { set: { on: '2026-11-10', record: '各说各的' } } } } }),
    entry('d', { kind: 'move', move: 'decline', set: { declineReason: '不归调解管。', handler: 'p' } }),
    entry('c', { kind: 'edit', set: { type: 'land' } }),
  ], reading)
  expect(steps).toEqual([
    { key: 'c', text: '改了类型。', day: '2026-11-18', who: '周松林' },
    { key: 'd', text: '不予受理 周松林。不归调解管。', day: '2026-11-18', who: '周松林' },
    { key: 'b', text: '调解。各说各的。', day: '2026-11-10', who: '周松林' },
    { key: 'a', text: '登记。', day: '2026-11-02', who: '周松林' },
  ])
})

test('without the network the record itself tells what happened', () => {
  const values = { reportedOn: '2026-11-02', acceptedOn: '2026-11-02', sessions: { r1: { values: { on: '2026-11-05', record: '约好先量地' } } } }
  const steps = stepsFromValues(dispute, values, reading)
  expect(steps[0]).toMatchObject({ text: '第 1 次调解。约好先量地。', day: '2026-11-05' })
  expect(steps[1]).toMatchObject({ text: '登记、受理。', day: '2026-11-02' })
  expect(steps).toHaveLength(2)
})
