import { PATIENCE_MS, runs } from './runs'

test('every planted fault that is like no other is caught: on the phone, in what both sides share, and on the server', async () => {
  const { planted } = await runs('--planted', 'different')
  expect(planted.filter(({ caughtBy }) => caughtBy === null).map(({ name }) => name)).toEqual([])
  expect(planted.length).toBeGreaterThanOrEqual(30)
}, PATIENCE_MS)
