import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { must } from '../../src/core/assert'
import type { Me } from '../../src/core/protocol'
import { boardPath } from '../../src/domain/board/request'
import type { Role } from '../../src/domain/roleTable'
import { openStream } from '../../src/server/bootstrap'
import { ROUTES } from '../../src/server/http/access'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { withDatabase } from './database'
import { serve } from './realPhone'
import { deviceOf, NOON, openTown, pushAll, type Planned, type Town } from './town'

/**
 * S01, S03: every route, asked by every role, of its own township, of another, of another county's and of nothing. The table is the promise
 * (docs/authorisation.md); a route that stands in no row of it fails the first test.
 */
const database = withDatabase()

/** One letter for each role, as the table writes them. */
const LETTERS: Readonly<Record<string, Role>> = {
  g: 'gridWorker', m: 'mediator', h: 'handler', d: 'dispatcher', j: 'judicial', c: 'clerk', l: 'leader', C: 'countyCentre', J: 'countyJudicial', a: 'admin', A: 'admin', s: 'security', u: 'auditor',
}
const ALL = Object.keys(LETTERS).join('')
/** Who reads the board, the register, the report of a whole township. */
const BOARD = 'hdjclCJ'
const REGISTERS = 'djclCJ'

interface Target {
  readonly name: 'own' | 'closed' | 'otherTown' | 'otherCounty' | 'missing'
  readonly stream: string
  readonly dispute: string
  readonly matter: string
}
type Body = (target: Target) => object | Buffer
/**
 * `open`: anybody. `self`: whoever holds a role, about themselves. `role`: these, of no place. `stream`, `record`: these, of what their role
 * reaches. `nothing`: what it names was never made, and everybody is told the same.
 */
type Expected =
  | { readonly kind: 'open' | 'self' | 'nothing'; readonly body?: Body }
  | { readonly kind: 'role' | 'stream' | 'record'; readonly may: string; readonly body?: Body }

const YEAR = { from: '2026-01-01', to: '2026-12-31' }
const QUERY = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'count' } }, period: YEAR, place: null, by: null }
const TRAIL = { from: null, to: null, person: null, action: null, subject: null }
const NO_FILE = Buffer.from('no file')
const MEDIA = 'a'.repeat(64)

