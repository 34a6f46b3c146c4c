import { createBench, newDispute, saved } from '../../test/standin/bench'
import { TOWN } from '../../test/standin/town'
import type { Pull, Push } from '../core/protocol'
import type { HttpAnswer, HttpRequest } from './platform/ports'

/** A line on which more than that many records or ops in one go take longer than anybody waits. */
const BEARS = 20

test('on a line too slow for a full page or a full batch the phone asks for less, gets everything, and asks for more again when it can', async () => {
  const bench = createBench()
  const other = await bench.phoneOf('wang')
  for (let i = 0; i < 120; i += 1) await saved(other.client().write(newDispute({ people: i })))
  await bench.world.pass(61_000)

  const phone = await bench.phone()
  const send = phone.way.http.send.bind(phone.way.http)
  const asked: number[] = []
  let isSlow = true
  Object.assign(phone.way.http, { send: (request: HttpRequest): Promise<HttpAnswer> => {
    const size = sizeOf(request)
    if (request.path === '/api/pull') asked.push(size)
    return isSlow && size > BEARS ? new Promise(() => undefined) : send(request)
  } })
  await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  for (let i = 0; i < 50; i += 1) await saved(phone.client().write(newDispute({ people: 1000 + i })))
  await bench.world.pass(900_000)
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  expect(bench.server.streams.get(TOWN)?.records.size).toBe(170)
  expect([...phone.client().view.getState().records.values()].filter(({ kind }) => kind === 'dispute')).toHaveLength(170)
  expect(Math.min(...asked)).toBeLessThanOrEqual(BEARS)

  isSlow = false
  asked.length = 0
  await bench.world.pass(600_000)
  expect(Math.max(...asked)).toBeGreaterThan(100)
})

function sizeOf({ path, body }: HttpRequest): number {
  if (path === '/api/push') return (JSON.parse(String(body)) as Push).ops.length
  return path === '/api/pull' ? ((JSON.parse(String(body)) as Pull).most ?? Infinity) : 0
}
