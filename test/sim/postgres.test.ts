import { PATIENCE_MS, runs, told } from './runs'

test('200 histories with the real server on PostgreSQL break no law, and come out as with the server in memory, request by request', async () => {
  const summary = await runs('--seeds', '200', '--on', 'both')
  expect(told(summary)).toEqual([])
  expect(summary.ended.filter(({ on }) => on === 'postgres').length).toBeGreaterThanOrEqual(200)
}, PATIENCE_MS)

test('a server that dies before any statement of a push leaves all of the batch or nothing', async () => {
  const summary = await runs('--crash', '--on', 'postgres')
  expect(told(summary)).toEqual([])
  expect(summary.ended[0]?.tally['deaths of the server in a push']).toBeGreaterThan(8)
}, PATIENCE_MS)
