import { randomUUID } from 'node:crypto'
import type { Op } from '../../src/core/op'
import type { DeviceList, OpResult, Session } from '../../src/core/protocol'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { PASSWORD } from './realPhone'
import { deviceOf, opOf, settled, NOON } from './town'

const database = withDatabase()
let office: Office
beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
})
afterAll(() => office.server.close())

const ops = (session: Session, from: number, count: number): readonly Op[] => {
  const device = { ...deviceOf('x'), name: session.device, seq: from - 1 }
  return Array.from({ length: count }, () => opOf(device, settled(randomUUID(), office.town.east, '2026-06-10')))
}
async function push(session: Session, sent: readonly Op[], waiting: number) {
  const { status, body } = await office.post(session, '/api/push', { stream: office.town.township, ops: sent, waiting })
  return { status, code: (body as { code?: string }).code, results: (body as { results?: readonly OpResult[] }).results ?? [] }
}
const pull = (session: Session, waiting = 0) => office.post(session, '/api/pull', { cursor: null, waiting })
const own = async (session: Session) => ((await office.get(session, '/api/devices')).body as DeviceList).devices
const kinds = (results: readonly OpResult[]) => results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))
const refreshed = (refresh: string | null) => office.server.inject({ method: 'POST', url: '/api/refresh', payload: { refresh } })

test('F10 a phone cleared with ops on it: the new phone of the same person is told how many the old one still held', async () => {
  const { people, town } = office
  const old = await office.signIn('li')
  await push(old, ops(old, 1, 2), 5)
  expect(await own(old)).toEqual([])
  const fresh = await office.signIn('li', null)
  expect(fresh.device).not.toBe(old.device)
  const told = { device: old.device, person: people.li.person, client: 'weapp', waiting: 3, missing: 0, revoked: false }
  expect(await own(fresh)).toMatchObject([told])
  const [sun, zhou, zhao] = [await office.signIn('sun'), await office.signIn('zhou'), await office.signIn('zhao')]
  expect(await office.get(sun, `/api/devices?stream=${town.township}`)).toMatchObject({ status: 200, body: { devices: [told] } })
  expect(await office.get(zhou, `/api/devices?stream=${town.county}`)).toMatchObject({ status: 200, body: { devices: [told] } })
  expect((await office.get(zhao, `/api/devices?stream=${town.township}`)).status).toBe(404)
  expect((await office.get(sun, `/api/devices?stream=${town.other}`)).status).toBe(404)
  // The old phone came back and handed in the rest.
  await push(old, ops(old, 3, 3), 3)
  await pull(old)
  expect(await own(fresh)).toEqual([])
  expect(await office.get(sun, `/api/devices?stream=${town.township}`)).toMatchObject({ body: { devices: [] } })
})

test('F10 a phone that holds less than it said, though it handed in no more, was put back to an older copy: the difference is told until somebody gives it up', async () => {
  const { town } = office
  const session = await office.signIn('wang')
  await push(session, ops(session, 1, 1), 6)
  // The same request once more, late, raises nothing and loses nothing.
  const [repeated] = [ops(session, 2, 1)]
  await push(session, repeated, 5)
  await push(session, repeated, 5)
  expect(await own(session)).toEqual([])
  await pull(session)
  expect(await own(session)).toMatchObject([{ device: session.device, waiting: 0, missing: 4 }])
  const [zhou, sun] = [await office.signIn('zhou'), await office.signIn('sun')]
  expect((await office.post(sun, `/api/device/${session.device}/writeOff`, {})).status).toBe(404)
  expect((await office.post(zhou, `/api/device/${session.device}/writeOff`, {})).status).toBe(200)
  expect(await own(session)).toEqual([])
  const lines = await database.db.sql<{ action: string }[]>`select action from audit where stream = ${town.county} and subject = ${session.device}`
  expect(lines).toEqual([{ action: 'writeOffDevice' }])
})

