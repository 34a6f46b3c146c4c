import { randomUUID } from 'node:crypto'
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import WebSocket from 'ws'
import type { Me, Session } from '../../src/core/protocol'
import { addAccount } from '../../src/server/accounts'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { withDatabase } from './database'
import { cheapHash, PLAIN } from './passwords'
import { deviceOf, openTown, opOf, pushAll, settled, NOON, type Town } from './town'

const database = withDatabase()
let town: Town
let server: FastifyInstance
let now = NOON
const logged: unknown[] = []

beforeAll(async () => {
  town = await openTown(database.db)
  const device = { ...deviceOf('root'), seq: 0 }
  const people: readonly (readonly [string, Me])[] = [['zhang', town.zhang], ['zhao', town.zhao], ['qian', town.qian]]
  await pushAll(town.deps, town.root, town.county, device, people.flatMap(([name, me]) => [
    { record: me.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name } } },
    ...me.grants.map((grant) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: me.person, role: grant.role, place: grant.place } } })),
  ]))
  const password = await cheapHash('correct horse')
  for (const [login, me] of people) await addAccount(database.db.sql, { login, person: me.person, county: town.county, password })
  const app: App = {
    ...town.deps, now: () => now, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county,
    h5Folder: null, demoAccounts: [], log: (line) => logged.push(line), passwords: PLAIN,
  }
  server = await createServer(app)
  await server.ready()
})
afterAll(() => server.close())
beforeEach(() => {
  now = NOON
})

async function signIn(login: string, client: 'h5' | 'weapp' = 'weapp', password = 'correct horse') {
  return server.inject({ method: 'POST', url: '/api/login', payload: { login, password, device: null, client } })
}

async function session(login: string): Promise<Session> {
  return (await signIn(login)).json<Session>()
}

function bearer(access: string): Record<string, string> {
  return { authorization: `Bearer ${access}` }
}

test('the right password gives a session whose roles are the granted ones', async () => {
  const answer = await signIn('zhang')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({ me: { roles: ['gridWorker'], grants: [{ place: town.east, stream: town.township }] }, mode: 'county' })
})

test('a wrong password and an unknown login are told in the same words', async () => {
  const [wrong, unknown] = [await signIn('qian', 'h5', 'nope'), await signIn('nobody', 'h5', 'nope')]
  expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
  expect(wrong.json()).toEqual(unknown.json())
  expect(wrong.json<{ message: string }>().message).toMatch(/账号或密码不对/)
})

test('after five wrong passwords the account waits, even for the right one', async () => {
  for (let i = 0; i < 5; i += 1) await signIn('zhao', 'h5', 'guess')
  expect((await signIn('zhao')).statusCode).toBe(429)
  now = NOON + 15 * 60_000 + 1
  expect((await signIn('zhao')).statusCode).toBe(200)
})

test('an expired token is a clear 401 and takes nothing', async () => {
  const { access } = await session('zhang')
  now = NOON + 16 * 60_000
  const answer = await server.inject({ method: 'POST', url: '/api/pull', headers: bearer(access), payload: { cursor: null, waiting: 0 } })
  expect(answer.statusCode).toBe(401)
  expect(answer.json()).toMatchObject({ code: 'expired', message: expect.stringContaining('重新登录') as unknown })
})

test('a refresh token stays good until its successor is used; used again after that, the session ends', async () => {
  const first = (await signIn('zhang')).json<Session>().refresh
  const refresh = (token: string | null) => server.inject({ method: 'POST', url: '/api/refresh', payload: { refresh: token } })
  await refresh(first) // its answer is lost
  const second = (await refresh(first)).json<Session>()
  expect(second.access).toBeTruthy()
  const third = (await refresh(second.refresh)).json<Session>()
  expect(third.access).toBeTruthy()
  expect((await refresh(first)).statusCode).toBe(401)
  const answer = await server.inject({ method: 'POST', url: '/api/pull', headers: bearer(third.access), payload: { cursor: null, waiting: 0 } })
  expect(answer.statusCode).toBe(401)
})

