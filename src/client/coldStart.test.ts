import { createTown } from '../../test/standin/town'
import { createWorld } from '../../test/standin/world'
import { createAccount } from './account'
import { createDevice } from './platform/device'
import { memoryKv } from './platform/kv'

test('a page opened cold that asks before the program has remembered who is signed in is answered, and not told that the sign-in has run out', async () => {
  const world = createWorld(4)
  const server = createTown(world.now)
  const device = { ...createDevice(), now: world.now, random: world.random, after: world.after }
  const parts = { kv: memoryKv(new Map()), http: server.http(), device }
  await createAccount(parts).signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  const account = createAccount(parts)
  const before = server.log.length
  const asked = account.call('GET', '/api/handovers')
  await account.start()
  await asked
  expect(server.log.slice(before).map(({ path }) => path)).toEqual(['/api/refresh', '/api/handovers'])
  expect(account.store.getState()).toMatchObject({ kind: 'signedIn', expired: false })
})

test('nobody signed in: what anybody may ask goes out as soon as that is known', async () => {
  const world = createWorld(4)
  const server = createTown(world.now)
  const account = createAccount({ kv: memoryKv(new Map()), http: server.http(), device: { ...createDevice(), now: world.now, random: world.random, after: world.after } })
  const asked = account.call('GET', '/api/about')
  expect(server.log).toEqual([])
  await account.start()
  await asked
  expect(server.log.map(({ path }) => path)).toEqual(['/api/about'])
})