const EXPECTED: Readonly<Record<string, Expected>> = {
  'GET /api/record/:stream/:id': { kind: 'record', may: 'gmdjclCJ' },
  'GET /api/history/:stream/:id': { kind: 'record', may: 'gmdjclCJ' },
  'GET /api/merged/:stream/:id': { kind: 'record', may: 'gmdjclCJ' },
  'GET /api/papers/:stream/:id': { kind: 'record', may: 'gmdj' },
  'POST /api/papers/:stream/:id/link': { kind: 'record', may: 'gmdj', body: () => ({ what: 'volume' }) },
  'GET /api/code/:stream/:id': { kind: 'record', may: 'gmdj' },
  'POST /api/code/:stream/:id': { kind: 'record', may: 'gmdj' },
  'POST /api/code/:stream/:id/renew': { kind: 'record', may: 'd', body: () => ({ generation: 1 }) },
  'GET /api/board/:stream': { kind: 'stream', may: BOARD },
  'POST /api/figures': { kind: 'stream', may: BOARD, body: ({ stream }) => ({ stream, at: null, queries: [QUERY] }) },
  'POST /api/drill': { kind: 'stream', may: BOARD, body: ({ stream }) => ({ stream, at: null, query: QUERY, offset: 0, limit: 10 }) },
  'POST /api/due': { kind: 'stream', may: BOARD, body: ({ stream }) => ({ stream, who: 'all', until: '2026-12-31', place: null, unit: null, key: null, offset: 0, limit: 10 }) },
  'POST /api/search': { kind: 'stream', may: REGISTERS, body: ({ stream }) => ({ stream, kind: 'dispute', text: '', where: {}, place: null, period: null, told: false, after: null, limit: 5 }) },
  'POST /api/search/likely': { kind: 'stream', may: REGISTERS, body: ({ stream }) => ({ stream, kind: 'dispute', id: null, place: null, type: null, day: '2026-06-01', names: [], text: '' }) },
  'POST /api/export/:stream': { kind: 'stream', may: REGISTERS, body: () => ({ what: 'dispute', period: YEAR, place: null }) },
  'GET /api/reports/:stream': { kind: 'stream', may: REGISTERS },
  'POST /api/push': { kind: 'stream', may: ALL, body: ({ stream }) => ({ stream, ops: [], waiting: 0 }) },
  'POST /api/handover': { kind: 'stream', may: ALL, body: ({ stream }) => ({ stream, op: {}, refusal: {}, to: null }) },
  'GET /api/recipients/:stream': { kind: 'stream', may: ALL },
  'GET /api/imports/:stream': { kind: 'stream', may: 'hdjcaA' },
  'POST /api/imports/:stream/:kind': { kind: 'stream', may: 'hdj', body: () => NO_FILE },
  'POST /api/media': { kind: 'stream', may: 'gmhdjc', body: ({ stream }) => ({ stream, record: randomUUID(), id: MEDIA, type: 'image/jpeg', size: 100 }) },
  'POST /api/media/:stream/:id/:piece': { kind: 'stream', may: 'gmhdjc', body: () => NO_FILE },
  'GET /api/media/:stream/missing': { kind: 'stream', may: 'gmhdjc' },
  'GET /api/personal-requests/:stream': { kind: 'stream', may: 'jsJ' },
  'POST /api/personal-requests/:stream': { kind: 'stream', may: 'jJ', body: () => ({ kind: 'copy', name: '陈某', contact: '', proof: '当面', ask: '' }) },
  'GET /api/retention/:stream': { kind: 'stream', may: 'jsJ' },
  'POST /api/retention/:stream/propose': { kind: 'stream', may: 'jJ' },
  'GET /api/directory/grants': { kind: 'role', may: 'saA' },
  'POST /api/directory/:kind/export': { kind: 'role', may: 'aA', body: () => ({ isEmpty: true }) },
  'POST /api/directory/:kind/file': { kind: 'role', may: 'aA', body: () => NO_FILE },
  'GET /api/paper-forms': { kind: 'role', may: 'JA' },
  'POST /api/paper-forms/:paper/standard': { kind: 'role', may: 'JA' },
  'POST /api/paper-forms/:paper/link': { kind: 'role', may: 'JA', body: () => ({ which: 'standard' }) },
  'POST /api/paper-forms/:paper/try': { kind: 'role', may: 'JA', body: () => NO_FILE },
  'POST /api/paper-forms/:paper': { kind: 'role', may: 'JA', body: () => NO_FILE },
  'GET /api/complaints': { kind: 'role', may: 'A' },
  'GET /api/trail/check': { kind: 'role', may: 'u' },
  'POST /api/trail': { kind: 'role', may: 'u', body: () => ({ ...TRAIL, after: null, limit: 10 }) },
  'POST /api/trail/check': { kind: 'role', may: 'u', body: () => ({}) },
  'POST /api/trail/export': { kind: 'role', may: 'u', body: () => TRAIL },
  'GET /api/holidays/:year': { kind: 'role', may: 'aA' },
  'GET /api/handovers': { kind: 'self' },
  'GET /api/devices': { kind: 'self' },
  'GET /api/own-figures': { kind: 'self' },
  'GET /api/remind': { kind: 'self' },
  'POST /api/remind': { kind: 'self', body: () => ({ code: 'c' }) },
  'GET /api/submission/:stream': { kind: 'self' },
  'GET /api/feedback/mine': { kind: 'self' },
  'POST /api/reveals': { kind: 'self', body: () => ({ reveals: [] }) },
  'POST /api/pull': { kind: 'self', body: () => ({ cursor: null, waiting: 0 }) },
  'POST /api/ticket': { kind: 'self' },
  'POST /api/phone-code': { kind: 'open' },
  'POST /api/password/own': { kind: 'open' },
  'GET /api/directory/place/:place': { kind: 'nothing' },
  'POST /api/directory/:kind/file/:file': { kind: 'nothing' },
  'GET /api/account/:person': { kind: 'nothing' },
  'POST /api/account/:person': { kind: 'nothing', body: () => ({ act: 'binding' }) },
  'GET /api/complaints/:id': { kind: 'nothing' },
  'POST /api/complaints/:id': { kind: 'nothing', body: () => ({ act: 'take' }) },
  'POST /api/frozen/:stream': { kind: 'nothing', body: () => ({ template: randomUUID(), periodKey: '2026', until: null, at: { town: 1, county: 1 }, ticks: [], after: 0 }) },
  'GET /api/frozen/:stream/:id': { kind: 'nothing' },
  'GET /api/frozen/:stream/:id/corrections': { kind: 'nothing' },
  'POST /api/frozen/:stream/:id/link/:copy': { kind: 'nothing' },
  'POST /api/handover/:stream/:id': { kind: 'nothing', body: () => ({ kind: 'declined', why: '不是我的' }) },
  'POST /api/device/:device/revoke': { kind: 'nothing' },
  'POST /api/device/:device/writeOff': { kind: 'nothing' },
  'POST /api/import/:stream/:file/sheet': { kind: 'nothing', body: () => ({ sheet: 'x', headerRow: null }) },
  'POST /api/import/:stream/:file/try': { kind: 'nothing' },
  'POST /api/import/:stream/:file/confirm': { kind: 'nothing' },
  'POST /api/import/:stream/:file/batch/:batch/go': { kind: 'nothing' },
  'GET /api/import/:stream/batch/:batch': { kind: 'nothing' },
  'POST /api/import/:stream/batch/:batch/undo': { kind: 'nothing', body: () => ({ also: [] }) },
  'POST /api/media/:stream/:id/link': { kind: 'nothing', body: ({ dispute }) => ({ record: dispute }) },
  'POST /api/papers/:stream/bound': { kind: 'nothing', body: ({ stream }) => ({ place: stream, quarter: '2020Q1' }) },
  'GET /api/report/:stream/:template/:period': { kind: 'nothing' },
  'POST /api/report/:stream/:template/:period/preview': { kind: 'nothing', body: () => ({ until: null, text: { opening: '', chapters: [], closing: '' } }) },
  'POST /api/report/:stream/:template/:period/link/:copy': { kind: 'nothing' },
  'POST /api/report/:stream/:template/:period/text/link': { kind: 'nothing', body: () => ({ text: null }) },
  'POST /api/report/:stream/:template/:period/text': { kind: 'nothing', body: () => NO_FILE },
  'GET /api/submission/:stream/:profile': { kind: 'nothing' },
  'POST /api/submission/:stream/:profile/export': { kind: 'nothing', body: () => ({ again: null }) },
  'POST /api/submission/:stream/:profile/receipt': { kind: 'nothing', body: () => NO_FILE },
  'POST /api/submission/:stream/:profile/receipt/:file': { kind: 'nothing', body: () => ({ ours: 0, theirs: 1 }) },
  'POST /api/personal-requests/:stream/:id/find': { kind: 'nothing' },
  'POST /api/personal-requests/:stream/:id/act': { kind: 'nothing', body: () => ({ act: 'approve' }) },
  'POST /api/personal-requests/:stream/:id/copy': { kind: 'nothing' },
  'POST /api/retention/:stream/:id/act': { kind: 'nothing', body: () => ({ act: 'approve' }) },
  'POST /api/retention/:stream/:id/certificate': { kind: 'nothing' },
  'POST /api/bulk/:stream/:id/act': { kind: 'nothing', body: () => ({ act: 'approve' }) },
  'GET /api/download': { kind: 'open' }, 'GET /api/picture': { kind: 'open' }, 'GET /api/poke': { kind: 'open' },
  'POST /api/feedback': { kind: 'open' }, 'POST /api/feedback/answer': { kind: 'open' }, 'GET /api/health': { kind: 'open' }, 'GET /api/about': { kind: 'open' },
  'GET /api/openapi.json': { kind: 'open' }, 'POST /api/login': { kind: 'open' }, 'POST /api/login/wechat': { kind: 'open' }, 'POST /api/login/bind': { kind: 'open' },
  'POST /api/login/phone': { kind: 'open' }, 'POST /api/password': { kind: 'open' }, 'POST /api/bootstrap': { kind: 'open' }, 'POST /api/refresh': { kind: 'open' },
  'POST /api/logout': { kind: 'open' },
}