test('H5 keeps its refresh token in a cookie that scripts cannot read', async () => {
  const answer = await signIn('zhang', 'h5')
  expect(answer.json<Session>().refresh).toBeNull()
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Strict/)
  const renewed = await server.inject({ method: 'POST', url: '/api/refresh', headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(renewed.json()).toMatchObject({ refresh: null, me: { roles: ['gridWorker'] } })
})

test('S26: a body of 500 kB is refused as a whole with 413', async () => {
  const { access } = await session('zhang')
  const answer = await server.inject({
    method: 'POST', url: '/api/push', headers: { ...bearer(access), 'content-type': 'application/json' }, payload: `{"stream":"${'x'.repeat(500_000)}"}`,
  })
  expect(answer.statusCode).toBe(413)
  expect(answer.json()).toMatchObject({ code: 'tooLarge' })
})

test('S26: a file from nobody known is refused before it is read', async () => {
  const bytes = Buffer.alloc(9 * 1024 * 1024)
  const id = randomUUID()
  for (const url of [`/api/imports/${town.township}/dispute`, `/api/submission/${town.township}/${id}/receipt`, `/api/report/${town.township}/${id}/2025/text`]) {
    const answer = await server.inject({ method: 'POST', url, payload: bytes, headers: { 'content-type': 'application/octet-stream' } })
    expect([url, answer.statusCode]).toEqual([url, 401])
  }
})

test('S12 S26: a batch of a megabyte is refused as a whole with 413, and one packed by something on the way with a sentence', async () => {
  const { access } = await session('zhang')
  const push = (payload: string | Buffer, more: Record<string, string> = {}) => server.inject({ method: 'POST', url: '/api/push', headers: { ...bearer(access), 'content-type': 'application/json', ...more }, payload })
  const batch = JSON.stringify({ stream: town.township, ops: Array.from({ length: 50 }, () => ({ id: randomUUID(), text: 'x'.repeat(20_000) })), waiting: 50 })
  expect((await push(batch)).statusCode).toBe(413)
  for (const [encoding, packed] of [['br', brotliCompressSync(batch)], ['gzip', gzipSync(batch)]] as const) {
    const answer = await push(packed, { 'content-encoding': encoding })
    expect(answer.statusCode).toBe(415)
    expect(answer.json<{ message: string }>().message).toMatch(/[一-鿿]/)
  }
})

test('what a phone pulls is packed for the way, where the phone can unpack it', async () => {
  const { access } = await session('zhang')
  await pushAll(town.deps, town.zhang, town.township, deviceOf('pack'), Array.from({ length: 30 }, () => settled(randomUUID(), town.east, '2026-06-10')))
  const pull = (encoding: string) => server.inject({ method: 'POST', url: '/api/pull', headers: { ...bearer(access), 'accept-encoding': encoding }, payload: { cursor: null, waiting: 0 } })
  const [plain, packed] = [await pull('identity'), await pull('gzip')]
  expect([plain.headers['content-encoding'], packed.headers['content-encoding']]).toEqual([undefined, 'gzip'])
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4)
  expect((JSON.parse(gunzipSync(packed.rawPayload).toString()) as { streams: unknown }).streams).toEqual(plain.json<{ streams: unknown }>().streams)
})

