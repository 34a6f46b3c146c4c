import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { AccountActed } from '../../src/core/accountWire'
import type { CaseCode } from '../../src/core/codeWire'
import type { Complained, ComplaintList } from '../../src/core/feedbackWire'
import type { ImportBatch, ImportFile } from '../../src/core/importing'
import { crc32 } from '../../src/core/media'
import type { OpBody, Patch, RowPatches } from '../../src/core/op'
import type { NamedRecords, PersonalRequest } from '../../src/core/privacyWire'
import type { HandoverList, PushAnswer, Session } from '../../src/core/protocol'
import type { FrozenHead, ReportAnswer } from '../../src/core/reportWire'
import { stepAt, totpAt } from '../../src/server/account/totp'
import { anchorToday } from '../../src/server/audit/anchoring'
import type { App } from '../../src/server/http/context'
import { LIMITS } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { databaseGauges } from '../../src/server/operation/gauges'
import { createMetrics, type Metrics } from '../../src/server/operation/metrics'
import { createOperationPort } from '../../src/server/operation/port'
import { createPoker } from '../../src/server/poke'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { createWechat } from '../../src/server/wechat/wechat'
import { APPID, openWechat, SECRET, type WechatStandin } from '../setup/wechatStandin'
import { base32, everyRow, sheetOf, tracesOf, type Told } from './canaries'
import { withDatabase } from './database'
import { openOffice, type Name, type Office } from './office'
import { PLAIN } from './passwords'
import { allPieces, attachmentOf, pictureOf, pieceOf } from './pictures'
import { deviceOf, NOON, opOf, pushAll, type Planned, type TestDevice } from './town'

/** People who were never anywhere else, and what only they know: each word is looked for by itself. */
const NAME = '闻人金丝雀'
const PHONE = '13987654321'
const HOME = '雀鸣巷七十七号'
const TOLD = '只有笼中鸟知道的那句话'
const PASSWORD = 'Kanarienvogel-Lied 77'
const GUESS = 'Kanarienvogel-Irrtum 78'
const OPENID = 'canaryopenid7x'
const STRANGER = 'canarystranger8y'
const SESSION_KEY = 'key-of-nobody'
const PEOPLE = ['金丝雀', PHONE, HOME, TOLD.slice(2), 'Kanarienvogel', OPENID, STRANGER, SESSION_KEY]
/** What the server gave out on the way and only a hash or an envelope of may stay: tokens, codes, tickets, the secret of an authenticator. */
const secrets: string[] = []
/** The public page of a case names the code it was asked by; nothing else may. */
const caseCodes: string[] = []

const database = withDatabase()
const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-canary-'))
const logged: unknown[] = []
const printed: string[] = []
const refused: { readonly url: string; readonly status: number; readonly body: string; readonly headers: string }[] = []
/** What files are called. */
const named: string[] = []
let office: Office
let wechat: WechatStandin
let app: App
let server: FastifyInstance
let metrics: Metrics
let now = NOON
const sessions = new Map<Name, Pick<Session, 'access' | 'device'>>()
const devices = new Map<Name, TestDevice>()

