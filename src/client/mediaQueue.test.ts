import { createBench, newDispute, saved, type Bench } from '../../test/standin/bench'
import { kept } from '../../test/standin/photos'
import { jpeg } from '../../test/standin/pictures'
import { must } from '../core/assert'
import type { Patch } from '../core/op'

const offers = (server: Bench['server']): readonly unknown[] => server.log.filter(({ path }) => path === '/api/media').map(({ body }) => JSON.parse(String(body)) as unknown)

test('a photo counts as waiting until the server has it: also right after its record was taken', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await kept(phone.client(), jpeg(1))
  await saved(phone.client().write(newDispute({ photos: [id] })))
  await world.settle()
  const seen: string[] = []
  phone.client().sync.subscribe(({ waiting: ops, media }) => void seen.push(`${ops} ${media.waiting}`))
  await phone.online()
  expect([...new Set(seen)]).toEqual(['1 1', '0 1', '0 0'])
})

test('a photo of what was handed over comes from the phone it was taken on', async () => {
  const { phoneOf, server, world } = createBench()
  const [zhang, wang] = [await phoneOf('zhang'), await phoneOf('wang')]
  const record = await saved(zhang.client().write(newDispute()))
  await world.settle()
  zhang.offline()
  const id = await kept(zhang.client(), jpeg(1))
  const accept = (set: Patch) => ({ kind: 'dispute', record, body: { kind: 'move' as const, move: 'accept', set } })
  await saved(zhang.client().write(accept({ photos: [id] })))
  await saved(wang.client().write(accept({})))
  await zhang.online()
  await world.pass(10_000)
  const [item] = zhang.client().sync.getState().attention
  expect(offers(server)).toEqual([])
  await zhang.client().settle(must(item, 'an item'), { given: '王某' })
  await world.pass(10_000)
  expect(offers(server)).toMatchObject([{ id, record }])
})
