import { randomUUID } from 'node:crypto'
import type { Op } from '../../src/core/op'
import type { Handover, HandoverList, OpResult, RecipientList, Session } from '../../src/core/protocol'
import { withDatabase } from './database'
import { openOffice, type Name, type Office } from './office'
import { PASSWORD } from './realPhone'
import { deviceOf, opOf, pushAll, settled, NOON, type Planned } from './town'

const database = withDatabase()
let office: Office
beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
})
afterAll(() => office.server.close())

function written(session: Session, from: number, ...planned: readonly Planned[]): readonly Op[] {
  const device = { name: session.device, seq: from - 1 }
  return planned.map((each) => opOf(device, each))
}
async function push(session: Session, ops: readonly Op[], stream = office.town.township, waiting = ops.length) {
  const { status, body } = await office.post(session, '/api/push', { stream, ops, waiting })
  return { status, results: (body as { results?: readonly OpResult[] }).results ?? [] }
}
const codes = (results: readonly OpResult[]) => results.map((result) => (result.kind === 'rejected' ? result.refusal.code : result.kind))
async function list(session: Session): Promise<HandoverList> {
  return (await office.get(session, '/api/handovers')).body as HandoverList
}
const of = (handovers: readonly Handover[], ops: readonly Op[]) => handovers.filter(({ id }) => ops.some((op) => op.id === id))
const registered = (record: string, place: string, summary = '滴水'): Planned =>
  ({ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place, reportedOn: '2026-06-01', summary } } })
const matterOf = (record: string): Planned =>
  ({ record, kind: 'dispute', body: { kind: 'edit', set: { people: 4 } } })

/** 张 loses the township while twenty ops wait on the phone. */
async function transferred(name: Name = 'zhang'): Promise<{ readonly session: Session; readonly ops: readonly Op[] }> {
  const { town } = office
  const session = await office.signIn(name)
  const ops = written(session, 1, ...Array.from({ length: 20 }, (_, i) => (i < 18 ? settled(randomUUID(), town.east, '2026-06-10') : matterOf(randomUUID()))))
  await office.strip(name)
  return { session, ops }
}

test('F37 a worker moved away while offline hands in 20 ops: each refused alike, none applied, all in 待接收 with their content', async () => {
  const { town } = office
  const record = randomUUID()
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), [registered(record, town.east)])
  const { session, ops } = await transferred()
  await office.grant('zhang', 'gridWorker', town.other)
  const onRecord = written(session, 21, { record, kind: 'dispute', base: 0, body: { kind: 'move', move: 'accept', set: { summary: '别的话' } } }, { record: randomUUID(), kind: 'dispute', body: { kind: 'move', move: 'accept', set: { summary: '别的话' } } })
  const { status, results } = await push(session, [...ops, ...onRecord])
  expect(status).toBe(200)
  expect(results).toEqual([...ops, ...onRecord].map(({ id }) => ({ id, kind: 'rejected', refusal: { code: 'outOfScope' } })))
  const rows = await database.db.sql<{ n: number | null; sealed: Buffer | null }[]>`select n, sealed from op where device = ${session.device} and stream = ${town.township}`
  expect(rows).toHaveLength(22)
  expect(rows.every(({ n, sealed }) => n === null && sealed !== null)).toBe(true)

  const box = of((await list(await office.signIn('sun'))).handovers, ops)
  expect(box.map(({ op }) => op)).toEqual(box.map(({ id }) => ops.find((op) => op.id === id)))
  expect(box).toHaveLength(20)
  expect(box.every(({ to, from, refusal }) => to === null && from === office.people.zhang.person && refusal.code === 'outOfScope')).toBe(true)
  // Sent again, the same answers and no second handover.
  expect((await push(session, [...ops, ...onRecord])).results).toEqual(results)
  expect(of((await list(await office.signIn('sun'))).handovers, ops)).toHaveLength(20)
})