beforeAll(async () => {
  for (const way of ['log', 'warn', 'error', 'info'] as const) jest.spyOn(console, way).mockImplementation((...said: unknown[]) => void printed.push(said.map(String).join(' ')))
  office = await openOffice(database.db, () => now)
  wechat = await openWechat()
  metrics = createMetrics(databaseGauges(database.db.sql))
  const deps = { ...office.town.deps, now: () => now }
  app = {
    ...deps, directory: createDirectory(deps), poker: await createPoker(database.db), mode: 'county', county: office.town.county, h5Folder: null, demoAccounts: [],
    limits: { ...LIMITS, routes: 1_000 }, passwords: PLAIN, metrics, log: (line) => logged.push(line), anchors: folder,
    wechat: createWechat({ appid: APPID, secret: SECRET, api: wechat.address, template: 'template-due', fields: {}, state: 'formal' }, () => now, fetch, 300),
  }
  server = await createServer(app)
  await server.ready()
  const { township, county } = office.town
  for (const [name, role, place] of [['wang', 'judicial', township], ['sun', 'clerk', township], ['qian', 'security', county]] as const) await office.grant(name, role, place)
  for (const name of ['zhang', 'li', 'wang', 'sun', 'zhou', 'qian'] as const) {
    const { person } = office.people[name]
    const device = await deviceFor(database.db.sql, person, null, 'weapp', now)
    const { access, refresh } = await openSession(database.db.sql, { person, county, device }, now)
    secrets.push(access, refresh)
    sessions.set(name, { access, device })
  }
}, 60_000)
afterAll(async () => {
  await server.close()
  await office.server.close()
  await wechat.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As phones and browsers ask. What was refused, and what a file is called, is kept to be looked through. */
async function ask<T = Record<string, unknown>>(by: Name | null, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: InjectOptions['payload'], headers: Record<string, string> = {}): Promise<Told<T>> {
  const bearer = by === null ? {} : { authorization: `Bearer ${sessions.get(by)?.access ?? ''}` }
  const answer = await server.inject({ method, url, headers: { ...bearer, ...headers }, ...(payload === undefined ? {} : { payload }) })
  const { statusCode: status, body: text } = answer
  if (status >= 400) refused.push({ url, status, body: text, headers: JSON.stringify(answer.headers) })
  const name = answer.headers['content-disposition']
  if (name !== undefined) named.push(String(name))
  return { status, text, body: (String(answer.headers['content-type']).startsWith('application/json') ? JSON.parse(text) : {}) as T }
}
const post = <T = Record<string, unknown>>(by: Name | null, url: string, payload: object) => ask<T>(by, 'POST', url, payload)
const file = <T = Record<string, unknown>>(by: Name, url: string, bytes: Buffer) => ask<T>(by, 'POST', url, bytes, { 'content-type': 'application/octet-stream' })

async function done<T>(answer: Promise<Told<T>>): Promise<T> {
  const { status, body, text } = await answer
  if (status !== 200) throw new Error(text)
  return body
}

async function took(link: Promise<Told<{ url?: string; name?: string }>>): Promise<void> {
  const { url = '', name = '' } = await done(link)
  named.push(name)
  expect((await ask(null, 'GET', url)).status).toBe(200)
  // Once only.
  expect((await ask(null, 'GET', url)).status).toBe(404)
  secrets.push(url.split('ticket=')[1] ?? '')
}

async function pushed(by: Name, planned: readonly Planned[], stream = office.town.township): Promise<readonly string[]> {
  const device = devices.get(by) ?? { name: sessions.get(by)?.device ?? '', seq: 0 }
  devices.set(by, device)
  const { results } = await done(post<PushAnswer>(by, '/api/push', { stream, ops: planned.map((each) => opOf(device, each)), waiting: planned.length }))
  return results.map(({ kind }) => kind)
}
const nOf = async (kind: string, record: string): Promise<number> => (await database.db.sql<{ since: number }[]>`select since from ${database.db.sql(`${kind}_version`)} where record = ${record} and until is null`)[0]?.since ?? 0
const step = async (by: Name, kind: string, record: string, body: OpBody): Promise<void> => expect([body, await pushed(by, [{ record, kind, body, base: await nOf(kind, record) }])]).toEqual([body, ['applied']])
const move = (name: string, set: Patch, rows: RowPatches = {}): OpBody => ({ kind: 'move', move: name, set, rows })

const PERSON: Patch = { name: NAME, phone: PHONE }
const PARTY: Patch = { ...PERSON, side: 'applicant', nation: '雀鸣族', job: HOME.slice(0, 6), home: HOME }
const [land, away, matter] = [randomUUID(), randomUUID(), randomUUID()]

async function records(): Promise<void> {
  const { county, township, east } = office.town
  const register: OpBody = { kind: 'create', move: 'register', set: { type: 'land', place: east, reportedOn: '2026-06-01', summary: TOLD }, rows: { parties: { p1: { set: PARTY }, p2: { set: { name: '司徒某', side: 'respondent' } } } } }
  for (const record of [land, away]) {
    await step('li', 'dispute', record, register)
    await step('li', 'dispute', record, move('accept', { acceptedOn: '2026-06-02', source: 'applied', claims: TOLD }))
    await step('li', 'dispute', record, move('mediate', {}, { sessions: { s1: { set: { on: '2026-06-03', present: NAME, record: TOLD } } } }))
  }
  await step('li', 'dispute', land, move('inquire', {}, { inquiries: { q1: { set: { on: '2026-06-03', asked: NAME, record: TOLD } } } }))
  await step('li', 'dispute', land, move('close', { closedOn: '2026-06-10', result: 'success', form: 'written', agreement: TOLD }))
  await step('li', 'dispute', land, move('followUp', {}, { followUps: { f1: { set: { on: '2026-06-12', finding: TOLD } } } }))
  await step('li', 'dispute', land, { kind: 'edit', set: { summary: `${TOLD}${HOME}` } })
  await step('li', 'dispute', away, move('refer', { transferTo: 'court', transferReason: TOLD, transferredOn: '2026-06-05' }))
  await step('zhang', 'matter', matter, { kind: 'create', move: 'register', set: { kind: 'help', place: east, receivedOn: '2026-06-01', summary: TOLD }, rows: { people: { r1: { set: PERSON } } } })
  const unit = randomUUID()
  expect(await pushed('zhou', [
    { record: unit, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '甲乡自然资源所', nature: 'station', place: township } } },
    { record: randomUUID(), kind: 'person', body: { kind: 'create', move: 'add', set: { name: '新来的', phone: PHONE } } },
  ], county)).toEqual(['applied', 'applied'])
  await step('sun', 'matter', matter, move('assign', { leadUnit: unit, assignedOn: '2026-06-02', dueOn: '2026-06-11' }))
  await step('sun', 'matter', matter, move('sign', { signedOn: '2026-06-02' }))
  await step('sun', 'matter', matter, move('handle', {}, { steps: { t1: { set: { on: '2026-06-03', what: TOLD } } } }))
  await step('sun', 'matter', matter, move('resolve', { reply: TOLD, resolvedOn: '2026-06-10' }))
  await step('sun', 'matter', matter, move('feedBack', { fedBackOn: '2026-06-11' }))
  await step('sun', 'screening', randomUUID(), { kind: 'create', move: 'record', set: { place: east, from: '2026-06-01', to: '2026-06-07', note: TOLD } })
}