let town: Town
let server: FastifyInstance
let targets: Readonly<Record<Target['name'], Target>>
const tokens = new Map<string, string>()

beforeAll(async () => {
  town = await openTown(database.db)
  const { county, township, other, east } = town
  const homes: Readonly<Record<string, readonly [string, string]>> = { g: [east, township], m: [east, township], C: [county, county], J: [county, county], A: [county, county], u: [county, county] }
  const people = Object.entries(LETTERS).map(([letter, role]): readonly [string, Me] => {
    const [place, stream] = homes[letter] ?? [township, township]
    return [letter, { person: randomUUID(), name: letter, county, unit: null, roles: [role], grants: [{ role, place, stream }] }]
  })
  const device = deviceOf('people')
  await pushAll(town.deps, town.root, county, device, people.flatMap(([letter, me]): Planned[] => [
    { record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: letter } } },
    ...me.grants.map((grant): Planned => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: me.person, role: grant.role, place: grant.place } } })),
  ]))
  const { sql } = database.db
  for (const [letter, me] of people) {
    const tokensOf = await openSession(sql, { person: me.person, county, device: await deviceFor(sql, me.person, null, 'weapp', NOON) }, NOON)
    tokens.set(letter, tokensOf.access)
  }
  const elsewhere = { county: randomUUID(), town: randomUUID() }
  await openStream(sql, elsewhere.county, elsewhere.county, 'county')
  const theirRoot: Me = { ...town.root, person: randomUUID(), county: elsewhere.county, grants: town.root.grants.map((grant) => ({ ...grant, place: elsewhere.county, stream: elsewhere.county })) }
  const place = (record: string, name: string, level: string, parent: string | null): Planned => ({ record, kind: 'place', body: { kind: 'create', move: 'add', set: { name, level, order: 0, ...(parent === null ? {} : { parent }) } } })
  await pushAll(town.deps, theirRoot, elsewhere.county, deviceOf('their'), [place(elsewhere.county, '邻县', 'county', null), place(elsewhere.town, '丙乡', 'township', elsewhere.county)])
  targets = {
    own: await recordsIn(county, township, east, {}), closed: await recordsIn(county, township, east, { compartment: 'domestic' }), otherTown: await recordsIn(county, other, other, {}),
    otherCounty: await recordsIn(elsewhere.county, elsewhere.town, elsewhere.town, {}), missing: { name: 'missing', stream: randomUUID(), dispute: randomUUID(), matter: randomUUID() },
  }
  targets = Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, { ...target, name }])) as typeof targets
  server = await serve(town.deps, county)
})
afterAll(() => server.close())

