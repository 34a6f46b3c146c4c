import { createBench, edited, newDispute, saved, shown } from '../../test/standin/bench'
import { FAR_VILLAGE, NEXT_VILLAGE, TOWN, VILLAGE, ZHANG } from '../../test/standin/town'
import type { HttpRequest } from './platform/ports'

const disputes = (records: ReadonlyMap<string, { readonly kind: string }> | undefined): number => [...(records ?? new Map<string, { kind: string }>()).values()].filter(({ kind }) => kind === 'dispute').length

test('saved without a network it is shown at once as 存在手机 with a receipt, and as 已上传 with its number when the network is back', async () => {
  const { phoneOf, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const answer = await phone.client().write(newDispute())
  expect(answer).toMatchObject({ kind: 'saved', receipt: 'DEV1-0001' })
  const id = await saved(Promise.resolve(answer))
  expect(shown(phone.client(), id)).toMatchObject({ sync: 'onPhone', receipt: 'DEV1-0001', stream: TOWN, values: { reportedOn: '2026-11-21' } })
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 1, oldestAt: '2026-11-21T02:00:00.000Z' })
  await phone.online()
  expect(shown(phone.client(), id)).toMatchObject({ sync: 'uploaded', n: 1, values: { caseNo: '调〔2026〕1号' } })
  expect(phone.client().sync.getState()).toMatchObject({ status: 'idle', waiting: 0, oldestAt: null })
  expect(disputes(server.streams.get(TOWN)?.records)).toBe(1)
})

test('before the phone has read what it holds it says nothing of it: least of all that everything has arrived', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  await saved(phone.client().write(newDispute()))
  const starting = phone.restart()
  expect(phone.client().sync.getState()).toMatchObject({ status: 'unread' })
  await starting
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 1 })
  expect(phone.client().sync.getState().status).not.toBe('unread')
})

test('a tap that is heard twice writes one record', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  const write = () => phone.client().write({ ...newDispute(), draft: 'quick:1' })
  const [first, second] = await Promise.all([write(), write()])
  expect(second).toEqual(first)
  expect(disputes(phone.client().view.getState().records)).toBe(1)
  // The next form under the same number is another.
  expect(await write()).not.toEqual(first)
})

test('a form opened while one\'s own last word was still on its way is saved when it has arrived: nobody else changed anything', async () => {
  const { phoneOf, server } = createBench()
  const phone = await phoneOf('zhang')
  const id = await saved(phone.client().write(newDispute()))
  await phone.online()
  phone.offline()
  await saved(phone.client().write(edited(id, { claims: '先说的' })))
  expect(shown(phone.client(), id)).toMatchObject({ n: 1, sync: 'onPhone', values: { claims: '先说的' } })
  await phone.online()
  expect(shown(phone.client(), id)).toMatchObject({ n: 2, sync: 'uploaded' })
  const step = { kind: 'dispute', record: id, body: { kind: 'move' as const, move: 'accept', set: { claims: '再说的' } }, base: 1 }
  expect(await phone.client().write(step)).toMatchObject({ kind: 'saved' })
  await phone.online()
  expect(server.streams.get(TOWN)?.records.get(id)).toMatchObject({ stage: 'accepted', values: { claims: '再说的' } })
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0 })
})

test('a restart without a network shows everything and takes new records; nobody has to sign in', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  const first = await saved(phone.client().write(newDispute()))
  await world.settle()
  phone.offline()
  const second = await saved(phone.client().write(newDispute()))
  const client = await phone.restart()
  expect(client.session.getState()).toMatchObject({ kind: 'signedIn', me: ZHANG, expired: false, holdsRecords: true })
  expect(shown(client, first)?.sync).toBe('uploaded')
  expect(shown(client, second)?.sync).toBe('onPhone')
  expect(client.view.getState().config.places.byId[VILLAGE]?.name).toBe('前村')
  expect(client.view.getState().names.get(ZHANG.person)).toBe('张某')
  expect(await client.write(newDispute())).toMatchObject({ kind: 'saved', receipt: 'DEV1-0003' })
})