/** Each is refused, alone or whole, with somebody's name where a name, a number, an option or an id belongs. */
async function broken(): Promise<void> {
  const { town: { east, township } } = office
  const set: Patch = { type: 'land', place: east, reportedOn: '2026-06-01', summary: TOLD }
  const create = (more: Patch, rows: RowPatches = {}, kind = 'dispute', name = 'register'): Planned => ({ record: randomUUID(), kind, body: { kind: 'create', move: name, set: { ...set, ...more }, rows } })
  const results = await pushed('li', [
    create({ type: NAME }), create({ place: NAME }), create({ reportedOn: PHONE }), create({ [NAME]: 1 }), create({ amount: TOLD }), create({}, {}, NAME), create({}, {}, 'dispute', NAME),
    create({}, { [NAME]: { p1: { set: PERSON } } }), create({}, { parties: { [NAME]: { set: PERSON } } }), create({}, { parties: { p1: { set: { [NAME]: PHONE } } } }), create({ summary: TOLD.repeat(400) }),
    { record: NAME, kind: 'dispute', body: { kind: 'edit', set } }, { record: land, kind: 'dispute', body: move('merge', { mergedInto: NAME }) },
    { record: land, kind: 'dispute', body: { kind: NAME, set } as unknown as OpBody }, { record: randomUUID(), kind: 'dispute', body: { kind: 'edit', set } },
    { ...create({}), base: NAME as unknown as number }, create({}, {}, 'grant', 'add'), create({ place: office.town.other }),
  ])
  expect(results).toEqual(results.map(() => 'rejected'))
  for (const ops of [[{ id: NAME, device: NAME, seq: NAME, name: PHONE }], [NAME], NAME]) await post('li', '/api/push', { stream: township, ops, waiting: 1 })
  await post('li', '/api/push', { stream: NAME, ops: [], waiting: 0 })
}