async function recordsIn(county: string, stream: string, place: string, set: object): Promise<Target> {
  const author: Me = { person: randomUUID(), name: '第三人', county, unit: null, roles: ['dispatcher'], grants: [{ role: 'dispatcher', place: stream, stream }] }
  const [dispute, matter] = [randomUUID(), randomUUID()]
  await pushAll(town.deps, author, stream, deviceOf('third'), [
    { record: dispute, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place, reportedOn: '2026-03-01', ...set } } },
    { record: matter, kind: 'matter', body: { kind: 'create', move: 'register', set: { source: 'gridWorker', kind: 'consult', place, receivedOn: '2026-03-01', ...set } } },
  ])
  return { name: 'own', stream, dispute, matter }
}

function addressOf(route: string, expected: Expected, target: Target): string {
  const [, url = ''] = route.split(' ')
  const id = expected.kind !== 'record' ? randomUUID() : route.includes('/code/') ? target.matter : target.dispute
  const filled: Readonly<Record<string, string>> = {
    stream: target.stream, id: route.includes('/media/') ? MEDIA : id, kind: route.includes('directory') ? 'place' : 'dispute', piece: '0', period: '2026', copy: 'final',
    paper: 'oral', year: '2026', device: 'NOSUCHDEVICE',
  }
  const address = url.replace(/:(\w+)/g, (_whole, name: string) => filled[name] ?? randomUUID())
  if (route === 'GET /api/board/:stream') return boardPath(target.stream, { kind: 'township', place: null, period: YEAR, today: '2026-06-15', shorter: false })
  return route === 'GET /api/recipients/:stream' ? `${address}?kind=dispute` : address
}

