import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import decodeQR from 'qr/decode.js'
import { CODE_LENGTH, codeFrom, groupedCode, type CaseCode, type CodeState } from '../../src/core/codeWire'
import { yearPeriod } from '../../src/core/period'
import type { Patch } from '../../src/core/op'
import type { Me, Session } from '../../src/core/protocol'
import { FIGURES } from '../../src/domain/figures'
import { createBudget, networkOf } from '../../src/server/code/budget'
import { codeOf } from '../../src/server/code/codes'
import { qrSvg } from '../../src/server/code/qr'
import { PAGE_TOKENS } from '../../src/server/code/style'
import { readAudit } from '../../src/server/audit/verify'
import { ofReports, readQueries } from '../../src/server/read'
import { createVault } from '../../src/server/vault'
import { withDatabase } from './database'
import { openOffice, type Office } from './office'
import { deviceOf, NOON, pushAll, type Planned } from './town'

const database = withDatabase()
let office: Office
let sun: Session
const [UNIT, SWITCH] = [randomUUID(), randomUUID()]
const VILLAGE_UNIT = randomUUID()
let caller = 0

beforeAll(async () => {
  office = await openOffice(database.db, () => NOON)
  const { town } = office
  const setting = (name: string, text: string, place?: string): Planned => ({
    record: randomUUID(), kind: 'setting', body: { kind: 'create', move: 'add', set: { name, text, ...(place === undefined ? {} : { place }) } },
  })
  await pushAll(town.deps, town.root, town.county, deviceOf('settings'), [
    setting('公开网址', 'https://ssb.example.gov.cn/'), setting('投诉建议电话', '0375-7260000'), setting('主办单位', '试县<委>政法委'), setting('备案编号', 'ZW-1'),
    { record: SWITCH, kind: 'setting', body: { kind: 'create', move: 'add', set: { name: '纠纷一案一码', text: '开', place: town.other } } },
    { record: UNIT, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '甲乡自然资源所', nature: 'station', place: town.township } } },
    { record: VILLAGE_UNIT, kind: 'unit', body: { kind: 'create', move: 'add', set: { name: '东村村委会', nature: 'village', place: town.east } } },
  ])
  sun = await office.signIn('sun')
})
afterAll(() => office.server.close())

async function act(me: Me, record: string, move: string, set: Patch = {}): Promise<void> {
  const [row] = await database.db.sql<{ since: number }[]>`select since from matter_version where record = ${record} and until is null`
  await pushAll(office.town.deps, me, office.town.township, deviceOf(move), [{ record, kind: 'matter', base: row?.since ?? 0, body: { kind: 'move', move, set } }])
}

/** A matter with a name and a text that must never be seen, as far along as asked. */
async function matterAt(stage: 'registered' | 'handling' | 'fedBack', more: Patch = {}): Promise<string> {
  const record = randomUUID()
  const { town, people } = office
  await pushAll(town.deps, people.zhang, town.township, deviceOf('zhang'), [{
    record, kind: 'matter', body: {
      kind: 'create', move: 'register', set: { kind: 'help', place: town.groups[0] ?? '', receivedOn: '2026-06-01', summary: '门前的路灯不亮了', ...more },
      rows: { people: { r1: { set: { name: '贾宝玉', phone: '13900001111' } } } },
    },
  }])
  if (stage === 'registered') return record
  await act(people.sun, record, 'assign', { leadUnit: UNIT, assignedOn: '2026-06-02', dueOn: '2026-06-11' })
  await act(people.sun, record, 'sign', { signedOn: '2026-06-02' })
  if (stage === 'handling') return record
  await act(people.sun, record, 'resolve', { reply: '换了灯泡', resolvedOn: '2026-06-10' })
  await act(people.sun, record, 'feedBack', { fedBackOn: '2026-06-11' })
  return record
}

async function slip(record: string, session = sun, stream = office.town.township): Promise<CaseCode> {
  const { status, body } = await office.post(session, `/api/code/${stream}/${record}`, {})
  expect(status).toBe(200)
  return body as CaseCode
}

/** As a browser of somebody new: each call comes from an address of its own. */
function look(code: string, method: 'GET' | 'PUT' | 'DELETE' = 'GET', remoteAddress = `10.0.${Math.floor((caller += 1) / 250)}.${caller % 250}`) {
  return office.server.inject({ method, url: `/c/${code}`, remoteAddress })
}