async function handoverAndMedia(): Promise<void> {
  const { town: { township, east }, people } = office
  const op = opOf({ name: sessions.get('li')?.device ?? '', seq: 5_000 }, { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: east, reportedOn: '2026-06-01', summary: TOLD } } })
  await done(post('li', '/api/handover', { stream: township, op, refusal: { code: 'notAllowed' }, to: people.wang.person }))
  await post('li', '/api/handover', { stream: township, op: { ...op, kind: NAME }, refusal: { code: NAME, say: TOLD }, to: people.wang.person })
  const { handovers } = await done(ask<HandoverList>('wang', 'GET', '/api/handovers'))
  expect(JSON.stringify(handovers)).toContain(TOLD)
  await done(post('wang', `/api/handover/${township}/${handovers[0]?.id ?? ''}`, { kind: 'declined', why: TOLD }))
  await post('wang', `/api/handover/${township}/${handovers[0]?.id ?? ''}`, { kind: 'declined', why: TOLD })

  const plain = pictureOf(2)
  plain.bytes.write(TOLD, 2_000)
  const picture = attachmentOf(plain.bytes, 'image/jpeg', land)
  await step('li', 'dispute', land, { kind: 'edit', set: { photos: [picture.id] } })
  await done(post('li', '/api/media', { stream: township, record: land, id: picture.id, type: picture.type, size: picture.bytes.length }))
  for (const more of [{ type: NAME }, { type: picture.type, size: 1e12 }, { record: NAME }]) await post('li', '/api/media', { stream: township, record: land, id: 'e'.repeat(64), type: picture.type, size: 9, ...more })
  for (const piece of allPieces(picture)) {
    const body = pieceOf(picture, piece)
    const send = (bytes: Buffer, sum: string) => ask('li', 'POST', `/api/media/${township}/${picture.id}/${piece}`, bytes, { 'content-type': 'application/octet-stream', 'x-crc32': sum })
    expect((await send(Buffer.concat([Buffer.from(TOLD), body]), NAME.length.toString())).status).toBeGreaterThanOrEqual(400)
    expect((await send(body, crc32(body))).status).toBe(200)
  }
  const { url = '' } = await done(post<{ url?: string }>('li', `/api/media/${township}/${picture.id}/link`, { record: land }))
  expect((await ask(null, 'GET', url)).text).toContain(TOLD)
  secrets.push(url.split('ticket=')[1] ?? '')
}

async function reportAndPapers(): Promise<void> {
  const { town, people } = office
  const { township } = town
  const template = randomUUID()
  await pushAll(town.deps, { ...people.sun, roles: ['clerk'], grants: [{ role: 'clerk', place: township, stream: township }] }, town.county, deviceOf('templ'), [{
    record: template, kind: 'template', body: { kind: 'create', move: 'add', set: { name: '年度报告', place: township, span: 'year', year: 2025 }, rows: { chapters: { c1: { set: { order: 1, text: '受理{{纠纷.受理}}件。' } } } } },
  }])
  const at = `/api/report/${township}/${template}/2025`
  const text = { opening: `# ${NAME}`, chapters: [`${TOLD}{{纠纷.${NAME}}}{{`, `{{纠纷.受理}}件，${PHONE}`], closing: HOME }
  await done(post('sun', `${at}/preview`, { until: null, text }))
  await post('sun', `${at}/preview`, { until: NAME, text })
  await post('sun', `${at}/preview`, { until: '2025-02-31', text: { ...text, closing: 7 } })
  await took(post('sun', `${at}/text/link`, { text }))
  await file('sun', `${at}/text`, Buffer.from(`${NAME}${TOLD}`))
  await took(post('sun', `${at}/link/checking`, {}))
  const draft = await done(ask<ReportAnswer>('sun', 'GET', at))
  const freeze = { template, periodKey: '2025', until: null, at: draft.at, ticks: draft.problems.map(({ tick }) => tick), after: 0 }
  await post('sun', `/api/frozen/${township}`, { ...freeze, ticks: [NAME], at: { town: 0, county: 0 } })
  const frozen = await done(post<FrozenHead>('sun', `/api/frozen/${township}`, freeze))
  await took(post('sun', `/api/frozen/${township}/${frozen.id}/link/final`, {}))
  await ask('sun', 'GET', `/api/frozen/${township}/${frozen.id}/corrections`)

  const papers = `/api/papers/${township}/${land}`
  await done(ask('li', 'GET', papers))
  for (const what of ['volume', 'package']) await took(post('li', `${papers}/link`, { what }))
  await took(post('li', `${papers}/link`, { what: 'paper', paper: 'agreement', row: null }))
  for (const wrong of [{ what: 'paper', paper: 'session', row: 'zz9' }, { what: NAME }, { what: 'paper', paper: NAME, row: PHONE }]) await post('li', `${papers}/link`, wrong)
  await took(post('li', `/api/papers/${township}/bound`, { place: town.east, quarter: '2026Q2' })).catch(() => undefined)
  for (const path of ['agreement/try', 'agreement', `${encodeURIComponent(NAME)}/try`]) await file('zhou', `/api/paper-forms/${path}`, Buffer.from(TOLD))
}

