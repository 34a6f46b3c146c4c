import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import WebSocket from 'ws'
import { must } from '../../src/core/assert'
import type { PullAnswer, Session } from '../../src/core/protocol'
import { push } from '../../src/server/push'
import { isOurOrigin } from '../../src/server/http/sync'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, opOf, pushAll, settled } from './town'

const database = withDatabase()
let office: Office
let server: FastifyInstance
let address: string
let now = NOON
beforeAll(async () => {
  office = await openOffice(database.db, () => now)
  ;({ server } = office)
  address = (await server.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')
})
afterAll(() => server.close())

async function ticketOf(session: Session): Promise<string> {
  const answer = await office.post(session, '/api/ticket', {})
  return (answer.body as { ticket: string }).ticket
}
async function openWith(ticket: string, headers: Record<string, string> = {}): Promise<{ readonly socket: WebSocket; readonly closed: Promise<number> }> {
  const socket = new WebSocket(`${address}/api/poke?ticket=${ticket}`, { headers })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  await new Promise((resolve) => socket.once('open', resolve))
  return { socket, closed }
}

test('S05: a role taken away is gone with the next request, its socket closes by itself, and its phone is told to let go', async () => {
  const [wang, other] = [await office.signIn('wang'), await office.signIn('li')]
  const body = { cursor: null, waiting: 0 }
  const pulled = (await office.post(wang, '/api/pull', body)).body as PullAnswer
  expect(pulled.streams.map(({ stream }) => stream)).toContain(office.town.township)
  const { closed } = await openWith(await ticketOf(wang))
  const stays = await openWith(await ticketOf(other))
  await office.strip('wang')
  for (const [url, payload] of [['/api/pull', body], ['/api/ticket', {}], ['/api/figures', { stream: office.town.township, at: null, queries: [] }]] as const) {
    const answer = await office.post(wang, url, payload)
    expect([url, answer.status, (answer.body as { code: string }).code]).toEqual([url, 403, 'noRole'])
  }
  expect(await closed).toBe(4401)
  expect(stays.socket.readyState).toBe(WebSocket.OPEN)
  stays.socket.terminate()
  // Held elsewhere now: what was the old place's is not there any more, and what is the new one's comes whole.
  await office.grant('wang', 'gridWorker', office.town.other)
  const moved = (await office.post(wang, '/api/pull', { cursor: pulled.cursor, waiting: 0 })).body as PullAnswer
  expect(moved.streams.map(({ stream, fresh }) => [stream, fresh])).toEqual([[office.town.county, false], [office.town.other, true]])
})

test('S05: narrowed to one village, a phone starts the township anew without the other village', async () => {
  const { township, east, west } = office.town
  const [here, there] = [randomUUID(), randomUUID()]
  await pushAll(office.town.deps, office.people.li, township, deviceOf('narrow'), [settled(here, east, '2026-05-01'), settled(there, west, '2026-05-01')])
  const sun = await office.signIn('sun')
  await office.grant('sun', 'mediator', township)
  const wide = (await office.post(sun, '/api/pull', { cursor: null, waiting: 0 })).body as PullAnswer
  const idsOf = (answer: PullAnswer) => must(answer.streams.find(({ stream }) => stream === township), 'the township').records.map(({ id }) => id)
  expect(idsOf(wide)).toEqual(expect.arrayContaining([here, there]))
  await office.strip('sun')
  await office.grant('sun', 'gridWorker', east)
  const narrow = (await office.post(sun, '/api/pull', { cursor: wide.cursor, waiting: 0 })).body as PullAnswer
  expect(must(narrow.streams.find(({ stream }) => stream === township), 'the township').fresh).toBe(true)
  expect(idsOf(narrow)).toContain(here)
  expect(idsOf(narrow)).not.toContain(there)
})

test('S25: a socket opens once, within half a minute, from our own page or from WeChat, and takes no long frame', async () => {
  const zhao = await office.signIn('zhao')
  const first = await ticketOf(zhao)
  const { socket, closed } = await openWith(first)
  expect(await (await openWith(first)).closed).toBe(4401)
  expect(socket.readyState).toBe(WebSocket.OPEN)
  socket.send('x'.repeat(2_000))
  expect(await closed).toBe(1009)

  const late = await ticketOf(zhao)
  now += 31_000
  expect(await (await openWith(late)).closed).toBe(4401)
  now = NOON

  const foreign = await ticketOf(zhao)
  expect(await (await openWith(foreign, { origin: 'https://elsewhere.example' })).closed).toBe(4403)
  expect(isOurOrigin('https://county.example', 'county.example')).toBe(true)
  expect(isOurOrigin('https://servicewechat.com', 'county.example')).toBe(true)
  expect(isOurOrigin('null', 'county.example')).toBe(false)
  expect(isOurOrigin('https://county.example.evil.example', 'county.example')).toBe(false)
})

test('S40: a hundred who accept, assign or close one thing at the same moment: one of them did it, and the others are told', async () => {
  const { town } = office
  const [dispute, matter, unit] = [randomUUID(), randomUUID(), randomUUID()]
  const me = { ...office.people.li, roles: ['mediator', 'dispatcher'], grants: ['mediator', 'dispatcher'].map((role) => ({ role, place: town.township, stream: town.township })) }
  await pushAll(town.deps, town.root, town.county, deviceOf('unit'), [{ record: unit, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '派出所', place: town.township } } }])
  await pushAll(town.deps, me, town.township, deviceOf('begin'), [
    { record: dispute, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2026-06-01' } } },
    { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place: town.east, receivedOn: '2026-06-01' } } },
  ])
  const base = async (): Promise<number> => must((await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`)[0], 'the township').n
  const race = async (kind: string, record: string, move: string, set: Record<string, string>): Promise<readonly [number, readonly string[]]> => {
    const at = await base()
    const results = await Promise.all(Array.from({ length: 100 }, async (_, i) => {
      const device = deviceOf(`r${i}`)
      const op = opOf(device, { record, kind, base: at, body: { kind: 'move', move, set } })
      return (await push(town.deps, { me, devices: [device.name] }, { stream: town.township, ops: [op], waiting: 1 }))?.answer.results[0]
    }))
    const codes = results.flatMap((result) => (result?.kind === 'rejected' ? [result.refusal.code] : []))
    return [results.filter((result) => result?.kind === 'applied').length, [...new Set(codes)]]
  }
  const [assigned, notAssigned] = await race('matter', matter, 'assign', { leadUnit: unit, dueOn: '2026-06-30' })
  expect([assigned, notAssigned.length]).toEqual([1, 1])
  const [accepted] = await race('dispute', dispute, 'accept', { acceptedOn: '2026-06-02' })
  expect(accepted).toBe(1)
  const [closed] = await race('dispute', dispute, 'close', { closedOn: '2026-06-03', result: 'success', form: 'oral', agreement: '各退一步' })
  expect(closed).toBe(1)
})