function rateIt(code: string, rating: string, payload = `rating=${rating}`) {
  return office.server.inject({ method: 'POST', url: `/c/${code}`, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' }, remoteAddress: `10.9.${Math.floor((caller += 1) / 250)}.${caller % 250}` })
}

async function stageOf(record: string): Promise<string | undefined> {
  const [row] = await database.db.sql<{ stage: string }[]>`select stage from matter_version where record = ${record} and until is null`
  return row?.stage
}

test('a slip holds the address in its picture and the code in letters that cannot be taken for others', async () => {
  const record = await matterAt('handling')
  expect((await office.get(sun, `/api/code/${office.town.township}/${record}`)).body).toEqual({ code: null, mayRenew: true } satisfies CodeState)
  const first = await slip(record)
  expect(first).toMatchObject({ generation: 1, address: `https://ssb.example.gov.cn/c/${first.code}`, township: '甲乡', phone: '0375-7260000' })
  expect(first.code).toMatch(/^[2-9A-HJKMNP-Z]{21}$/)
  expect(first.code).not.toMatch(/[01OIL]/)
  expect(await slip(record)).toEqual(first)
  expect((await database.db.sql`select generation from case_code where record = ${record}`).length).toBe(1)
  expect(decoded(first.svg)).toBe(first.address)
})

test('two who ask for the first code at once are given the same', async () => {
  const record = await matterAt('registered')
  const [one, two] = await Promise.all([slip(record), slip(record)])
  expect(one).toEqual(two)
})

test('the page shows stage, days, unit, due and how to complain, and nothing else of the record', async () => {
  const { code } = await slip(await matterAt('handling'))
  const page = await look(code)
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  for (const shown of ['群众说事 · 求助', '甲乡', '受理', '6月1日', '交办', '用了 1 天', '签收', '当天', '甲乡自然资源所', '6月11日', '已经过了 4 天', 'tel:03757260000', '试县&lt;委&gt;政法委', 'ZW-1']) expect(page.body).toContain(shown)
  for (const hidden of ['贾宝玉', '13900001111', '路灯', '东村', '一组', '张', '<script', 'http:', '办得怎么样']) expect(page.body).not.toContain(hidden)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/)
  expect(page.headers['set-cookie']).toBeUndefined()
  expect((await look(groupedCode(code).toLowerCase())).body).toBe(page.body)
})

test('a unit of a village is not named, for it would tell the village', async () => {
  const record = await matterAt('registered')
  await act(office.people.sun, record, 'assign', { leadUnit: VILLAGE_UNIT, dueOn: '2026-06-20' })
  const { body } = await look((await slip(record)).code)
  expect(body).toContain('村（居）委会')
  expect(body).not.toContain('东村')
})

test('never given, ended, protected since, and nonsense answer with the same bytes', async () => {
  const { town, people } = office
  const [ended, hidden, turned] = [await matterAt('handling'), await matterAt('handling'), await matterAt('handling')]
  const [old, closing] = [await slip(ended), await slip(hidden)]
  const through = await slip(turned)
  const renewed = await office.post(sun, `/api/code/${town.township}/${ended}/renew`, { generation: 1 })
  expect(renewed.body).toMatchObject({ generation: 2 })
  expect((await office.post(sun, `/api/code/${town.township}/${ended}/renew`, { generation: 1 })).body).toEqual(renewed.body)
  expect((await look((renewed.body as CaseCode).code)).statusCode).toBe(200)
  const [row] = await database.db.sql<{ since: number }[]>`select since from matter_version where record = ${hidden} and until is null`
  await pushAll(town.deps, people.sun, town.township, deviceOf('hide'), [{ record: hidden, kind: 'matter', base: row?.since ?? 0, body: { kind: 'edit', set: { compartment: 'domestic' } } }])
  const dispute = randomUUID()
  await pushAll(town.deps, people.li, town.township, deviceOf('li'), [{ record: dispute, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, reportedOn: '2026-06-03', compartment: 'domestic' } } }])
  await act(people.sun, turned, 'becomeDispute', { becameDispute: dispute })

  const pages = [
    await look('A'.repeat(CODE_LENGTH)), await look(old.code), await look(closing.code), await look(through.code), await look('x'), await look("'; drop table--"), await look('A'.repeat(90)),
    await look(old.code, 'PUT'), await look(old.code, 'DELETE'), await rateIt(old.code, 'satisfied'), await rateIt(closing.code, 'satisfied'), await look('a/b/c'),
  ]
  expect(pages.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 404))
  expect(new Set(pages.map(({ body }) => body)).size).toBe(1)
  const headers = pages.map((page) => JSON.stringify(Object.keys(page.headers).filter((name) => !name.startsWith('x-ratelimit')).sort()))
  expect(new Set(headers).size).toBe(1)
  expect((await office.get(await office.signIn('li'), `/api/code/${town.township}/${hidden}`)).status).toBe(404)
  // No address at all, whatever codes there are.
  for (const broken of ['%00%FF', 'A'.repeat(5_000)]) expect((await look(broken)).statusCode).toBe(400)
})

