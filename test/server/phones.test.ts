import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { WriteInput } from '../../src/client/client'
import { must } from '../../src/core/assert'
import { withDatabase } from './database'
import { admit, openPhone, serve, signedIn, synced, until, type RealPhone } from './realPhone'
import { openTown, type Town } from './town'

/** The client's own claims are tested against test/standin; these few make sure that the real server says the same. */

const database = withDatabase()
let town: Town
let server: FastifyInstance
/** Phones of ended tests go on living; they no longer reach anything. */
let isOver = false

beforeAll(async () => {
  town = await openTown(database.db)
  await admit(town, { li: town.li, li2: { ...town.li, person: randomUUID() }, zhang: town.zhang })
  server = await serve({ ...town.deps, now: () => Date.now() }, town.county)
})
afterAll(() => {
  isOver = true
  return server.close()
})

const startPhone = (before?: RealPhone): RealPhone => openPhone(() => (isOver ? null : server), before?.disk, before?.values)
const phoneOf = (login: string): Promise<RealPhone> => signedIn(startPhone(), login)

function dispute(set: object = {}): WriteInput {
  return { kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, ...set } } }
}
const edit = (record: string, set: { readonly [name: string]: number | string }): WriteInput => ({ kind: 'dispute', record, body: { kind: 'edit', set } })

async function saved(phone: RealPhone, input: WriteInput): Promise<string> {
  const answer = await phone.client.write(input)
  if (answer.kind !== 'saved') throw new Error(JSON.stringify(answer))
  return answer.record
}

const shown = (phone: RealPhone, id: string) => phone.client.view.getState().records.get(id)
const attention = (phone: RealPhone) => phone.client.sync.getState().attention

test('written without a network, kept over a restart, sent by bad ways, and shown by another phone with its number', async () => {
  const phone = await phoneOf('li')
  phone.way.fate = () => 'lost'
  const id = await saved(phone, dispute({ people: 3, summary: '滴水檐' }))
  const again = startPhone(phone)
  again.way.fate = ({ path }) => (path === '/api/push' ? 'answerLost' : 'through')
  await again.client.start()
  expect(shown(again, id)).toMatchObject({ sync: 'onPhone', values: { people: 3 } })
  await until(() => again.client.sync.getState().status === 'offline')
  again.way.fate = () => 'twice'
  await synced(again)
  expect(shown(again, id)).toMatchObject({ sync: 'uploaded' })
  const other = await phoneOf('zhang')
  expect(shown(other, id)?.values).toMatchObject({ people: 3, summary: '滴水檐', caseNo: expect.stringMatching(/\d/) as unknown })
  expect(other.client.sync.getState().streams.every(({ complete }) => complete)).toBe(true)
})

test('one record on two phones: other fields merge, the same field is told to the second, and 用我的 puts it through', async () => {
  const [first, second] = [await phoneOf('li'), await phoneOf('li2')]
  const id = await saved(first, dispute({ people: 2 }))
  await synced(first)
  await synced(second)
  second.way.fate = () => 'lost'
  await saved(second, edit(id, { people: 9, households: 4 }))
  await saved(first, edit(id, { people: 5 }))
  await synced(first)
  second.way.fate = () => 'through'
  await synced(second)
  expect(attention(second)).toMatchObject([{ reason: { kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 5 }] } }])
  await second.client.settle(must(attention(second)[0], 'an item'), 'mine')
  await synced(second)
  await synced(first)
  expect(shown(first, id)?.values).toMatchObject({ people: 9, households: 4 })
  expect(attention(second)).toEqual([])
})

test('an op file that got damaged does not block those behind it', async () => {
  const phone = await phoneOf('li')
  phone.way.fate = () => 'lost'
  await saved(phone, dispute())
  const files = new Set(phone.disk.texts.keys())
  await saved(phone, dispute())
  const last = await saved(phone, dispute({ people: 8 }))
  const [, damaged] = [...phone.disk.texts.keys()].filter((name) => name.startsWith('ops/') && !files.has(name)).reverse()
  phone.disk.texts.set(must(damaged, 'the second op'), 'SSB1.')
  const again = startPhone(phone)
  await again.client.start()
  expect(again.client.sync.getState().unreadable).toBe(1)
  await synced(again)
  expect(shown(again, last)?.sync).toBe('uploaded')
  expect(attention(again)).toEqual([])
})

test('what the server refuses stands in 需核对, and what comes after it goes through', async () => {
  const phone = await phoneOf('li')
  const id = await saved(phone, dispute())
  await synced(phone)
  const accept: WriteInput = { kind: 'dispute', record: id, body: { kind: 'move', move: 'accept', set: {} } }
  const other = await phoneOf('li2')
  phone.way.fate = () => 'lost'
  await saved(phone, accept)
  const next = await saved(phone, dispute())
  await saved(other, accept)
  await synced(other)
  phone.way.fate = () => 'through'
  await synced(phone)
  expect(attention(phone)).toMatchObject([{ op: { record: id }, reason: { kind: 'refused', refusal: { code: 'stageMoved' } } }])
  expect(shown(phone, next)?.sync).toBe('uploaded')
})

test('an access that ended is renewed on the way', async () => {
  const phone = await phoneOf('li')
  const ended = await database.db.sql`update access set until = now() - interval '1 minute'`
  expect(ended.count).toBeGreaterThan(0)
  const id = await saved(phone, dispute())
  await synced(phone)
  expect(shown(phone, id)?.sync).toBe('uploaded')
})
