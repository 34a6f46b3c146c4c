import { PATIENCE_MS, runs, told } from './runs'

// The first 200 of 2,000 are lived through in postgres.test.ts, on both servers.
test('1,800 histories of three phones and a server in memory break no law', async () => {
  const summary = await runs('--from', '201', '--seeds', '1800')
  expect(told(summary)).toEqual([])
  expect(summary.ended.length).toBeGreaterThanOrEqual(1800)
}, PATIENCE_MS)

test('dying at any storage call of a save, a push, a pull, a start and a sign-in loses nothing and does nothing twice', async () => {
  const summary = await runs('--crash')
  expect(told(summary)).toEqual([])
  const tally = summary.ended[0]?.tally ?? {}
  for (const scene of ['save', 'push', 'pull', 'start', 'sign-in']) expect([scene, (tally[`deaths in a ${scene}`] ?? 0) > 20]).toEqual([scene, true])
}, PATIENCE_MS)

test('the same seed gives the same course, request by request', async () => {
  const [first, second] = [await runs('--from', '30', '--seeds', '3'), await runs('--from', '30', '--seeds', '3')]
  const marks = ({ ended }: typeof first): readonly string[] => ended.map(({ seed, trace, outcome }) => `${seed} ${trace} ${outcome}`)
  expect(marks(first)).toEqual(marks(second))
  expect(new Set(marks(first)).size).toBe(first.ended.length)
}, PATIENCE_MS)