test('what the server would refuse is refused here, and stored nowhere', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('li')
  const files = phone.disk.texts.size
  expect(await phone.client().write(newDispute({ type: 'unheardOf' }))).toMatchObject({ kind: 'refused', refusal: { code: 'badValue', field: 'type' } })
  expect(await phone.client().write(newDispute({ place: FAR_VILLAGE }))).toMatchObject({ kind: 'refused', refusal: { code: 'outOfScope' } })
  expect(await phone.client().write({ ...newDispute(), kind: 'unheardOf' })).toMatchObject({ kind: 'refused', refusal: { code: 'unknownKind' } })
  expect(await phone.client().write(newDispute({ agreement: '宅'.repeat(20_000) }))).toMatchObject({ kind: 'refused', refusal: { code: 'tooLarge' } })
  expect(await phone.client().write(edited('00000000-0000-4000-8000-00000000ffff', { people: 1 }))).toMatchObject({ kind: 'refused', refusal: { code: 'noRecord' } })
  expect(phone.disk.texts.size).toBe(files)
})

test('"today" is the day it was written, not the day it reached the server', async () => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await saved(phone.client().write(newDispute()))
  await world.pass(3 * 24 * 3600_000)
  await phone.online()
  expect(server.streams.get(TOWN)?.records.get(id)?.values.reportedOn).toBe('2026-11-21')
})

test.each(['lost', 'answerLost', 'twice', 'portal', 'cut'] as const)('a way that makes requests %s loses nothing and does nothing twice', async (fate) => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.way.fate = ({ path }) => (path === '/api/push' ? fate : 'through')
  const id = await saved(phone.client().write(newDispute({ people: 3 })))
  await world.settle()
  if (fate !== 'twice') expect(shown(phone.client(), id)?.sync).toBe('onPhone')
  await phone.online()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(server.streams.get(TOWN)?.changes).toHaveLength(1)
  expect(phone.client().sync.getState().attention).toEqual([])
})

test('F41 a captive portal before everything leaves session, records and queue as they were', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.way.fate = () => 'portal'
  await saved(phone.client().write(newDispute()))
  const client = await phone.restart()
  await world.pass(120_000)
  expect(client.session.getState()).toMatchObject({ kind: 'signedIn', expired: false })
  expect(client.sync.getState()).toMatchObject({ status: 'offline', waiting: 1 })
})

test('an access that ended is renewed once, and the same batch goes on', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  server.expire('access')
  const before = server.log.length
  // The second pull is the poke's, which the push itself set off.
  const id = await saved(phone.client().write(newDispute()))
  await world.settle()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(server.log.slice(before).map(({ path }) => path)).toEqual(['/api/push', '/api/refresh', '/api/push', '/api/pull', '/api/pull'])
})

test('a lost answer to a renewal costs nobody the sign-in', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  server.expire('access')
  phone.way.fate = ({ path }) => (path === '/api/refresh' ? 'answerLost' : 'through')
  const id = await saved(phone.client().write(newDispute()))
  await world.settle()
  await phone.online()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(phone.client().session.getState()).toMatchObject({ expired: false })
})

test('an ended sign-in never stops writing: it asks for a new one, and that uploads everything', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  server.expire('refresh')
  const first = await saved(phone.client().write(newDispute()))
  await world.settle()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', expired: true })
  expect(phone.client().sync.getState()).toMatchObject({ status: 'expired', waiting: 1 })
  const second = await saved(phone.client().write(newDispute()))
  const client = await phone.restart()
  expect(shown(client, second)?.sync).toBe('onPhone')
  await world.settle()
  expect(await client.signIn({ kind: 'password', login: 'zhang', password: 'demo' })).toEqual({ kind: 'in' })
  await world.settle()
  expect([first, second].map((id) => shown(client, id)?.sync)).toEqual(['uploaded', 'uploaded'])
  expect(client.session.getState()).toMatchObject({ expired: false })
})

test('a browser renews by its cookie, and a sign-in as somebody else in another window does not become this one', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang', 'h5')
  const client = await phone.restart()
  await world.settle()
  expect(client.sync.getState().status).toBe('idle')
  // The same cookie jar, the other person.
  await phone.way.http.send({ method: 'POST', path: '/api/login', headers: {}, timeoutMs: 1, body: JSON.stringify({ login: 'wang', password: 'demo', device: null, client: 'h5' }) })
  server.expire('access')
  await saved(client.write(newDispute()))
  await world.settle()
  expect(client.session.getState()).toMatchObject({ kind: 'signedIn', me: ZHANG, expired: true })
  expect(server.streams.get(TOWN)?.changes).toHaveLength(0)
})

