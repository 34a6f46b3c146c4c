import { createWorld } from '../../test/standin/world'
import { createStore } from 'zustand/vanilla'
import { REGISTRY } from '../domain/registry'
import { createTown, TOWN, VILLAGE, ZHANG } from '../../test/standin/town'
import { createAccount } from './account'
import { createExchange, type Exchange } from './exchange'
import { createJournal } from './journal'
import { createOutbox } from './outbox'
import { atomicFiles } from './platform/atomicFiles'
import { createDevice } from './platform/device'
import { memoryKv } from './platform/kv'
import { memoryDisk } from './platform/memoryDisk'
import type { HttpRequest } from './platform/ports'
import { createReplica, type Replica } from './replica'
import { createSealer } from './seal'
import { createView, NOTHING_SHOWN } from './view'

/** One person's exchange with a waiting op, whose person is still there or has left. */
async function bench(alive: () => boolean, page = 500): Promise<{ readonly exchange: Exchange; readonly asked: readonly string[]; readonly replica: Replica }> {
  const world = createWorld(4)
  const server = createTown(world.now)
  server.page = page
  const kv = memoryKv(new Map())
  const device = { ...createDevice(), now: world.now, random: world.random, after: world.after }
  const account = createAccount({ kv, http: server.http(), device })
  await account.signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  const files = atomicFiles(memoryDisk())
  const sealer = createSealer(Buffer.alloc(32, 1).toString('base64'), world.random)
  const outbox = createOutbox(createJournal(files, kv, sealer, ZHANG.person), device, 'DEV1', 1)
  const replica = createReplica(files, sealer, ZHANG.person, world.now)
  const view = createView(createStore(() => NOTHING_SHOWN), REGISTRY, ZHANG, replica, outbox, () => true)
  await outbox.add({ stream: ZHANG.grants[0]?.stream ?? '', kind: 'dispute', record: VILLAGE, base: 0, body: { kind: 'create', move: 'register', set: {} }, seen: null, replaces: [], draft: null })
  const before = server.log.length
  return { replica, exchange: createExchange({ account, outbox, replica, view, device, alive }), get asked() { return server.log.slice(before).map(({ path }) => path) } }
}

test('a step sends what waits, and a step asks for what changed', async () => {
  const made = await bench(() => true)
  await made.exchange.push()
  await made.exchange.pull()
  expect(made.asked).toEqual(['/api/push', '/api/pull'])
})

test('nothing of a person who has signed out goes out under the next one\'s token', async () => {
  const made = await bench(() => false)
  expect(await made.exchange.push()).toBe('failed')
  expect(await made.exchange.pull()).toBe('failed')
  expect(made.asked).toEqual([])
})

test('the next page is asked for while the last one is kept: each page once, and all of them come', async () => {
  const [whole, paged] = [await bench(() => true), await bench(() => true, 2)]
  await whole.exchange.pull()
  let steps = 1
  expect(await paged.exchange.pull()).toBe('more')
  expect(paged.asked).toEqual(['/api/pull', '/api/pull'])
  while ((await paged.exchange.pull()) === 'more') steps += 1
  expect(paged.asked).toHaveLength(steps + 1)
  expect([...paged.replica.records.keys()].sort()).toEqual([...whole.replica.records.keys()].sort())
})

test('what was asked for before a new round is not used: the round reads what the server has by then', async () => {
  const made = await bench(() => true, 2)
  await made.exchange.pull()
  await made.exchange.push()
  await made.exchange.pull()
  // The page of before the push, then the one for this round, then the one behind it.
  expect(made.asked.filter((path) => path === '/api/pull').length).toBeGreaterThanOrEqual(3)
  expect(made.asked.slice(0, 4)).toEqual(['/api/pull', '/api/pull', '/api/push', '/api/pull'])
})

test('F21 a server that takes not even a filler is asked again later, not without a pause', async () => {
  const world = createWorld(4)
  const http = createTown(world.now).http()
  const kv = memoryKv(new Map())
  const device = { ...createDevice(), now: world.now, random: world.random, after: world.after }
  const isPush = ({ path }: HttpRequest): boolean => path === '/api/push'
  let isBroken = false
  let isBusy = false
  const busy = { kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}', retryAfter: '7' } as const
  const account = createAccount({ kv, device, http: { send: async (request) => (isBusy ? busy : isBroken && isPush(request) ? { kind: 'answer', status: 400, text: '{"code":"badRequest","message":"…"}' } : http.send(request)) } })
  await account.signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  const files = atomicFiles(memoryDisk())
  const sealer = createSealer(Buffer.alloc(32, 1).toString('base64'), world.random)
  const journal = createJournal(files, kv, sealer, ZHANG.person)
  const written = { stream: ZHANG.grants[0]?.stream ?? '', kind: 'dispute', record: VILLAGE, base: 0, body: { kind: 'create' as const, move: 'register', set: {} }, seen: null, replaces: [], draft: null }
  // The first of two is lost: its place asks for a filler.
  const before = createOutbox(journal, device, 'DEV1', 1)
  const lost = await before.add(written)
  await before.add({ ...written, record: TOWN })
  if (lost.kind === 'added') await journal.drop(lost.entry.op.id)
  const outbox = createOutbox(journal, device, 'DEV1', 1)
  await outbox.open()
  const replica = createReplica(files, sealer, ZHANG.person, world.now)
  const view = createView(createStore(() => NOTHING_SHOWN), REGISTRY, ZHANG, replica, outbox, () => true)
  const exchange = createExchange({ account, outbox, replica, view, device, alive: () => true })
  expect(await exchange.push()).toBe('more')
  isBusy = true
  expect([await exchange.push(), exchange.asked()]).toEqual(['failed', 7_000])
  isBusy = false
  isBroken = true
  expect([await exchange.push(), await exchange.push()]).toEqual(['more', 'failed'])
  expect(exchange.asked()).toBe(0)
  expect(outbox.waiting()).toHaveLength(1)
  isBroken = false
  while ((await exchange.push()) === 'more') expect(outbox.waiting().length).toBeLessThan(2)
  expect(outbox.waiting()).toHaveLength(0)
})
