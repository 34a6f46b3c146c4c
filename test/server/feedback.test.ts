import { randomUUID } from 'node:crypto'
import type { Complained, Complaint, ComplaintList, ComplaintTold, MyComplaints } from '../../src/core/feedbackWire'
import type { Problem, Session } from '../../src/core/protocol'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, opOf, pushAll, type Planned } from './town'
import { push } from '../../src/server/push'

const database = withDatabase()
const SAID = '办事窗口中午没有人，等了两个钟头'
const CONTACT = '钱某 13900002222'
let office: Office
let [zhou, li]: Session[] = []

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const signed = await Promise.all([office.signIn('zhou'), office.signIn('li')])
  ;[zhou, li] = signed
})
afterAll(() => office.server.close())

interface Answered<T> {
  readonly status: number
  readonly body: T
}

async function send<T>(url: string, payload: object, from = '10.0.0.1', session: Session | null = null): Promise<Answered<T>> {
  const headers = session === null ? {} : { authorization: `Bearer ${session.access}` }
  const answer = await office.server.inject({ method: 'POST', url, payload, remoteAddress: from, headers })
  return { status: answer.statusCode, body: answer.json<T>() }
}
const complainFrom = (from: string, session: Session | null = null) => send<Complained>('/api/feedback', { kind: 'complaint', text: SAID, contact: CONTACT }, from, session)
const known = (session: Session | undefined): Session => {
  if (session === undefined) throw new Error('signed in before')
  return session
}
async function inbox(): Promise<ComplaintList> {
  return (await office.get(known(zhou), '/api/complaints')).body as ComplaintList
}

