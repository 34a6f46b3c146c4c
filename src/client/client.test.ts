import { createNetwork } from '../../test/standin/network'
import { createPhone } from '../../test/standin/phone'
import { createTown, TOWN, VILLAGE } from '../../test/standin/town'
import { createWorld } from '../../test/standin/world'

test('smoke', async () => {
  const world = createWorld(1)
  const town = createTown(world.now)
  const network = createNetwork(town.http())
  const phone = await createPhone(world, { http: network.http })
  expect(await phone.client().signIn('zhang', 'demo')).toBeNull()
  await world.settle()
  console.log(phone.client().view.getState().names, phone.client().sync.getState())
  const saved = await phone.client().write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: VILLAGE } } })
  console.log(saved)
  await world.settle()
  console.log([...phone.client().view.getState().records.values()].filter((r) => r.kind === 'dispute'))
  console.log(phone.client().sync.getState(), town.streams.get(TOWN)?.records.size, [...phone.disk.texts.keys()])
  await world.pass(1000)
})