test('a slip is for whoever sees what was told; changing it for whoever may write the record', async () => {
  const record = await matterAt('handling')
  const at = `/api/code/${office.town.township}/${record}`
  for (const name of ['zhao', 'qian', 'zhou'] as const) {
    const session = await office.signIn(name)
    expect([(await office.get(session, at)).status, (await office.post(session, at, {})).status, (await office.post(session, `${at}/renew`, { generation: 1 })).status]).toEqual([404, 404, 404])
  }
  const { generation } = await slip(record, await office.signIn('zhang'))
  const li = await office.signIn('li')
  // 李 reads it, but it is neither his nor in his hands.
  expect((await office.get(li, at)).body).toMatchObject({ code: { generation }, mayRenew: false })
  expect((await office.post(li, `${at}/renew`, { generation })).status).toBe(404)
  expect((await office.server.inject({ url: at })).statusCode).toBe(401)
  for (const payload of [{}, { generation: 'x' }, { generation: 1, more: 1 }]) expect((await office.post(sun, `${at}/renew`, payload)).status).toBe(400)
})

test('a dispute has a code only where it is turned on, and only as long', async () => {
  const { town, people } = office
  const [here, there] = [randomUUID(), randomUUID()]
  const registered = (record: string, place: string): Planned => ({ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place, reportedOn: '2026-06-03', summary: '排水沟' } } })
  await pushAll(town.deps, people.li, town.township, deviceOf('li'), [registered(here, town.east)])
  await pushAll(town.deps, people.qian, town.other, deviceOf('qian'), [registered(there, town.other)])
  expect((await office.post(await office.signIn('li'), `/api/code/${town.township}/${here}`, {})).status).toBe(404)
  const { code } = await slip(there, await office.signIn('qian'), town.other)
  const page = await look(code)
  expect(page.body).toContain('矛盾纠纷')
  expect(page.body).toContain('正在看受理不受理')
  expect((await rateIt(code, 'satisfied')).statusCode).toBe(409)
  await pushAll(town.deps, town.root, town.county, deviceOf('off'), [{ record: SWITCH, kind: 'setting', body: { kind: 'move', move: 'retire', set: {} } }])
  expect((await look(code)).statusCode).toBe(404)
})

test('a villager rates once; it counts, is told to those who listen, and stands in the audit', async () => {
  const record = await matterAt('fedBack')
  const { code } = await slip(record)
  expect((await look(code)).body).toContain('办得怎么样')
  const before = await satisfaction()
  const rated = await rateIt(code, 'fairly')
  expect([rated.statusCode, rated.headers.location]).toEqual([303, `/c/${groupedCode(code)}`])
  const [row] = await database.db.sql<{ stage: string; data: Record<string, unknown> }[]>`select stage, data from matter_version where record = ${record} and until is null`
  expect(row).toMatchObject({ stage: 'rated', data: { rating: 'fairly', ratedVia: 'villager', ratedOn: '2026-06-15' } })
  expect(await satisfaction()).toEqual([before[0] + 1, before[1] + 1])
  expect((await look(code)).body).toContain('您评的是“基本满意”')
  const changes = await changesOf(record)
  // The same again, by going back or by a second tap, changes nothing; another is refused in words.
  expect((await rateIt(code, 'fairly')).statusCode).toBe(303)
  const second = await rateIt(code, 'satisfied')
  expect([second.statusCode, second.body.includes('已经评过了（基本满意），不能再改')]).toEqual([409, true])
  expect(await changesOf(record)).toBe(changes)
  const lines = await database.db.sql<{ actor: string }[]>`select actor from audit where subject = ${record} and action = 'rate'`
  expect(lines).toEqual([{ actor: '00000000-0000-4000-8000-000000000001' }])
  expect((await readAudit(database.db.sql, office.town.deps.vault, office.town.township)).brokenAt).toBeNull()
})