const nonsense: readonly (readonly [string, string])[] = [
  ['no JSON', '{"stream":'],
  ['a list', '[]'],
  ['ops that are no list', '{"stream":"x","ops":1,"waiting":0}'],
  ['depth of 100,000', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['a prototype', '{"__proto__":{"admin":true},"stream":"x","ops":[],"waiting":0}'],
  ['an empty body', ''],
]
test.each(nonsense)('%s is a 400 with a Chinese sentence, never a 500', async (_name, payload) => {
  const { access } = await session('zhang')
  for (const url of ['/api/push', '/api/pull', '/api/figures', '/api/drill']) {
    const answer = await server.inject({ method: 'POST', url, headers: { ...bearer(access), 'content-type': 'application/json' }, payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json<{ message: string }>().message).toMatch(/[一-鿿]/)
  }
})

test('a number by a day that is none, or by a character no text has, is a 400 with a Chinese sentence', async () => {
  const { access } = await session('zhao')
  const asked = (from: string, where: object, on?: string) => ({
    figure: { kind: 'dispute', where, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from, to: '2026-12-31' }, place: null, by: null, ...(on === undefined ? {} : { on }),
  })
  for (const query of [asked('2026-99-99', {}), asked('2026-01-01', {}, '2026-02-30'), asked('2026-01-01', { type: ['\u0000'] })]) {
    for (const [url, payload] of [['/api/figures', { stream: town.township, queries: [query], at: null }], ['/api/drill', { stream: town.township, query, at: null, offset: 0, limit: 5 }]] as const) {
      const answer = await server.inject({ method: 'POST', url, headers: bearer(access), payload })
      expect([url, query, answer.statusCode, /[一-鿿]/.test(answer.json<{ message: string }>().message)]).toEqual([url, query, 400, true])
    }
  }
  const login = await server.inject({ method: 'POST', url: '/api/login', payload: { login: 'a\u0000', password: 'x', device: null, client: 'h5' } })
  expect(login.statusCode).toBeLessThan(500)
})

test('a search by a day that is none is a 400 with a Chinese sentence', async () => {
  const { access } = await session('zhao')
  const search = async (more: object) => {
    const payload = { stream: town.township, kind: 'dispute', text: '', where: {}, place: null, period: null, told: false, after: null, limit: 5, ...more }
    const answer = await server.inject({ method: 'POST', url: '/api/search', headers: bearer(access), payload })
    return [answer.statusCode, answer.statusCode === 200 || /[一-鿿]/.test(answer.json<{ message: string }>().message)]
  }
  const id = randomUUID()
  for (const more of [
    { period: { from: '2026-99-99', to: '2026-01-01' } }, { period: { from: '2026-01-01', to: '2026-02-30' } }, { after: { day: '2026-13-45', id } }, { after: { day: '0000-01-01', id } },
  ]) expect([more, await search(more)]).toEqual([more, [400, true]])
  for (const more of [{ period: { from: '2026-01-01', to: '2026-12-31' } }, { after: { day: null, id } }, { after: { day: '2026-06-01', id } }]) expect([more, await search(more)]).toEqual([more, [200, true]])
})

test('a foreign record and one that does not exist answer alike', async () => {
  const record = randomUUID()
  await pushAll(town.deps, town.zhang, town.township, deviceOf('f'), [settled(record, town.east, '2026-06-10')])
  const { access } = await session('qian')
  const get = (id: string) => server.inject({ url: `/api/record/${town.township}/${id}`, headers: bearer(access) })
  const [foreign, missing] = [await get(record), await get(randomUUID())]
  expect([foreign.statusCode, missing.statusCode]).toEqual([404, 404])
  expect(foreign.json()).toEqual(missing.json())
})

test('a figure over a personal field, a free text or nothing at all is refused in words', async () => {
  const { access } = await session('zhang')
  const ask = (figure: unknown) => server.inject({
    method: 'POST', url: '/api/figures', headers: bearer(access),
    payload: { stream: town.township, at: null, queries: [{ figure, period: { from: '2026-01-01', to: '2026-12-31' }, place: town.east, by: null }] } as object,
  })
  const over = { kind: 'flow', date: 'acceptedOn' }
  for (const figure of [
    { kind: 'dispute', where: { summary: ['x'] }, over, measure: { kind: 'count' } },
    { kind: 'dispute', where: {}, over, measure: { kind: 'sum', field: 'type' } },
    { kind: 'spaceship', where: {}, over, measure: { kind: 'count' } },
    { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'agreement' }, measure: { kind: 'count' } },
  ]) {
    const answer = await ask(figure)
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'badFigure'])
  }
})

test('a push pokes those who listen to the township, and the figure has grown when they ask', async () => {
  const [{ access }, reader] = [await session('zhang'), await session('zhao')]
  const count = async () => {
    const answer = await server.inject({
      method: 'POST', url: '/api/figures', headers: bearer(reader.access),
      payload: { stream: town.township, at: null, queries: [{ figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }] },
    })
    return answer.json<{ results: { value: number }[] }>().results[0]?.value ?? 0
  }
  const { ticket } = (await server.inject({ method: 'POST', url: '/api/ticket', headers: bearer(reader.access) })).json<{ ticket: string }>()
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/poke?ticket=${ticket}`)
  await new Promise((resolve) => socket.once('open', resolve))
  const heard = new Promise<string>((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())))
  const before = await count()
  const device = await session('zhang')
  const op = opOf({ name: device.device, seq: 0 }, settled(randomUUID(), town.east, '2026-06-11'))
  const pushed = await server.inject({ method: 'POST', url: '/api/push', headers: bearer(access), payload: { stream: town.township, ops: [op], waiting: 1 } })
  expect(pushed.json()).toMatchObject({ results: [{ kind: 'applied' }] })
  expect(JSON.parse(await heard)).toEqual({ stream: town.township, n: expect.any(Number) as unknown })
  expect(await count()).toBe(before + 1)
  socket.terminate()
})

test('the OpenAPI document names every route of the wire', async () => {
  const document = (await server.inject('/api/openapi.json')).json<{ paths: Record<string, unknown> }>()
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/login', '/api/push', '/api/pull', '/api/figures', '/api/drill', '/api/report/{stream}/{template}/{period}', '/api/frozen/{stream}']))
})

test('S32: nothing that was sent stands in the log', () => {
  expect(logged).toEqual([])
})