test('F37 an admin sees kind, place, date and author of what waits, no content, and passes it on', async () => {
  const { town } = office
  await office.grant('zhang', 'gridWorker', town.east)
  const { session, ops } = await transferred()
  await push(session, ops)
  const admin = await office.signIn('zhou')
  const seen = of((await list(admin)).handovers, ops)
  expect(seen).toHaveLength(20)
  expect(seen.every(({ op, kind, refusal }) => op === null && kind === 'dispute' && Object.keys(refusal).join() === 'code')).toBe(true)
  expect(seen.filter(({ place }) => place === town.east)).toHaveLength(18)
  expect(JSON.stringify(seen)).not.toContain('排水沟')
  const [first] = seen
  const end = (body: object) => office.post(admin, `/api/handover/${town.township}/${first?.id ?? ''}`, body)
  expect((await end({ kind: 'taken', by: randomUUID() })).status).toBe(404)
  expect((await end({ kind: 'declined', why: '不看了' })).status).toBe(404)
  expect(await end({ kind: 'passed', to: office.people.zhao.person })).toMatchObject({ status: 400, body: { code: 'cannotReceive' } })
  expect((await end({ kind: 'passed', to: office.people.wang.person })).body).toEqual({ state: 'open' })
  const wang = await office.signIn('wang')
  expect(of((await list(wang)).handovers, ops)).toMatchObject([{ id: first?.id, to: office.people.wang.person, op: { id: first?.id } }])
  expect(of((await list(admin)).handovers, ops)).toHaveLength(19)
})

test('F37 whoever lost the last role hands in the queue and can do nothing else; the same phone works again when a role is back', async () => {
  const { town } = office
  await office.grant('zhang', 'gridWorker', town.east)
  const { session, ops } = await transferred()
  const { access } = session
  expect(codes((await push(session, ops)).results)).toEqual(ops.map(() => 'outOfScope'))
  // Neither is the county's own stream for somebody without any role.
  const [person] = written(session, 1, { record: office.people.li.person, kind: 'person', body: { kind: 'edit', set: { name: '改' } } })
  expect(codes((await push(session, [person as Op], town.county)).results)).toEqual(['outOfScope'])
  const figures = { stream: town.township, at: null, queries: [] }
  for (const [url, payload] of [['/api/pull', { cursor: null, waiting: 0 }], ['/api/figures', figures], ['/api/ticket', {}]] as const) {
    expect(await office.post({ ...session, access }, url, payload)).toMatchObject({ status: 403, body: { code: 'noRole' } })
  }
  for (const url of ['/api/handovers', '/api/devices', `/api/recipients/${town.township}?kind=dispute`, `/api/record/${town.township}/${randomUUID()}`]) {
    expect(await office.get(session, url)).toMatchObject({ status: 403, body: { code: 'noRole' } })
  }
  const signIn = await office.server.inject({ method: 'POST', url: '/api/login', payload: { login: 'zhang', password: PASSWORD, device: session.device, client: 'weapp' } })
  expect([signIn.statusCode, signIn.json<{ code: string }>().code]).toEqual([403, 'noRole'])
  const renewed = await office.server.inject({ method: 'POST', url: '/api/refresh', payload: { refresh: session.refresh } })
  expect(renewed.json<Session>().me).toMatchObject({ roles: [], grants: [] })
  await office.grant('zhang', 'gridWorker', town.east)
  expect((await office.post(session, '/api/pull', { cursor: null, waiting: 0 })).status).toBe(200)
})

test('F37 an unknown township and one of another county stay 404', async () => {
  const session = await office.signIn('li')
  expect((await push(session, [], randomUUID())).status).toBe(404)
})