test('of two that rate at once one counts', async () => {
  const record = await matterAt('fedBack')
  const { code } = await slip(record)
  const answers = await Promise.all(['satisfied', 'dissatisfied', 'fairly'].map((rating) => rateIt(code, rating)))
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409])
  expect((await database.db.sql`select id from op where record = ${record} and n is not null and body ->> 'move' = 'rate'`).length).toBe(1)
})

test('who is not satisfied is told what happens next, and rates again after it was done again', async () => {
  const record = await matterAt('fedBack')
  const { code } = await slip(record)
  await rateIt(code, 'dissatisfied')
  expect((await look(code)).body).toContain('会安排重办')
  await act(office.people.sun, record, 'reopen', { dueOn: '2026-06-20' })
  expect((await look(code)).body).toContain('正在重新办')
  expect((await rateIt(code, 'satisfied')).statusCode).toBe(409)
  await act(office.people.sun, record, 'resolve', { resolvedOn: '2026-06-15' })
  await act(office.people.sun, record, 'feedBack', { fedBackOn: '2026-06-15' })
  expect((await rateIt(code, 'dissatisfied')).statusCode).toBe(303)
  expect((await look(code)).body).toContain('书面说明')
})

test('what is not waiting for it, or ended, takes no rating', async () => {
  const [handling, archived] = [await matterAt('handling'), await matterAt('fedBack')]
  await act(office.people.sun, archived, 'archiveUnrated')
  for (const record of [handling, archived]) {
    const before = await stageOf(record)
    const answer = await rateIt((await slip(record)).code, 'satisfied')
    expect([answer.statusCode, answer.body.includes('现在不用评')]).toEqual([409, true])
    expect(await stageOf(record)).toBe(before)
  }
})

test('what is no form of the page is refused in Chinese and changes nothing', async () => {
  const record = await matterAt('fedBack')
  const { code } = await slip(record)
  const send = (payload: string, type: string) => office.server.inject({ method: 'POST', url: `/c/${code}`, payload, headers: { 'content-type': type } })
  const answers = [
    await rateIt(code, 'wonderful'), await rateIt(code, '', ''), await rateIt(code, '', 'rating=__proto__'), await rateIt(code, '', `rating=${'x'.repeat(100_000)}`), await send('{"rating":"satisfied"}', 'application/json'),
    await send('rating=satisfied', 'text/plain'), await send('<x/>', 'text/xml'), await send(`${'['.repeat(500)}`, 'application/json'),
  ]
  for (const { statusCode, body, headers } of answers) {
    expect([400, 413, 415]).toContain(statusCode)
    expect(body).toMatch(/[一-鿿]/)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
  }
  expect(await stageOf(record)).toBe('fedBack')
})

test('a duplicate shows the one it was put together with, and takes no rating for it', async () => {
  const [one, two] = [await matterAt('registered'), await matterAt('fedBack')]
  await act(office.people.sun, one, 'merge', { mergedInto: two })
  const { code } = await slip(one)
  const { body } = await look(code)
  expect(body).toContain('合在一起办了')
  expect(body).not.toContain('办得怎么样')
  expect((await rateIt(code, 'satisfied')).statusCode).toBe(409)
})