test('F38 a lost phone: its next contact says so, whatever token it shows; only an admin can do that, and it stands on the audit trail', async () => {
  const { town } = office
  const session = await office.signIn('zhang')
  const zhou = await office.signIn('zhou')
  const revoke = (by: Session) => office.post(by, `/api/device/${session.device}/revoke`, {})
  expect([(await revoke(session)).status, (await revoke(await office.signIn('sun'))).status, (await revoke(await office.signIn('qian'))).status]).toEqual([404, 404, 404])
  expect((await office.post(zhou, '/api/device/NOSUCH/revoke', {})).status).toBe(404)
  expect((await revoke(zhou)).status).toBe(200)
  expect((await revoke(zhou)).status).toBe(200)
  const lines = await database.db.sql<{ action: string }[]>`select action from audit where stream = ${town.county} and subject = ${session.device}`
  expect(lines).toEqual([{ action: 'revokeDevice' }])
  const unsent = ops(session, 1, 1)
  expect(await push(session, unsent, 1)).toMatchObject({ status: 401, code: 'deviceRevoked' })
  expect(await pull(session)).toMatchObject({ status: 401, body: { code: 'deviceRevoked' } })
  const renewed = await refreshed(session.refresh)
  expect([renewed.statusCode, renewed.json<{ code: string }>().code]).toEqual([401, 'deviceRevoked'])

  // Found again: a new code and the same key; what the old code wrote is not lost, and not taken without the person's word.
  const again = await office.signIn('zhang', session.device)
  expect(again.device).not.toBe(session.device)
  expect(again.journalKey).toBe(session.journalKey)
  expect(kinds((await push(again, unsent, 1)).results)).toEqual(['deviceRevoked'])
  const other = await office.signIn('li')
  expect(kinds((await push(other, unsent, 1)).results)).toEqual(['notAllowed'])
})

test('F38 what a lost phone had handed in before is known when it is sent again', async () => {
  const session = await office.signIn('li')
  const sent = ops(session, 1, 1)
  expect(kinds((await push(session, sent, 1)).results)).toEqual(['applied'])
  await office.post(await office.signIn('zhou'), `/api/device/${session.device}/revoke`, {})
  const again = await office.signIn('li', session.device)
  expect(kinds((await push(again, sent, 1)).results)).toEqual(['duplicate'])
})

test('F36 a token that ends in the middle of a queue: 401, and no op of the batch is consumed', async () => {
  const session = await office.signIn('li')
  const [first, rest] = [ops(session, 1, 2), ops(session, 3, 2)]
  expect(kinds((await push(session, first, 4)).results)).toEqual(['applied', 'applied'])
  await database.db.sql`update session set revoked_at = now() where device = ${session.device}`
  expect(await push(session, rest, 2)).toMatchObject({ status: 401, code: 'expired' })
  const [stored] = await database.db.sql<{ count: number }[]>`select count(*) as count from op where device = ${session.device}`
  expect(stored?.count).toBe(2)
  const again = await office.signIn('li', session.device)
  expect(again.device).toBe(session.device)
  expect(kinds((await push(again, rest, 2)).results)).toEqual(['applied', 'applied'])
})

test('F38 a disabled account: every contact and the sign-in say so, and nothing is taken in', async () => {
  const session = await office.signIn('qian')
  await office.disable('qian')
  expect(await push(session, ops(session, 1, 1), 1)).toMatchObject({ status: 401, code: 'accountDisabled' })
  const renewed = await refreshed(session.refresh)
  expect([renewed.statusCode, renewed.json<{ code: string }>().code]).toEqual([401, 'accountDisabled'])
  const signIn = await office.server.inject({ method: 'POST', url: '/api/login', payload: { login: 'qian', password: PASSWORD, device: null, client: 'weapp' } })
  expect([signIn.statusCode, signIn.json<{ code: string }>().code]).toEqual([401, 'accountDisabled'])

  // What its phones held can be given up all the same, and the phones reported lost.
  const [zhou, sun] = [await office.signIn('zhou'), await office.signIn('sun')]
  const asked = (by: Session, what: string) => office.post(by, `/api/device/${session.device}/${what}`, {})
  expect([(await asked(sun, 'writeOff')).status, (await asked(zhou, 'writeOff')).status, (await asked(zhou, 'revoke')).status]).toEqual([404, 200, 200])
})