async function tables(): Promise<void> {
  const { township, county } = office.town
  const register = await sheetOf(`${TOLD}${HOME}`, ['村组', '受理时间', '当事人', '纠纷类型', '简要案情', NAME], [['东村', '2023-3-5', NAME, '邻里', TOLD, PHONE], ['东村', PHONE, NAME, NAME, TOLD, ''], [HOME, '2023-3-5', NAME, '邻里', TOLD, '']])
  const { file: held, sheet } = await done(file<ImportFile>('li', `/api/imports/${township}/dispute`, register))
  const at = `/api/import/${township}/${held}`
  const mapping = { ...sheet.mapping, words: { type: { [NAME]: 'other' } }, year: 2023 }
  expect(JSON.stringify(await done(post('li', `${at}/try`, { mapping })))).toContain(HOME)
  await post('li', `${at}/sheet`, { sheet: NAME, headerRow: null })
  await post('li', `${at}/try`, { mapping: { ...mapping, fixed: { place: NAME }, [NAME]: TOLD } })
  const batch = await done(post<ImportBatch>('li', `${at}/confirm`, { mapping, name: `${NAME}.xlsx`, again: false }))
  expect(batch.taken).toBeGreaterThan(0)
  await post('li', `${at}/confirm`, { mapping, name: `${NAME}.xlsx`, again: false })
  await done(ask('li', 'GET', `/api/import/${township}/batch/${batch.id}`))
  await done(post('li', `/api/import/${township}/batch/${batch.id}/undo`, { also: [] }))
  for (const bytes of [Buffer.from(NAME), register.subarray(0, register.length / 2), Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from(NAME)])]) {
    await file('li', `/api/imports/${township}/dispute`, bytes)
    await file('zhou', '/api/directory/person/file', bytes)
    await file('wang', `/api/submission/${township}/none/receipt`, bytes)
  }
  const staff = await sheetOf(`${TOLD}${HOME}`, ['姓名', '职务', '单位', '所在地方', '电话'], [['新来的人', '干部', '', '', PHONE], ['', NAME, TOLD, HOME, PHONE]])
  const tried = await file<{ file?: string }>('zhou', '/api/directory/person/file', staff)
  if (tried.body.file !== undefined) await post('zhou', `/api/directory/person/file/${tried.body.file}`, {})
  await took(post('zhou', '/api/directory/person/export', { isEmpty: false }))
  const period = { from: '2026-01-01', to: '2026-12-31' }
  await took(post('wang', `/api/export/${township}`, { what: 'dispute', period, place: null }))
  for (const wrong of [{ what: NAME, period, place: null }, { what: 'dispute', period: { from: PHONE, to: NAME }, place: null }, { what: 'dispute', period, place: NAME }]) await post('wang', `/api/export/${township}`, wrong)
  await post('zhou', `/api/directory/${encodeURIComponent(NAME)}/export`, { isEmpty: false })
  await ask('zhou', 'GET', `/api/directory/place/${encodeURIComponent(NAME)}?at=${county}`)
}