test('S24: a stranger complains without a name, is answered, and reads the answer by the code alone', async () => {
  const { status, body: { receipt, code, dueOn } } = await complainFrom('10.0.1.1')
  expect(status).toBe(200)
  expect(receipt).toMatch(/^诉2026-\d+$/)
  // From Monday the 15th five working days; no county has set the holidays yet.
  expect(dueOn).toBe('2026-06-22')
  const [head] = (await inbox()).complaints.filter((each) => each.receipt === receipt)
  expect(head).toMatchObject({ kind: 'complaint', state: 'new', receivedOn: '2026-06-15', dueOn })
  const id = head?.id ?? ''
  expect((await office.get(known(zhou), `/api/complaints/${id}`)).body).toMatchObject({ text: SAID, contact: CONTACT, acts: [] })

  const waiting = await send<ComplaintTold>('/api/feedback/answer', { code })
  expect(waiting.body).toEqual({ receipt, kind: 'complaint', state: 'new', receivedOn: '2026-06-15', dueOn, replies: [] })
  await office.post(known(zhou), `/api/complaints/${id}`, { act: 'take' })
  const answered = (await office.post(known(zhou), `/api/complaints/${id}`, { act: 'reply', text: '已经安排中午值班。' })).body as Complaint
  await office.post(known(zhou), `/api/complaints/${id}`, { act: 'reply', text: '再补一句。' })
  expect(answered).toMatchObject({ state: 'answered', acts: [{ act: 'take', on: '2026-06-15' }, { act: 'reply', person: office.people.zhou.person, on: '2026-06-15', text: '已经安排中午值班。' }] })
  const read = await send<ComplaintTold>('/api/feedback/answer', { code: ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} ` })
  expect(read.body).toMatchObject({ state: 'answered', replies: [{ on: '2026-06-15', text: '已经安排中午值班。' }, { on: '2026-06-15', text: '再补一句。' }] })
  expect(JSON.stringify(read.body)).not.toContain(office.people.zhou.person)
  expect((await send<Problem>('/api/feedback/answer', { code: '222222222222' })).status).toBe(404)
})

test('who was signed in finds it again without a code, and stands nowhere as its sender', async () => {
  const { body: { receipt } } = await complainFrom('10.0.2.1', known(li))
  const mine = (await office.get(known(li), '/api/feedback/mine')).body as MyComplaints
  expect(mine.complaints.map((each) => each.receipt)).toEqual([receipt])
  expect(((await office.get(known(zhou), '/api/feedback/mine')).body as MyComplaints).complaints).toEqual([])
  const id = (await inbox()).complaints.find((each) => each.receipt === receipt)?.id ?? ''
  expect(JSON.stringify((await office.get(known(zhou), `/api/complaints/${id}`)).body)).not.toContain(office.people.li.person)
  const rows = await database.db.sql<{ row: string }[]>`select c::text as row from complaint c`
  const lines = await database.db.sql<{ row: string }[]>`select a::text as row from audit a where subject = ${id}`
  expect(`${JSON.stringify(rows)} ${JSON.stringify(lines)}`).not.toContain(office.people.li.person)
})

test('nothing of what was said or answered lies open in the database', async () => {
  const rows = await database.db.sql<{ row: string }[]>`select c::text as row from complaint c union all select a::text from complaint_act a`
  expect(rows.length).toBeGreaterThan(3)
  const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex')
  for (const { row } of rows) for (const text of [SAID, CONTACT, '中午值班']) expect(row.includes(text) || row.includes(hex(text))).toBe(false)
})

test('every act is on the trail, and reading one too', async () => {
  const { body: { receipt } } = await complainFrom('10.0.3.1')
  const id = (await inbox()).complaints.find((each) => each.receipt === receipt)?.id ?? ''
  await office.get(known(zhou), `/api/complaints/${id}`)
  await office.post(known(zhou), `/api/complaints/${id}`, { act: 'take' })
  await office.post(known(zhou), `/api/complaints/${id}`, { act: 'take' })
  await office.post(known(zhou), `/api/complaints/${id}`, { act: 'reply', text: '好' })
  const lines = await database.db.sql<{ action: string; actor: string | null }[]>`select action, actor from audit where subject = ${id} order by a`
  const by = office.people.zhou.person
  expect(lines.map(({ action, actor }) => [action, actor])).toEqual([['complained', null], ['complaintRead', by], ['complaintTaken', by], ['complaintAnswered', by]])
})

test('the inbox is for whoever answers, and for nobody else', async () => {
  const { complaints: [head] } = await inbox()
  const id = head?.id ?? ''
  for (const answer of [
    await office.get(known(li), '/api/complaints'), await office.get(known(li), `/api/complaints/${id}`), await office.post(known(li), `/api/complaints/${id}`, { act: 'take' }),
    await office.get(known(zhou), `/api/complaints/${randomUUID()}`), await office.post(known(zhou), `/api/complaints/${randomUUID()}`, { act: 'reply', text: '好' }),
  ]) expect(answer.status).toBe(404)
  expect((await office.post(known(zhou), `/api/complaints/${id}`, { act: 'reply', text: '  ' })).status).toBe(400)
  expect((await office.server.inject({ method: 'GET', url: '/api/complaints' })).statusCode).toBe(401)
})

test('S24: an address writes ten a day, and the eleventh is told to wait', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 11; i += 1) statuses.push((await complainFrom('10.0.4.1')).status)
  expect(statuses).toEqual([...Array<number>(10).fill(200), 429])
  expect((await complainFrom('10.0.4.2')).status).toBe(200)
})

test('nonsense is refused in words', async () => {
  for (const payload of [{}, { kind: 'complaint', text: '', contact: '' }, { kind: 'order', text: '好', contact: '' }, { kind: 'complaint', text: '   ', contact: '' }, { kind: 'complaint', text: 'x'.repeat(1001), contact: '' }]) {
    expect((await send('/api/feedback', payload, '10.0.5.1')).status).toBe(400)
  }
})

test('a setting nobody can read is refused by the server, and so is a second of the same name, also within one batch', async () => {
  const { town } = office
  const device = deviceOf('set')
  const set = (values: Readonly<Record<string, string | number>>, record: string = randomUUID()): Planned => ({ record, kind: 'setting', body: { kind: 'create', move: 'add', set: values } })
  const ops = [
    set({ name: '受理期限', text: '三天' }), set({ name: '从来没有', text: '一' }), set({ name: '接手期限', number: 4 }), set({ name: '接手期限', number: 5 }),
    { record: randomUUID(), kind: 'option', body: { kind: 'create' as const, move: 'add', set: { field: 'work.category', code: 'forest', label: '护林巡查' } } },
    { record: randomUUID(), kind: 'option', body: { kind: 'create' as const, move: 'add', set: { field: 'work.category', code: 'woods', label: '护林巡查' } } },
  ].map((planned) => opOf(device, planned))
  const pushed = await push(town.deps, { me: town.root, devices: [device.name] }, { stream: town.county, ops, waiting: ops.length })
  expect(pushed?.answer.results.map(({ kind }) => kind)).toEqual(['rejected', 'rejected', 'applied', 'rejected', 'applied', 'rejected'])
})

test('the days of a year come from the State Council\'s list, for whoever sets them', async () => {
  const year = await office.get(known(zhou), '/api/holidays/2026')
  expect(year).toMatchObject({ status: 200, body: { year: 2026, text: expect.stringContaining('2026-01-01') as string } })
  expect((await office.get(known(zhou), '/api/holidays/2099')).body).toEqual({ year: 2099, text: null })
  expect((await office.get(known(li), '/api/holidays/2026')).status).toBe(404)
  await pushAll(office.town.deps, office.town.root, office.town.county, deviceOf('days'), [{
    record: randomUUID(), kind: 'setting', body: { kind: 'create', move: 'add', set: { name: '放假/2026', text: (year.body as { text: string }).text } },
  }])
})