test('a code is typed on the page without one', async () => {
  const { code } = await slip(await matterAt('handling'))
  expect((await look('')).body).toContain('纸条上的码')
  const typed = (text: string) => office.server.inject({ method: 'POST', url: '/c/', payload: new URLSearchParams({ code: text }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect((await typed(` ${groupedCode(code).toLowerCase()} `)).headers.location).toBe(`/c/${groupedCode(code)}`)
  expect((await typed('nonsense')).statusCode).toBe(404)
})

test('one address that tries codes is stopped, and others are not', async () => {
  const guesses = []
  for (let i = 0; i < 70; i += 1) guesses.push(await look(randomBytes(10).toString('hex'), 'GET', '2001:db8:0:1::7'))
  expect(guesses.filter(({ statusCode }) => statusCode === 404)).toHaveLength(60)
  const stopped = guesses.filter(({ statusCode }) => statusCode === 429)
  expect(stopped).toHaveLength(10)
  expect(stopped[0]?.body).toContain('过一分钟')
  expect(stopped[0]?.headers['retry-after']).toBeDefined()
  expect((await look('x', 'GET', '2001:db8:0:1:ffff::9')).statusCode).toBe(429)
  expect((await look('x', 'GET', '2001:db8:0:2::7')).statusCode).toBe(404)
})

test('all addresses together have a number of requests in each minute', () => {
  let now = NOON
  const budget = createBudget(() => now, 3)
  expect([budget.take(), budget.take(), budget.take(), budget.take()]).toEqual([true, true, true, false])
  now += 60_000
  expect(budget.take()).toBe(true)
})

test.each([['10.1.2.3', '10.1.2.3'], ['::ffff:10.1.2.3', '10.1.2.3'], ['2001:db8::1', '2001:db8:0:0'], ['2001:0db8:0:1:2:3:4:5', '2001:db8:0:1'], ['::1', '0:0:0:0'], ['fe80::1%eth0', 'fe80:0:0:0']])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('codes follow from key, record and generation, and differ in every one of them', () => {
  const [vault, other] = [createVault(randomBytes(32)), createVault(randomBytes(32))]
  const [stream, record] = [randomUUID(), randomUUID()]
  const codes = [codeOf(vault, stream, record, 1), codeOf(vault, stream, record, 2), codeOf(vault, record, stream, 1), codeOf(other, stream, record, 1)]
  expect(new Set(codes).size).toBe(4)
  expect(codeOf(vault, stream, record, 1)).toBe(codes[0])
  expect(codes.map(codeFrom)).toEqual(codes)
  expect([codeFrom(''), codeFrom('x'.repeat(200)), codeFrom(`${codes[0] ?? ''}2`), codeFrom('０'.repeat(21))]).toEqual([null, null, null, null])
})

test('the page has the colours of the program', () => {
  const theme = readFileSync('src/styles/_theme.scss', 'utf8')
  const [, light = '', dark = ''] = theme.split(/@mixin (?:light|dark) /)
  for (const [tokens, part] of [[PAGE_TOKENS.light, light], [PAGE_TOKENS.dark, dark]] as const) {
    for (const [name, value] of Object.entries(tokens)) expect(part).toContain(`--${name}: ${value};`)
  }
})

test.each([['/c/ABC', false], ['/c/', false], ['/c', false], ['/api/about', false], ['/', true], ['/css/app.css', true]])('the service worker answers for %s: %s', (path, answers) => {
  const heard = new Map<string, (event: object) => void>()
  const self = { addEventListener: (name: string, run: (event: object) => void) => heard.set(name, run), location: { origin: 'https://x' } }
  const caches = { open: () => new Promise(() => undefined) }
  runInNewContext(readFileSync('scripts/serviceWorker.js', 'utf8'), { self, caches, URL })
  let answered = false
  heard.get('fetch')?.({ request: { url: `https://x${path}`, method: 'GET', mode: 'navigate' }, respondWith: () => { answered = true } })
  expect(answered).toBe(answers)
})

async function satisfaction(): Promise<readonly [number, number]> {
  const { town } = office
  const names = ['说事.评价', '说事.满意'] as const
  const queries = names.map((name) => {
    const named = FIGURES[name]
    if (named?.kind !== 'counted') throw new Error(name)
    return { figure: named.figure, period: yearPeriod(2026), place: null, by: null }
  })
  const { results } = await readQueries(town.deps, town.county, town.township, queries, null, ofReports)
  return [results[0]?.value ?? 0, results[1]?.value ?? 0]
}

async function changesOf(record: string): Promise<number> {
  return (await database.db.sql`select id from op where record = ${record}`).length
}

/** The picture as a camera sees it, from its own path of rectangles. */
function decoded(svg: string): string {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const scale = 4
  const data = new Uint8Array(size * scale * size * scale * 4).fill(255)
  for (const [, x, y, length] of svg.slice(svg.indexOf('#000')).matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py += 1) {
      for (let px = Number(x) * scale; px < (Number(x) + Number(length)) * scale; px += 1) data.fill(0, (py * size * scale + px) * 4, (py * size * scale + px) * 4 + 3)
    }
  }
  return decodeQR({ width: size * scale, height: size * scale, data })
}

test('the picture of the longest address stays one a cheap printer prints', () => {
  expect(qrSvg(`https://${'a'.repeat(60)}.gov.cn/c/${'A'.repeat(CODE_LENGTH)}`).length).toBeLessThan(12_000)
})