test('转给: only to somebody who may write it there, only what the own device wrote, the same twice is one, and the author hears what became of it', async () => {
  const { town, people } = office
  const [li, wang] = [await office.signIn('li'), await office.signIn('wang')]
  const { recipients } = (await office.get(li, `/api/recipients/${town.township}?kind=dispute`)).body as RecipientList
  expect(recipients.map(({ person }) => person)).toEqual(expect.arrayContaining([people.wang.person, people.sun.person]))
  expect(recipients.map(({ person }) => person)).not.toContain(people.li.person)
  expect(recipients.map(({ person }) => person)).not.toContain(people.qian.person)
  expect(recipients.map(({ person }) => person)).not.toContain(people.zhao.person)
  const record = randomUUID()
  const [op] = written(li, 1, registered(record, town.east, '井台的事')) as readonly [Op]
  const give = (body: object) => office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to: people.wang.person, ...body })
  expect(await give({ to: people.zhao.person })).toMatchObject({ status: 400, body: { code: 'cannotReceive' } })
  expect((await give({ op: { ...op, device: 'FOREIGN' } })).status).toBe(400)
  expect((await give({ op: { nothing: 1 } })).status).toBe(400)
  expect((await give({ stream: town.other })).status).toBe(404)
  expect((await give({})).body).toEqual({ state: 'open' })
  expect((await give({})).body).toEqual({ state: 'open' })
  expect((await list(wang)).handovers.filter(({ id }) => id === op.id)).toMatchObject([{ from: people.li.person, op: { body: { set: { summary: '井台的事' } } }, refusal: { code: 'notAllowed' } }])
  expect((await list(await office.signIn('sun'))).handovers.filter(({ id }) => id === op.id)).toEqual([])
  const stored = await database.db.sql<{ line: string }[]>`select h::text as line from handover h union all select a::text from audit a`
  expect(stored.filter(({ line }) => line.includes('井台') || line.includes(Buffer.from('井台').toString('hex')))).toEqual([])

  const take = () => office.post(wang, `/api/handover/${town.township}/${op.id}`, { kind: 'taken', by: randomUUID() })
  // What only lies on the taker's phone can still be lost: the handover ends when the server has it.
  expect((await take()).body).toEqual({ state: 'open' })
  expect((await list(wang)).handovers.filter(({ id }) => id === op.id)).toHaveLength(1)
  await push(wang, written(wang, 1, registered(record, town.east, '井台的事')))
  expect((await take()).body).toEqual({ state: 'taken' })
  expect((await take()).body).toEqual({ state: 'taken' })
  expect((await give({})).body).toEqual({ state: 'taken' })
  expect((await list(wang)).handovers.filter(({ id }) => id === op.id)).toEqual([])
  expect((await list(li)).sent.filter(({ id }) => id === op.id)).toMatchObject([{ state: 'taken', endedBy: people.wang.person }])
})

test('转给: declined with words, it comes back to its author, who may hand it to somebody else', async () => {
  const { town, people } = office
  const [li, wang, sun] = [await office.signIn('li'), await office.signIn('wang'), await office.signIn('sun')]
  const [op] = written(li, 1, registered(randomUUID(), town.east)) as readonly [Op]
  const give = (to: string | null) => office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to })
  await give(people.wang.person)
  expect((await office.post(sun, `/api/handover/${town.township}/${op.id}`, { kind: 'declined', why: '不是我的' })).status).toBe(404)
  expect((await office.post(wang, `/api/handover/${town.township}/${op.id}`, { kind: 'declined', why: '不是我们村' })).body).toEqual({ state: 'declined' })
  expect((await list(li)).sent.find(({ id }) => id === op.id)).toMatchObject({ state: 'declined', why: '不是我们村', endedBy: people.wang.person })
  expect((await give(null)).body).toEqual({ state: 'open' })
  expect((await list(sun)).handovers.filter(({ id }) => id === op.id)).toMatchObject([{ to: null, op: { id: op.id } }])
  // Or the author gives it up.
  expect((await office.post(li, `/api/handover/${town.township}/${op.id}`, { kind: 'declined', why: '已经办了' })).body).toEqual({ state: 'declined' })
  expect((await list(li)).sent.find(({ id }) => id === op.id)).toMatchObject({ state: 'declined', why: '已经办了', endedBy: people.li.person })
  expect((await list(sun)).handovers.filter(({ id }) => id === op.id)).toEqual([])
})

