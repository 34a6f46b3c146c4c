import { PLANTED } from '../sim/planted'
import { PATIENCE_MS, runs } from '../sim/runs'

test('every planted fault is caught', async () => {
  const { planted } = await runs('--planted')
  expect(planted.filter(({ caughtBy }) => caughtBy === null).map(({ name }) => name)).toEqual([])
  expect(planted.length).toBe(PLANTED.length)
}, PATIENCE_MS)