async function ask(route: string, expected: Expected, letter: string, target: Target): Promise<{ readonly status: number; readonly body: string }> {
  const [method = ''] = route.split(' ')
  const payload = expected.body?.(target)
  const send = () => server.inject({
    method: method as 'GET' | 'POST', url: addressOf(route, expected, target), ...(payload === undefined ? {} : { payload }),
    headers: { ...(tokens.has(letter) ? { authorization: `Bearer ${tokens.get(letter)}` } : {}), ...(Buffer.isBuffer(payload) ? { 'content-type': 'application/octet-stream', 'x-crc32': '00000000' } : {}) },
  })
  let answer = await send()
  // All roles at once may be more than a township's turns: whoever is told to come again does.
  while (answer.statusCode === 503) answer = await send()
  return { status: answer.statusCode, body: answer.body }
}

test('S01: every route stands in the table of what is promised, and the table names no other', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(ROUTES).sort())
})

/** A closed record lies in the same township. */
const STREAMS = ['own', 'otherTown', 'otherCounty', 'missing'] as const
const COUNTY_WIDE = 'CJAu'
const isIn = (status: number): boolean => status < 400 || [400, 409, 413, 415, 422].includes(status)

/** Whether the role reaches what is asked for: its own township; of the whole county, the other one too. */
function isPromised(expected: Extract<Expected, { may: string }>, letter: string, target: Target): boolean {
  if (!expected.may.includes(letter)) return false
  if (expected.kind === 'role') return true
  if (target.name === 'own') return true
  if (target.name === 'closed') return expected.kind === 'stream'
  return target.name === 'otherTown' && COUNTY_WIDE.includes(letter)
}

test('S01, S03: nobody gets more than promised and nobody less, and what is not theirs answers as what is not there', async () => {
  const wrong: string[] = []
  let asked = 0
  const one = async (route: string, expected: Expected, letter: string): Promise<void> => {
    const bodies = new Map<string, string>()
    const named = { role: [targets.own], self: [targets.own], open: [], nothing: [targets.own, targets.otherCounty, targets.missing], stream: STREAMS.map((name) => targets[name]), record: Object.values(targets) }[expected.kind]
    for (const target of named) {
      const { status, body } = await ask(route, expected, letter, target)
      asked += 1
      const of = `${route} by ${LETTERS[letter] ?? letter} of ${target.name}: ${status} ${body.slice(0, 80)}`
      if (status >= 500) wrong.push(`${of}, broken`)
      if (expected.kind === 'self' && !isIn(status)) wrong.push(`${of}, promised`)
      if (expected.kind === 'nothing' && isIn(status) && status < 400) wrong.push(`${of}, of nothing`)
      if ('may' in expected) {
        const should = isPromised(expected, letter, target)
        if (isIn(status) !== should) wrong.push(`${of}, ${should ? 'promised' : 'not promised'}`)
        if (!isIn(status)) bodies.set(`${status} ${body}`, target.name)
      }
      if (expected.kind === 'nothing' && (target.name === 'otherCounty' || target.name === 'missing')) bodies.set(`${status} ${body}`, target.name)
    }
    if (bodies.size > 1) wrong.push(`${route} by ${LETTERS[letter] ?? letter} tells ${[...bodies].map(([body, target]) => `${target} by ${body.slice(0, 90)}`).join(' from ')}`)
  }
  for (const [route, expected] of Object.entries(EXPECTED)) {
    if (expected.kind !== 'open') await Promise.all([...ALL].map((letter) => one(route, expected, letter)))
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(2_500)
})

test('S01: without a token nothing is told but that one has to sign in', async () => {
  for (const [route, expected] of Object.entries(EXPECTED)) {
    if (must(ROUTES[route], route).who !== 'granted' && must(ROUTES[route], route).who !== 'known') continue
    const { status } = await ask(route, expected, 'nobody', targets.own)
    expect([route, [401, 400].includes(status)]).toEqual([route, true])
  }
})

test('S03: a method that an address does not have is 405 and told which it has; an address that is none is 404', async () => {
  for (const route of Object.keys(ROUTES)) {
    const [method = '', url = ''] = route.split(' ')
    const address = url.replace(/:(\w+)/g, () => randomUUID())
    for (const other of ['PUT', 'DELETE', 'PATCH'] as const) {
      const answer = await server.inject({ method: other, url: address })
      expect([route, other, answer.statusCode, String(answer.headers.allow).split(', ').includes(method)]).toEqual([route, other, 405, true])
    }
  }
  for (const url of ['/api/none', '/api/record', '/api/records/x/y', '/api/admin']) expect((await server.inject({ url })).statusCode).toBe(404)
})