test('signing out forgets key and tokens and keeps unsent ops sealed; the same person opens them again, another sees nothing', async () => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  const client = phone.client()
  await saved(client.write(newDispute()))
  await world.settle()
  phone.offline()
  const unsent = await saved(client.write(newDispute()))
  await client.signOut()
  expect(client.session.getState()).toEqual({ kind: 'signedOut', notice: null, wechat: 'unasked' })
  expect(client.view.getState().records.size).toBe(0)
  expect(client.sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  expect([...phone.values.values()].join()).not.toContain('journalKey')
  expect([...phone.disk.texts.keys()].filter((name) => name.startsWith('replica/'))).toEqual([])
  const sealed = [...phone.disk.texts].filter(([name]) => name.startsWith('ops/'))
  await phone.online()
  expect(await client.signIn({ kind: 'password', login: 'wang', password: 'demo' })).toEqual({ kind: 'in' })
  await world.settle()
  expect(client.sync.getState()).toMatchObject({ waiting: 0, attention: [], unreadable: 0 })
  expect(shown(client, unsent)).toBeUndefined()
  await saved(client.write(newDispute()))
  await world.settle()
  expect(sealed.every(([name, text]) => phone.disk.texts.get(name) === text)).toBe(true)
  await client.signOut()
  expect(await client.signIn({ kind: 'password', login: 'zhang', password: 'demo' })).toEqual({ kind: 'in' })
  await world.settle()
  expect(shown(client, unsent)?.sync).toBe('uploaded')
  expect(server.streams.get(TOWN)?.records.get(unsent)?.createdBy).toBe(ZHANG.person)
})

test('F25 an answer that comes after its person has signed out is nobody\'s', async () => {
  const { phoneOf, world } = createBench()
  const [phone, other] = [await phoneOf('zhang'), await phoneOf('wang')]
  const client = phone.client()
  const held: (() => void)[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: async (request: HttpRequest) => {
    const answer = await send(request)
    if (request.path === '/api/pull' && held.length === 0) await new Promise<void>((resolve) => held.push(resolve))
    return answer
  } })
  // In a village that the next person does not see.
  const id = await saved(other.client().write(newDispute({ place: NEXT_VILLAGE })))
  await world.settle()
  expect(held).toHaveLength(1)
  await client.signOut()
  expect(await client.signIn({ kind: 'password', login: 'li', password: 'demo' })).toEqual({ kind: 'in' })
  await world.settle()
  held.forEach((release) => release())
  await world.settle()
  expect(shown(client, id)).toBeUndefined()
  expect([...phone.disk.texts.keys()].some((name) => name.startsWith(`replica/${ZHANG.person}/`))).toBe(false)
  expect(client.sync.getState().status).toBe('idle')
})

test('what is read online and is none of this server\'s words is a problem to show, not an answer', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.way.fate = () => 'portal'
  expect(await phone.client().online.reports(TOWN)).toMatchObject({ code: 'offline' })
  phone.offline()
  expect(await phone.client().online.drill({ stream: TOWN } as never)).toMatchObject({ code: 'offline' })
  phone.way.fate = () => 'through'
  expect(await phone.client().online.get('/api/nothing')).toMatchObject({ code: 'notFound' })
  await phone.client().signOut()
  expect(await phone.client().online.get('/api/nothing')).toMatchObject({ code: 'expired' })
})

test('F33 a program too old to receive still hands in what it holds', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  server.minProtocol = 99
  const id = await saved(phone.client().write(newDispute()))
  await world.settle()
  expect(phone.client().sync.getState()).toMatchObject({ status: 'outdated', waiting: 0 })
  expect(server.streams.get(TOWN)?.records.has(id)).toBe(true)
  await saved(phone.client().write(edited(id, { people: 4 })))
  await world.settle()
  expect(server.streams.get(TOWN)?.records.get(id)?.values.people).toBe(4)
  expect(shown(phone.client(), id)).toMatchObject({ sync: 'uploaded', values: { people: 4 } })
})

test('batches too large for the way are halved until they pass', async () => {
  const { phoneOf, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  for (let i = 0; i < 20; i += 1) await saved(phone.client().write(newDispute({ people: i })))
  const sizes: number[] = []
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => {
    if (request.path !== '/api/push') return send(request)
    const { ops } = JSON.parse(String(request.body)) as { readonly ops: readonly unknown[] }
    sizes.push(ops.length)
    // A proxy's page, not this server's words.
    return ops.length > 6 ? Promise.resolve({ kind: 'answer', status: 413, text: '<html>' }) : send(request)
  } })
  await phone.online()
  expect(sizes.slice(0, 3)).toEqual([20, 10, 5])
  expect(disputes(server.streams.get(TOWN)?.records)).toBe(20)
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
})