test('转给: what only its handler may read is passed on unread from 待接收, and given to its receiver whole', async () => {
  const { town, people } = office
  const [li, sun, wang] = [await office.signIn('li'), await office.signIn('sun'), await office.signIn('wang')]
  const record = randomUUID()
  const violent: Planned = { record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'marriage', compartment: 'domestic', place: town.east, reportedOn: '2026-06-01', summary: '金丝雀' } } }
  const [op] = written(li, 1, violent) as readonly [Op]
  await office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to: null })
  const seen = (await list(sun)).handovers.find(({ id }) => id === op.id)
  expect(seen).toMatchObject({ op: null, to: null })
  await office.post(sun, `/api/handover/${town.township}/${op.id}`, { kind: 'passed', to: people.wang.person })
  expect((await list(wang)).handovers.find(({ id }) => id === op.id)).toMatchObject({ op: { body: { set: { summary: '金丝雀' } } } })
})

test('转给: what would lead to such a record is passed on unread as well', async () => {
  const { town, people } = office
  const [li, sun] = [await office.signIn('li'), await office.signIn('sun')]
  const matter = randomUUID()
  await pushAll(town.deps, people.wang, town.township, deviceOf('led'), [
    { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { kind: 'dispute', place: town.east, receivedOn: '2026-06-01', source: 'office', summary: '家里的事', compartment: 'domestic' } } },
  ])
  const plan = (set: Record<string, string>): Planned => ({ record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'marriage', place: town.east, reportedOn: '2026-06-01', summary: '金丝雀', ...set } } })
  const ops = [...written(li, 1, plan({ fromMatter: matter })), ...written(li, 1, plan({}))]
  for (const op of ops) await office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to: null })
  const told = (await list(sun)).handovers
  expect(ops.map(({ id }) => told.find((each) => each.id === id)?.op === null)).toEqual([true, false])
})

test('转给: whoever it was handed to and who then lost the township leaves it to 待接收', async () => {
  const { town, people } = office
  const [li, sun] = [await office.signIn('li'), await office.signIn('sun')]
  const [op] = written(li, 1, registered(randomUUID(), town.east)) as readonly [Op]
  await office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to: people.wang.person })
  await office.strip('wang')
  expect((await list(sun)).handovers.filter(({ id }) => id === op.id)).toMatchObject([{ to: null, op: { id: op.id } }])
  await office.grant('wang', 'mediator', town.township)
})

test('a refusal tells nothing of a record its author may not read: neither its stage nor what stands in it', async () => {
  const { town } = office
  const record = randomUUID()
  const li = deviceOf('li')
  await pushAll(town.deps, town.li, town.township, li, [registered(record, town.west, '西村的事'), { record, kind: 'dispute', base: 0, body: { kind: 'move', move: 'accept', set: {} } }])
  await office.grant('zhang', 'gridWorker', town.east)
  const session = await office.signIn('zhang')
  const [last] = await database.db.sql<{ seq: number }[]>`select coalesce(max(seq), 0)::bigint as seq from op where device = ${session.device} and stream = ${town.township}`
  const guesses: readonly Planned[] = [
    { record, kind: 'dispute', body: { kind: 'move', move: 'mediate', set: { summary: '猜' } } },
    { record, kind: 'dispute', body: { kind: 'move', move: 'accept', set: {} } },
    { record, kind: 'dispute', body: { kind: 'edit', set: { summary: '猜', people: 1 } } },
    { record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-01' } } },
  ]
  const { results } = await push(session, written(session, (last?.seq ?? 0) + 1, ...guesses))
  expect(results.map((result) => (result.kind === 'rejected' ? result.refusal : result.kind))).toEqual(guesses.map(() => ({ code: 'outOfScope' })))
})