async function reading(): Promise<void> {
  const { township, east } = office.town
  const search = { stream: township, kind: 'dispute', text: NAME, where: {}, place: null, period: null, told: false, after: null, limit: 50 }
  expect((await post('wang', '/api/search', search)).text).toContain('金丝雀')
  expect((await post('li', '/api/search', { ...search, text: TOLD.slice(2, 8), told: true })).text).toContain(TOLD)
  for (const wrong of [{ where: { type: [NAME] } }, { where: { [NAME]: [TOLD] } }, { kind: NAME }, { text: NAME.repeat(30) }, { stream: NAME }, { stream: office.town.other }]) await post('wang', '/api/search', { ...search, ...wrong })
  await done(post('li', '/api/search/likely', { stream: township, kind: 'dispute', id: null, place: east, type: 'land', day: '2026-06-01', names: [NAME], text: TOLD }))
  await post('li', '/api/search/likely', { stream: township, kind: 'dispute', id: null, place: null, type: NAME, day: null, names: [NAME], text: TOLD })
  const query = { figure: { kind: 'dispute', where: { type: [NAME] }, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: null, by: null }
  await post('li', '/api/figures', { stream: township, queries: [query], at: null })
  await post('li', '/api/drill', { stream: township, query: { ...query, figure: { ...query.figure, where: {} } }, at: null, offset: 0, limit: 50 })
  await post('li', '/api/drill', { stream: township, query, at: null, offset: 0, limit: 50 })
  await done(post('li', '/api/pull', { cursor: null, waiting: 0 }))
  await post('li', '/api/pull', { cursor: NAME, waiting: 0 })
  for (const path of ['record', 'history', 'papers', 'merged']) expect((await ask('li', 'GET', `/api/${path}/${township}/${land}`)).status).toBe(200)
  const note = { id: randomUUID(), stream: township, record: land, kind: 'dispute', classes: ['name', 'phone'], reason: 'checking', at: new Date(now).toISOString() }
  await done(post('zhang', '/api/reveals', { reveals: [note] }))
  for (const wrong of [{ reason: TOLD }, { kind: NAME }, { classes: [NAME] }, { note: TOLD }]) await post('zhang', '/api/reveals', { reveals: [{ ...note, ...wrong }] })
}

async function villagers(): Promise<void> {
  const { township } = office.town
  const { code } = await done(post<Complained>(null, '/api/feedback', { kind: 'complaint', text: TOLD, contact: `${NAME}${PHONE}` }))
  secrets.push(code)
  await done(post('li', '/api/feedback', { kind: 'personal', text: TOLD, contact: NAME }))
  await post(null, '/api/feedback', { kind: NAME, text: TOLD, contact: PHONE })
  const { complaints } = await done(ask<ComplaintList>('zhou', 'GET', '/api/complaints'))
  for (const { id } of complaints) {
    await done(post('zhou', `/api/complaints/${id}`, { act: 'take' }))
    await done(post('zhou', `/api/complaints/${id}`, { act: 'reply', text: `${NAME}：${TOLD}` }))
  }
  await post('zhou', `/api/complaints/${randomUUID()}`, { act: 'reply', text: TOLD })
  expect((await post(null, '/api/feedback/answer', { code })).text).toContain(TOLD)
  for (const wrong of [NAME, PHONE]) await post(null, '/api/feedback/answer', { code: wrong })

  const requests = `/api/personal-requests/${township}`
  for (const kind of ['copy', 'erase'] as const) {
    const { id } = await done(post<PersonalRequest>('wang', requests, { kind, name: NAME, contact: PHONE, proof: TOLD, ask: HOME }))
    const found = await done(post<NamedRecords>('wang', `${requests}/${id}/find`, {}))
    expect(found.records.length).toBeGreaterThan(0)
    if (kind === 'copy') await took(post('wang', `${requests}/${id}/copy`, {}))
    if (kind === 'erase') await done(post('wang', `${requests}/${id}/act`, { act: 'propose', records: found.records.map(({ stream, record, rows }) => ({ stream, record, rows })) }))
    if (kind === 'erase') await done(post('qian', `${requests}/${id}/act`, { act: 'decline', why: TOLD }))
    await post('wang', `${requests}/${id}/act`, { act: 'finish', outcome: TOLD })
    await post('wang', `${requests}/${id}/act`, { act: 'propose', records: [{ stream: township, record: land, rows: [NAME] }] })
  }
  await post('wang', requests, { kind: 'copy', name: `${NAME}\u0000`, contact: PHONE, proof: TOLD, ask: '' })
  await post('zhang', requests, { kind: 'copy', name: NAME, contact: PHONE, proof: TOLD, ask: '' })

  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const slip = await done(post<CaseCode>('sun', `/api/code/${township}/${matter}`, {}))
  caseCodes.push(slip.code)
  expect((await ask(null, 'GET', `/c/${slip.code}`)).status).toBe(200)
  for (const rating of [NAME, 'satisfied', 'satisfied']) await ask(null, 'POST', `/c/${slip.code}`, `rating=${encodeURIComponent(rating)}&name=${encodeURIComponent(NAME)}`, form)
  await ask(null, 'POST', `/c/${slip.code}`, `rating=satisfied&text=${encodeURIComponent(TOLD.repeat(100))}`, form)
  for (const typed of [NAME, PHONE, 'A'.repeat(21)]) await ask(null, 'POST', '/c/', `code=${encodeURIComponent(typed)}`, form)
  await ask(null, 'GET', `/c/${encodeURIComponent(NAME)}?phone=${PHONE}`)
  await ask(null, 'PUT', `/c/${encodeURIComponent(NAME)}`)
}

async function waysIn(): Promise<void> {
  const { people } = office
  const act = async (name: Name, body: object): Promise<string> => (await done(post<AccountActed>('zhou', `/api/account/${people[name].person}`, body))).code ?? ''
  const logIn = (login: string, password: string, totp?: string) =>
    post<Partial<Session> & { kind?: string; secret?: string; refresh?: string }>(null, '/api/login', { login, password, device: null, client: 'weapp', ...(totp === undefined ? {} : { totp }) })
  const inside = ({ access = '', refresh = null, journalKey = '' }: Partial<Session>): void => void secrets.push(...[access, refresh ?? '', journalKey].filter((each) => each !== ''))
  // A password that is chosen, an authenticator that is set up.
  const ticket = await act('zhao', { act: 'password', login: 'zhao' })
  secrets.push(ticket)
  for (const password of ['雀', NAME, PHONE]) await post(null, '/api/password', { login: 'zhao', ticket, password })
  await post(null, '/api/password', { login: NAME, ticket: GUESS, password: PASSWORD })
  await done(post(null, '/api/password', { login: 'zhao', ticket, password: PASSWORD }))
  inside(await done(logIn('zhao', PASSWORD)))
  await database.db.sql`update account set totp = null, totp_pending = null, totp_step = null where person = ${people.zhou.person}`
  const begun = await done(logIn('zhou', 'correct horse'))
  expect(begun.kind).toBe('setUpTotp')
  const secret = begun.secret ?? ''
  const raw = base32(secret)
  secrets.push(secret, raw.toString('base64'), raw.toString('hex'))
  await logIn('zhou', 'correct horse', '000000')
  now += 60_000
  inside(await done(logIn('zhou', 'correct horse', totpAt(raw, stepAt(now)))))
  for (const [login, password] of [['zhao', GUESS], [NAME, GUESS], [PHONE, PASSWORD], ['zhou', GUESS]] as const) await logIn(login, password)
  for (let i = 0; i < 7; i += 1) await logIn(NAME, `${GUESS}${i}`)
  await post(null, '/api/login', { login: NAME, password: GUESS.repeat(20), device: PHONE, client: 'weapp' })
  await post(null, '/api/login', { login: NAME, password: GUESS, device: NAME, client: NAME })
  await post(null, '/api/bootstrap', { secret: GUESS, county: NAME, admin: { name: NAME, login: 'canary-a' }, security: { name: NAME, login: 'canary-b' } })

  // WeChat knows them; the program shows a code that a browser brings.
  const binding = await act('zhao', { act: 'binding' })
  secrets.push(binding)
  const code = (openid: string): string => `login-${openid}-${randomUUID()}`
  await post(null, '/api/login/wechat', { code: code(STRANGER), device: null })
  await post(null, '/api/login/bind', { code: code(STRANGER), device: null, binding: NAME })
  const bound = await done(post<Session>(null, '/api/login/bind', { code: code(OPENID), device: null, binding }))
  inside(bound)
  inside(await done(post<Session>(null, '/api/login/wechat', { code: code(OPENID), device: null })))
  wechat.answerLogIn('page', 'noOpenid', 'cut', 40226, 40013, -1)
  for (let i = 0; i < 6; i += 1) await post(null, '/api/login/wechat', { code: code(STRANGER), device: null })
  await post(null, '/api/login/wechat', { code: NAME, device: NAME })
  sessions.set('zhao', bound)
  await post('zhao', '/api/remind', { code: code(OPENID) })
  const shown = await done(post<{ code: string }>('zhao', '/api/phone-code', {}))
  await post(null, '/api/login/phone', { name: NAME, code: shown.code, device: null })
  await post(null, '/api/login/phone', { name: NAME, code: PHONE, device: null })
  inside(await done(post<Session>(null, '/api/login/phone', { name: '赵', code: shown.code, device: null })))
  for (const refresh of [NAME, GUESS]) await post(null, '/api/refresh', { refresh })
  inside(await done(post<Session>(null, '/api/refresh', { refresh: bound.refresh })))
  await post('zhao', '/api/logout', {})
}

/** What no program of ours sends: names where none belongs, in every part of a request. */
async function addressesAndBodies(): Promise<void> {
  const { township } = office.town
  const [word, json] = [encodeURIComponent(NAME), { 'content-type': 'application/json' }]
  const strange = { 'x-forwarded-for': `${PHONE}, ${word}`, 'user-agent': TOLD.split('').map((each) => encodeURIComponent(each)).join(''), cookie: `refresh=${word}; name=${PHONE}`, referer: `https://x/${word}?p=${PHONE}`, 'x-request-id': PHONE, 'accept-language': PHONE }
  for (const url of [`/api/record/${township}/${word}?name=${word}`, `/api/${word}?phone=${PHONE}`, `/${word}`, `/api/report/${township}/${land}/2025?until=${PHONE}`, `/api/download?ticket=${word}${PHONE}`, `/api/picture?ticket=${word}${PHONE}`, `/api/poke?ticket=${word}`, `/api/history/${township}/${land}?before=${word}`, `/api/recipients/${township}?kind=${word}`, `/api/devices?stream=${word}`, `/api/holidays/${word}`, `/api/%${word}`, `/metrics?${word}`]) {
    await ask('li', 'GET', url, undefined, strange)
    await ask(null, 'GET', url, undefined, { ...strange, authorization: `Bearer ${word}${PHONE}` })
    await ask('li', 'DELETE', url, undefined, strange)
  }
  await ask('li', 'GET', `/api/push?name=${word}`)
  await ask('li', 'POST', `/api/device/${PHONE}/revoke`, {})
  for (const [payload, headers] of [
    [`{"name":"${NAME}","phone":${PHONE}`, json], [`${NAME}{`, json], [`"${TOLD}"`, json], [`{"__proto__":{"name":"${NAME}"}}`, json], [NAME, { 'content-type': 'text/xml' }], [NAME, { 'content-type': `application/x-${PHONE}` }],
    [JSON.stringify({ text: TOLD }), { ...json, 'content-encoding': `x${PHONE}` }], [`{"text":"${TOLD.repeat(9_000)}"}`, json], [`name=${word}`, { 'content-type': 'application/x-www-form-urlencoded' }], [NAME, { ...json, 'content-length': '3' }],
  ] as const) for (const url of ['/api/push', '/api/login', '/api/feedback', `/api/imports/${township}/dispute`, '/c/x']) await ask('li', 'POST', url, payload, headers)
  expect(refused.map(({ status }) => status)).toEqual(expect.arrayContaining([400, 401, 404, 405, 409, 413, 415, 422, 429, 503]))
}

/** Faults of ours, whose own words hold what was asked: a bug, and PostgreSQL quoting a value. */
async function faults(): Promise<void> {
  for (const broken of [(): never => { throw Object.assign(new Error(`${NAME}${PHONE}`), { detail: TOLD }) }, () => database.db.sql`select ${NAME}::text::int`, () => database.db.sql`insert into account (login, person, county, password) values (${NAME}, ${NAME}, null, ${TOLD})`]) {
    const failing = await createServer({ ...app, directory: { ...app.directory, all: async () => broken() as never } })
    const whole = server
    server = failing
    expect((await post(null, '/api/login/phone', { name: `${NAME}二`, code: '123456', device: null })).status).toBe(500)
    server = whole
    await failing.close()
  }
}

test('S32, S34: people who went through every flow are in no log, measure, refusal, file name or anchor, and in no row that is not sealed', async () => {
  for (const flow of [records, broken, handoverAndMedia, reportAndPapers, tables, reading, villagers, waysIn, addressesAndBodies, faults]) await flow()
  await anchorToday({ ...office.town.deps, now: () => now, county: office.town.county, log: app.log }, folder)
  const measures = await (await createOperationPort(metrics, { look: async () => 'well' })).inject({ url: '/metrics' })
  const anchors = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  expect([measures.statusCode, anchors.length, logged.length > 200, refused.length > 150, named.length > 8]).toEqual([200, 1, true, true, true])
  const rows = await everyRow(database.db)
  // The search itself works: what is in the open is found.
  expect(tracesOf(['东村'], 'rows', Buffer.concat(rows.map((each) => each.rows))).length).toBeGreaterThan(0)
  expect(tracesOf(['/api/push'], 'log', JSON.stringify(logged)).length).toBeGreaterThan(0)

  // Each is one of ours: in words, and taken for nothing else.
  for (const { url, body, headers } of refused) expect([url, body, /nosniff/.test(headers), /[\u4e00-\u9fff]{4}/.test(body)]).toEqual([url, body, true, true])
  const words = [...PEOPLE, ...secrets.filter((each) => each !== '')]
  const places: readonly (readonly [string, Buffer | string])[] = [
    ['log', JSON.stringify(logged)], ['console', printed.join('\n')], ['measures', measures.body], ['file names', [...named, ...named.map((name) => decodeURIComponent(name))].join('\n')], ...anchors.map((each) => ['anchor', each] as const),
    ...rows.map(({ table, rows: each }) => [`table ${table}`, each] as const),
  ]
  expect(places.flatMap(([where, told]) => tracesOf([...words, ...caseCodes], where, told))).toEqual([])
  expect(refused.flatMap(({ url, status, body, headers }) => tracesOf(words, `${status} ${url}`, `${body}\n${headers}`))).toEqual([])
})