test.each([400, 404, 413])('F41 a gateway that says %s in words of its own decides nothing about what was written', async (status) => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  await saved(phone.client().write(newDispute()))
  const send = phone.way.http.send.bind(phone.way.http)
  let isAstray = true
  Object.assign(phone.way.http, { send: (request: HttpRequest) => (isAstray ? Promise.resolve({ kind: 'answer', status, text: '{"code":"no_route","message":"no upstream"}' }) : send(request)) })
  await phone.online()
  await world.pass(61_000)
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 1, attention: [] })
  isAstray = false
  await world.pass(120_000)
  expect(disputes(server.streams.get(TOWN)?.records)).toBe(1)
})

test('a single op the server does not take in goes to 需核对, and those behind it go on', async () => {
  const { phoneOf, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const big = await saved(phone.client().write(newDispute({ people: 77 })))
  const next = await saved(phone.client().write(newDispute()))
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => (request.path === '/api/push' && String(request.body).includes('"people":77')
    ? Promise.resolve({ kind: 'answer', status: 413, text: '{"code":"tooLarge","message":"一次传得太多"}' }) : send(request)) })
  await phone.online()
  expect(phone.client().sync.getState().attention.map(({ op, reason }) => [op.record, reason])).toEqual([[big, { kind: 'refused', refusal: { code: 'tooLarge' } }]])
  expect(shown(phone.client(), big)?.sync).toBe('attention')
  expect(shown(phone.client(), next)?.sync).toBe('uploaded')
  expect(server.streams.get(TOWN)?.records.size).toBe(1)
})

test('a server that finds every place taken is not asked without end and without pauses', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => {
    if (request.path !== '/api/push') return send(request)
    server.log.push(request)
    const { ops } = JSON.parse(String(request.body)) as { readonly ops: readonly { readonly id: string }[] }
    return Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify({ epoch: 'e1', results: ops.map(({ id }) => ({ id, kind: 'rejected', refusal: { code: 'seqTaken' } })) }) })
  } })
  const id = await saved(phone.client().write(newDispute({ people: 6 })))
  await world.settle()
  const pushes = (): number => server.log.filter(({ path }) => path === '/api/push').length
  const first = pushes()
  expect(first).toBeLessThan(150)
  await world.pass(60_000)
  expect(pushes() - first).toBeLessThan(40)
  expect(shown(phone.client(), id)).toMatchObject({ sync: 'onPhone', values: { people: 6 } })
})

test('requests stay within fifty ops and 64 KiB', async () => {
  const { phoneOf, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  for (let i = 0; i < 120; i += 1) await saved(phone.client().write(newDispute({ summary: '宅'.repeat(i % 4 === 0 ? 1900 : 5) })))
  await phone.online()
  const pushes = server.log.filter(({ path }) => path === '/api/push').map(({ body }) => String(body))
  expect(Math.max(...pushes.map((body) => (JSON.parse(body) as { ops: unknown[] }).ops.length))).toBeLessThanOrEqual(50)
  expect(Math.max(...pushes.map((body) => Buffer.byteLength(body)))).toBeLessThanOrEqual(64 * 1024)
  expect(disputes(server.streams.get(TOWN)?.records)).toBe(120)
})

test('a poke brings another phone\'s record at once; without one it comes within a minute', async () => {
  const { phoneOf, world } = createBench()
  const [zhang, wang] = [await phoneOf('zhang'), await phoneOf('wang')]
  const id = await saved(zhang.client().write(newDispute()))
  await world.settle()
  expect(shown(wang.client(), id)?.sync).toBe('uploaded')
  expect(wang.client().pokes.getState()).toEqual({ [TOWN]: 1 })
  wang.show(false)
  const later = await saved(zhang.client().write(newDispute()))
  await world.pass(61_000)
  expect(shown(wang.client(), later)?.sync).toBe('uploaded')
})

test('the day moves on at midnight in Shanghai', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  expect(phone.client().clock.getState().today).toBe('2026-11-21')
  await world.pass(14 * 3600_000 + 60_000)
  expect(phone.client().clock.getState().today).toBe('2026-11-22')
})
