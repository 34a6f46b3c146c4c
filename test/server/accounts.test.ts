import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import WebSocket from 'ws'
import type { AccountActed, AccountState } from '../../src/core/accountWire'
import type { Me, Session } from '../../src/core/protocol'
import { failTry, lockKey, takeTry, TRIES } from '../../src/server/account/locks'
import { checkHash, hashDemoPassword, hashPassword, type ArgonCost } from '../../src/server/account/password'
import { stepAt, totpAt } from '../../src/server/account/totp'
import { addAccount } from '../../src/server/accounts'
import type { App } from '../../src/server/http/context'
import { LIMITS } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { deviceFor, openSession } from '../../src/server/sessions'
import { createWechat } from '../../src/server/wechat/wechat'
import { APPID, openWechat, SECRET, type WechatStandin } from '../setup/wechatStandin'
import { withDatabase } from './database'
import { codeFor } from './factor'
import { cheapHash, PLAIN } from './passwords'
import { deviceOf, openTown, pushAll, NOON, type Town } from './town'

const MINUTE = 60_000
const PASSWORD = 'Loess-Plateau 7'
const database = withDatabase()
let town: Town
let app: App
let server: FastifyInstance
let wechat: WechatStandin
let now = NOON
let hash = ''
const logged: unknown[] = []
const answers: string[] = []
/** 周 and 吴 administer the county, 郑 a township, 冯 grants, 陈 audits; 张 works a village, 李 mediates, 赵 leads. */
const people: Record<string, Me> = {}

beforeAll(async () => {
  town = await openTown(database.db)
  wechat = await openWechat()
  const person = (name: string, role: string, place: string, stream: string): Me =>
    ({ person: randomUUID(), name, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream }] })
  Object.assign(people, {
    zhou: person('周', 'admin', town.county, town.county), wu: person('吴', 'admin', town.county, town.county), zheng: person('郑', 'admin', town.township, town.township),
    feng: person('冯', 'security', town.county, town.county), chen: person('陈', 'auditor', town.county, town.county), zhao: { ...town.zhao, name: '赵' },
    zhang: { ...town.zhang, name: '张' }, li: { ...town.li, name: '李' }, nobody: { ...person('无', 'x', town.county, town.county), roles: [], grants: [] },
  })
  await pushAll(town.deps, town.root, town.county, deviceOf('root'), Object.values(people).flatMap((me) => [
    { record: me.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name: me.name } } },
    ...me.grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: me.person, role, place } } })),
  ]))
  hash = await cheapHash(PASSWORD)
  for (const login of ['zhou', 'wu', 'zheng', 'feng', 'zhao']) await addAccount(database.db.sql, { login, person: me(login).person, county: town.county, password: hash })
  app = {
    ...town.deps, now: () => now, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county,
    h5Folder: null, demoAccounts: [], log: (line) => logged.push(line), limits: { ...LIMITS, routes: 1_000 }, passwords: { ...PLAIN, forField: false },
    wechat: createWechat({ appid: APPID, secret: SECRET, api: wechat.address, template: null, fields: {}, state: 'formal' }, () => now, fetch, 300),
  }
  server = await createServer(app)
  await server.ready()
})
afterAll(async () => {
  await server.close()
  await wechat.close()
})
beforeEach(() => {
  now += 49 * 60 * MINUTE
})

function me(name: string): Me {
  const found = people[name]
  if (found === undefined) throw new Error(name)
  return found
}

async function post<T>(url: string, payload: object, session: Session | null = null, from = '10.0.0.1'): Promise<{ status: number; body: T & { code?: string; message?: string } }> {
  const headers = session === null ? {} : { authorization: `Bearer ${session.access}` }
  const answer = await server.inject({ method: 'POST', url, payload, headers, remoteAddress: from })
  answers.push(answer.body)
  return { status: answer.statusCode, body: answer.json() }
}
const logIn = (login: string, password = PASSWORD, totp?: string, from?: string) =>
  post<Session & { kind: string; secret: string }>('/api/login', { login, password, device: null, client: 'h5', ...(totp === undefined ? {} : { totp }) }, null, from)
const isAlive = async (session: Session) => (await server.inject({ url: '/api/devices', headers: { authorization: `Bearer ${session.access}` } })).statusCode === 200

/** Without a way in: what comes after it is what is asked. */
async function open(name: string): Promise<Session> {
  const device = await deviceFor(database.db.sql, me(name).person, null, 'h5', now)
  const { access, refresh } = await openSession(database.db.sql, { person: me(name).person, county: town.county, device }, now)
  return { access, refresh, device } as Session
}
const state = async (by: Session, name: string) => {
  const answer = await server.inject({ url: `/api/account/${me(name).person}`, headers: { authorization: `Bearer ${by.access}` } })
  return { status: answer.statusCode, body: answer.json<AccountState>() }
}
const act = (by: Session, name: string, body: object) => post<AccountActed>(`/api/account/${me(name).person}`, body, by)
const lines = async (action: string) => database.db.sql<{ actor: string | null; subject: string; detail: Record<string, unknown> }[]>`
  select actor, subject, detail from audit where stream = ${town.county} and action = ${action} order by a`

async function bound(name: string, openid: string, device: string | null = null): Promise<Session> {
  await database.db.sql`delete from wechat where person = ${me(name).person}`
  const made = await act(await open('zhou'), name, { act: 'binding' })
  const answer = await post<Session>('/api/login/bind', { code: `login-${openid}-${randomUUID()}`, device, binding: made.body.code })
  expect(answer.status).toBe(200)
  return answer.body
}

test('S17: the sixth wrong password in a row is not judged, nor the right one, for a quarter of an hour; an admin can end the wait', async () => {
  for (let i = 0; i < 5; i += 1) expect((await logIn('zhao', 'guess')).status).toBe(401)
  const answer = await server.inject({ method: 'POST', url: '/api/login', payload: { login: 'zhao', password: PASSWORD, device: null, client: 'h5' } })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '900'])
  expect((await state(await open('zhou'), 'zhao')).body.lockedUntil).toBe(new Date(now + 15 * MINUTE).toISOString())
  expect((await act(await open('zhou'), 'zhao', { act: 'unlock' })).body.state.lockedUntil).toBeNull()
  expect((await logIn('zhao')).status).toBe(200)
  expect((await lines('signInLocked'))[0]).toMatchObject({ actor: null, detail: { person: me('zhao').person, way: 'password' } })
})

test('S17: the wait doubles with each round of wrong tries, up to a day; two quiet days begin anew', async () => {
  const { sql } = database.db
  const key = lockKey(app.vault, 'login', 'somebody')
  const round = async (): Promise<number> => {
    for (let i = 0; i < TRIES; i += 1) {
      expect((await takeTry(sql, town.county, key, now)).kind).toBe('may')
      const until = await failTry(sql, town.county, key, now)
      expect(until === null).toBe(i < TRIES - 1)
    }
    const tried = await takeTry(sql, town.county, key, now)
    if (tried.kind === 'may') throw new Error('not locked')
    const minutes = (Date.parse(tried.until) - now) / MINUTE
    now = Date.parse(tried.until)
    return minutes
  }
  const waits: number[] = []
  for (let i = 0; i < 9; i += 1) waits.push(await round())
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440])
  now += 49 * 60 * MINUTE
  expect(await round()).toBe(15)
})

test('S17: tries that were taken and never judged, as the server went down, end in a wait and not for ever', async () => {
  const { sql } = database.db
  const key = lockKey(app.vault, 'login', 'unlucky')
  for (let i = 0; i < TRIES; i += 1) await takeTry(sql, town.county, key, now)
  expect(await takeTry(sql, town.county, key, now)).toEqual({ kind: 'locked', until: new Date(now + 15 * MINUTE).toISOString() })
  now += 15 * MINUTE + 1
  expect((await takeTry(sql, town.county, key, now)).kind).toBe('may')
})

test('S17: sixty guesses at the same moment are five, and the right one among the rest does not come through', async () => {
  const all = await Promise.all(Array.from({ length: 60 }, (_, i) => logIn('zhao', i === 59 ? PASSWORD : `guess ${i}`, undefined, `10.1.${i}.1`)))
  const judged = all.filter(({ status }) => status === 401 || status === 200)
  expect(judged.length).toBeLessThanOrEqual(5)
})

test('S17: a login nobody has is answered, counted and locked like one somebody has', async () => {
  const told = await Promise.all(['zhao', 'nobody at all'].map(async (login) => {
    const each = [await logIn(login, 'guess', undefined, '10.0.0.2')]
    for (let i = 0; i < 6; i += 1) each.push(await post('/api/password', { login, ticket: 'AAAAA-AAAAA', password: 'x' }, null, '10.0.0.3'))
    return each
  }))
  expect(told[0]).toEqual(told[1])
  expect(told[0]?.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 429])
  const kept = await database.db.sql<{ count: number }[]>`select count(*) as count from sign_in_lock where county = ${town.county} and at = ${new Date(now).toISOString()}`
  expect(kept[0]?.count).toBe(4)
})

test('S17: thirty wrong sign-ins a minute from one address, whatever the names; right ones do not count', async () => {
  const from = '2001:db8::7'
  for (let i = 0; i < 2; i += 1) expect((await logIn('zhao', PASSWORD, undefined, from)).status).toBe(200)
  const statuses: number[] = []
  for (let i = 0; i < 32; i += 1) statuses.push((await post('/api/password', { login: `x${i}`, ticket: 'AAAAA-AAAAA', password: 'x' }, null, from)).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(30)
  expect(statuses.slice(30)).toEqual([429, 429])
  expect((await logIn('zhao', PASSWORD, undefined, '2001:db8::8')).status).toBe(429)
  expect((await logIn('zhao', PASSWORD, undefined, '2001:db8:1::8')).status).toBe(200)
})

test('S18: whoever administers needs an authenticator with the password; its code serves once, a step early or late, and never for another', async () => {
  const first = await logIn('wu')
  expect(first.body).toMatchObject({ kind: 'setUpTotp', uri: expect.stringMatching(/^otpauth:\/\/totp\//) as unknown })
  const second = await logIn('wu')
  expect(second.body.secret).not.toBe(first.body.secret)
  const secret = base32Bytes(second.body.secret)
  const code = (steps: number) => totpAt(secret, stepAt(now) + steps)
  expect((await logIn('wu', PASSWORD, totpAt(base32Bytes(first.body.secret), stepAt(now)))).status).toBe(401)
  expect((await logIn('wu', PASSWORD, code(-1))).body.kind).toBe('session')
  expect((await logIn('wu', PASSWORD, code(-1))).body.code).toBe('wrongTotp')
  expect((await logIn('wu', PASSWORD, code(2))).body.code).toBe('wrongTotp')
  expect((await logIn('wu')).body.code).toBe('needsTotp')
  expect((await logIn('wu', PASSWORD, code(0))).body.kind).toBe('session')
  expect((await logIn('wu', 'guess', code(1))).body.code).toBe('wrongPassword')
  expect((await logIn('wu', PASSWORD, code(1))).body.kind).toBe('session')
  expect(await lines('setUpTotp')).toEqual([{ actor: me('wu').person, subject: me('wu').person, detail: {} }])
  const rows = await database.db.sql<{ totp: Buffer }[]>`select totp from account where login = 'wu'`
  expect(rows[0]?.totp.includes(secret)).toBe(false)
})

test('S18: asking without a code between two guesses at the second factor does not give new tries', async () => {
  await codeFor(app, 'wu')
  for (let i = 0; i < 5; i += 1) {
    expect((await logIn('wu', PASSWORD, '000000')).body.code).toBe('wrongTotp')
    if (i < 4) expect((await logIn('wu')).body.code).toBe('needsTotp')
  }
  expect((await logIn('wu', PASSWORD, await codeFor(app, 'wu'))).status).toBe(429)
})

test('S18: the demo has no say in a county: a row of the demo’s make opens nothing', async () => {
  await addAccount(database.db.sql, { login: 'chen', person: me('chen').person, county: town.county, password: await hashDemoPassword('demo1234') })
  expect((await logIn('chen', 'demo1234')).status).toBe(401)
  const demo = await createServer({ ...app, mode: 'demo' })
  expect((await demo.inject({ method: 'POST', url: '/api/login', payload: { login: 'chen', password: 'demo1234', device: null, client: 'h5' } })).statusCode).toBe(200)
  await demo.close()
  await database.db.sql`delete from account where login = 'chen'`
})

test('S19: a hash of an earlier release is made anew in the present way at the next right password, and only then', async () => {
  const old = 'scrypt$AAAAAAAAAAAAAAAAAAAAAA==$' + (await scryptOf(PASSWORD)).toString('base64')
  await database.db.sql`update account set password = ${old} where login = 'zhao'`
  const stored = async () => (await database.db.sql<{ password: string }[]>`select password from account where login = 'zhao'`)[0]?.password ?? ''
  expect((await logIn('zhao', 'guess')).status).toBe(401)
  expect(await stored()).toBe(old)
  expect((await logIn('zhao')).status).toBe(200)
  expect(await stored()).toMatch(/^argon2id\$/)
  expect((await logIn('zhao')).status).toBe(200)
})

test('S19: a password is chosen by an admin’s code, which serves once and a day; a weak one leaves it good', async () => {
  const zhou = await open('zhou')
  const taken = await act(zhou, 'chen', { act: 'password', login: 'zhao' })
  expect([taken.status, taken.body.code]).toEqual([409, 'loginTaken'])
  expect((await act(zhou, 'zhang', { act: 'password', login: 'zhang' })).status).toBe(400)
  const { code } = (await act(zhou, 'chen', { act: 'password', login: 'Chen' })).body
  expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$/)
  const choose = (password: string, ticket = code ?? '') => post('/api/password', { login: 'chen', ticket, password })
  expect((await logIn('chen', '')).status).toBe(400)
  expect((await logIn('chen', 'anything')).status).toBe(401)
  for (const weak of ['Short-1', 'alllowercaseletters', 'Password-2026!', 'Chen-of-the-county-1', 'Qwertyuiop123!', 'Aa1!Aa1!Aa1!']) expect([weak, (await choose(weak)).body.code]).toEqual([weak, 'weakPassword'])
  expect((await choose(PASSWORD, 'AAAAA-AAAAA')).body.code).toBe('wrongCode')
  const both = await Promise.all([choose(PASSWORD, ` ${(code ?? '').toLowerCase().replace('-', ' ')} `), choose(PASSWORD)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
  expect((await logIn('chen')).body.kind).toBe('setUpTotp')
  const late = (await act(zhou, 'zheng', { act: 'password', login: 'zheng' })).body.code ?? ''
  now += 24 * 60 * MINUTE + 1
  expect((await post('/api/password', { login: 'zheng', ticket: late, password: PASSWORD })).body.code).toBe('wrongCode')
})

test('S19: a hash at the county’s own cost is made and found right; another cost is another hash', async () => {
  const real = await hashPassword(PASSWORD)
  const at = (password: string, cost?: ArgonCost) => checkHash(password, real, 'county', 'argon2id', cost)
  expect([await at(PASSWORD), await at('guess'), await at(PASSWORD, PLAIN.cost)]).toEqual(['right', 'wrong', 'wrong'])
})

test('whoever works in the field only is not let in by the password of an earlier post, and is let in by it with another post again', async () => {
  await addAccount(database.db.sql, { login: 'li', person: me('li').person, county: town.county, password: hash })
  expect((await logIn('li', 'guess')).body.message).toMatch(/账号或密码不对/)
  const refused = await logIn('li')
  expect([refused.status, refused.body.message]).toEqual([401, expect.stringContaining('微信')])
  const grant = randomUUID()
  const device = deviceOf('post')
  const change = (body: Parameters<typeof pushAll>[4][number]['body']) => pushAll(town.deps, town.root, town.county, device, [{ record: grant, kind: 'grant', body }])
  await change({ kind: 'create', move: 'add', set: { person: me('li').person, role: 'leader', place: town.township } })
  expect((await logIn('li')).status).toBe(200)
  await change({ kind: 'move', move: 'retire', set: {} })
  expect((await logIn('li')).status).toBe(401)
  await database.db.sql`delete from account where login = 'li'`
})

test('one’s own password is changed by the old one, and the authenticator where there is one; everywhere else one is signed out', async () => {
  const newer = `${PASSWORD} and on`
  const change = (session: Session, body: object) => post('/api/password/own', body, session)
  const asZhou = async (password = PASSWORD) => (await logIn('zhou', password, await codeFor(app, 'zhou'))).body
  const [here, elsewhere] = [await asZhou(), await asZhou()]
  const code = await codeFor(app, 'zhou')
  const told = async (body: object) => {
    const { status, body: { message } } = await change(here, body)
    return [status, message]
  }
  expect(await told({ old: PASSWORD, password: 'short' })).toEqual([422, expect.any(String)])
  expect(await told({ old: PASSWORD, password: PASSWORD, totp: code })).toEqual([422, expect.stringContaining('现在的密码')])
  expect(await told({ old: 'guess', password: newer, totp: code })).toEqual([400, expect.stringContaining('原来的密码不对')])
  expect(await told({ old: PASSWORD, password: newer })).toEqual([400, expect.stringContaining('验证器')])
  expect(await told({ old: PASSWORD, password: newer, totp: '000000' })).toEqual([400, expect.stringContaining('六位数字不对')])
  expect((await change(here, { old: PASSWORD, password: newer, totp: code })).status).toBe(200)
  expect([await isAlive(here), await isAlive(elsewhere)]).toEqual([true, false])
  expect([(await logIn('zhou')).body.code, (await asZhou(newer)).kind]).toEqual(['wrongPassword', 'session'])
  expect(await told({ old: newer, password: `${newer} x`, totp: code })).toEqual([400, expect.stringContaining('六位数字不对')])
  for (let i = 0; i < 4; i += 1) await change(here, { old: 'guess', password: `${newer} x` })
  expect((await change(here, { old: newer, password: `${newer} x` })).status).toBe(429)
  expect((await change(await bound('li', 'li'), { old: 'guess', password: newer })).status).toBe(400)
  await database.db.sql`update account set password = ${hash}, password_at = null where login = 'zhou'`
})

test('a password of whoever administers serves ninety days; then both halves being right gives a ticket for another, and no session', async () => {
  await database.db.sql`update account set password_at = ${new Date(now).toISOString()} where login = 'zhou'`
  now += 91 * 24 * 60 * MINUTE
  const { body } = await logIn('zhou', PASSWORD, await codeFor(app, 'zhou'))
  expect(body).toMatchObject({ kind: 'newPassword' })
  const ticket = (body as unknown as { ticket: string }).ticket
  expect((await post('/api/password', { login: 'zhou', ticket, password: PASSWORD })).body.message).toMatch(/现在的密码/)
  expect((await post('/api/password', { login: 'zhou', ticket, password: `${PASSWORD} again` })).status).toBe(200)
  expect((await logIn('zhou', `${PASSWORD} again`, await codeFor(app, 'zhou'))).body.kind).toBe('session')
  await database.db.sql`update account set password = ${hash}, password_at = null where login = 'zhou'`
})

test('S22: WeChat’s answers: a code of nobody, used, of another program, a risky account, busy, garbage, silence; each is told cleanly and no key of its session comes out', async () => {
  const enter = (code: string) => post('/api/login/wechat', { code, device: null })
  expect((await enter('login-stranger-1')).body.code).toBe('notBound')
  expect([(await enter('login-stranger-1')).status, (await enter('nonsense')).status]).toEqual([401, 401])
  for (const [answer, status] of [[40029, 401], [40226, 401], [45011, 503], [-1, 503], ['page', 503], ['cut', 503], ['noOpenid', 503], ['hang', 503], [40013, 503]] as const) {
    wechat.answerLogIn(answer)
    expect([answer, (await enter('login-stranger-2')).status]).toEqual([answer, status])
    now += 31_000
  }
  expect(logged).toEqual([{ level: 'error', wechat: 'log-in settings', code: 40013 }])
  expect(JSON.stringify([answers, logged])).not.toMatch(/session_key|key-of-nobody/)
})

test('S29: while WeChat is silent nobody waits for it in turn, and whoever is signed in goes on', async () => {
  const session = await bound('li', 'li')
  wechat.answerLogIn('cut', 'cut', 'cut', 'cut', 'cut')
  for (let i = 0; i < 5; i += 1) await post('/api/login/wechat', { code: 'login-li-9', device: null })
  const asked = wechat.asked.length
  expect((await post('/api/login/wechat', { code: 'login-li-9', device: null })).status).toBe(503)
  expect(wechat.asked.length).toBe(asked)
  expect(await isAlive(session)).toBe(true)
  now += 31_000
  expect((await post('/api/refresh', { refresh: session.refresh })).status).toBe(200)
  expect((await post('/api/login/wechat', { code: 'login-li-9', device: null })).status).toBe(200)
})

test('a WeChat is bound by the code an admin made: once, within a day; afterwards it comes in by itself, and stands in the database as nobody’s', async () => {
  const made = (await act(await open('zhou'), 'zhang', { act: 'binding' })).body
  const bind = (code: string, binding: string) => post<Session>('/api/login/bind', { code, device: null, binding })
  expect((await bind('login-zhang-a', 'AAAAA-AAAAA')).body.code).toBe('wrongCode')
  const answer = await bind('login-zhang-b', made.code ?? '')
  expect(answer.body).toMatchObject({ kind: 'session', me: { name: '张' }, refresh: expect.any(String) as unknown })
  expect((await bind('login-other-b', made.code ?? '')).body.code).toBe('wrongCode')
  expect((await post('/api/login/wechat', { code: 'login-zhang-c', device: answer.body.device })).body).toMatchObject({ me: { name: '张' }, device: answer.body.device })
  const rows = await database.db.sql<{ all: string }[]>`select w::text as all from wechat w`
  expect(JSON.stringify(rows)).not.toContain('openid-zhang')
  const late = (await act(await open('zhou'), 'zhang', { act: 'binding' })).body.code ?? ''
  now += 24 * 60 * MINUTE + 1
  expect((await bind('login-zhang-d', late)).body.code).toBe('wrongCode')
})

test('S43: a WeChat that is bound to one person is refused to a second, and it stands on the trail; a third WeChat of one person is refused', async () => {
  await bound('li', 'first')
  const zhou = await open('zhou')
  const binding = (await act(zhou, 'zhao', { act: 'binding' })).body.code
  const taken = await post('/api/login/bind', { code: `login-first-${randomUUID()}`, device: null, binding })
  expect([taken.status, taken.body.code]).toEqual([409, 'wechatTaken'])
  expect(await lines('wechatOnTwo')).toEqual([{ actor: null, subject: me('zhao').person, detail: { other: me('li').person } }])
  const more = (await act(zhou, 'li', { act: 'binding' })).body.code
  expect((await post('/api/login/bind', { code: `login-other-${randomUUID()}`, device: null, binding: more })).status).toBe(200)
  const third = (await act(zhou, 'li', { act: 'binding' })).body.code
  expect((await state(zhou, 'li')).body.wechats).toHaveLength(2)
  expect((await post('/api/login/bind', { code: `login-third-${randomUUID()}`, device: null, binding: third })).body.code).toBe('tooManyWechats')
  const [{ id } = { id: '' }] = (await state(zhou, 'li')).body.wechats
  expect((await act(zhou, 'li', { act: 'unbind', id })).status).toBe(200)
  expect((await post('/api/login/bind', { code: `login-third-${randomUUID()}`, device: null, binding: third })).status).toBe(200)
})

test('挂失 unties the WeChat that came in on that phone, and leaves another one: nobody is one tap from signing in with what was lost', async () => {
  const zhou = await open('zhou')
  const lost = await bound('li', 'li')
  const { code } = (await post<{ code: string }>('/api/phone-code', {}, lost)).body
  const more = (await act(zhou, 'li', { act: 'binding' })).body.code
  const other = (await post<Session>('/api/login/bind', { code: `login-other-${randomUUID()}`, device: null, binding: more })).body
  // Its session ran out, and was forgotten, before anybody missed the phone.
  await database.db.sql`delete from session where device = ${lost.device}`
  expect((await post(`/api/device/${lost.device}/revoke`, {}, zhou)).status).toBe(200)
  const again = (openid: string) => post<Session>('/api/login/wechat', { code: `login-${openid}-${randomUUID()}`, device: lost.device })
  expect([(await again('li')).body.code, (await again('other')).status]).toEqual(['notBound', 200])
  expect((await post('/api/login/phone', { name: '李', code, device: null })).status).toBe(401)
  expect([await isAlive(other), (await state(zhou, 'li')).body.wechats.length]).toEqual([true, 1])
  expect(await lines('unbindWechat')).toContainEqual({ actor: me('zhou').person, subject: me('li').person, detail: { wechat: expect.any(String) as unknown } })
})

test('S43: a phone that somebody else signed in on before is noted when another person does', async () => {
  const li = await bound('li', 'li')
  const zhang = await bound('zhang', 'zhang', li.device)
  expect(zhang.device).not.toBe(li.device)
  expect(await lines('sharedDevice')).toEqual([{ actor: me('zhang').person, subject: me('zhang').person, detail: { device: li.device, other: me('li').person } }])
})

test('two phones at a time come in by WeChat: with a third the first is signed out, and nothing else', async () => {
  const one = await bound('zhang', 'zhang')
  const more = async () => (await post<Session>('/api/login/wechat', { code: `login-zhang-${randomUUID()}`, device: null })).body
  now += MINUTE
  const two = await more()
  now += MINUTE
  const three = await more()
  expect([await isAlive(one), await isAlive(two), await isAlive(three)]).toEqual([false, true, true])
})

test('S17: the phone’s code opens a browser by name: once, two minutes, from the mini-program only, one a minute and ten a day', async () => {
  const phone = await bound('li', 'li')
  const browser = await open('zhao')
  expect((await post('/api/phone-code', {}, browser)).status).toBe(404)
  const make = () => post<{ code: string; until: string }>('/api/phone-code', {}, phone)
  const enter = (code: string, name = '李') => post<Session>('/api/login/phone', { name, code, device: null })
  const first = (await make()).body
  expect(first.code).toMatch(/^\d{8}$/)
  expect((await make()).body.code).toBe('tooOften')
  expect((await enter(first.code, '张')).status).toBe(401)
  const opened = await enter(`${first.code.slice(0, 4)} ${first.code.slice(4)}`)
  expect(opened.body).toMatchObject({ kind: 'session', me: { name: '李' }, refresh: null })
  expect((await post('/api/phone-code', {}, opened.body)).status).toBe(404)
  expect((await enter(first.code)).body.code).toBe('wrongCode')
  now += MINUTE
  const late = (await make()).body.code
  now += 2 * MINUTE
  expect((await enter(late)).body.code).toBe('wrongCode')
  const rest: number[] = []
  for (let i = 0; i < 9; i += 1) {
    rest.push((await make()).status)
    now += MINUTE
  }
  expect(rest).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429])
})

test('S17: five wrong codes under a name lock it, also one nobody bears, and the code that was shown is worth nothing any more', async () => {
  const phone = await bound('li', 'li')
  const { code } = (await post<{ code: string }>('/api/phone-code', {}, phone)).body
  const wrong = code === '00000000' ? '11111111' : '00000000'
  for (const name of ['李', '没有这个人']) {
    const statuses: number[] = []
    for (let i = 0; i < 5; i += 1) statuses.push((await post('/api/login/phone', { name, code: wrong, device: null })).status)
    statuses.push((await post('/api/login/phone', { name, code, device: null })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  }
  expect((await act(await open('zhou'), 'li', { act: 'unlock' })).body.state.lockedUntil).toBeNull()
  expect((await post('/api/login/phone', { name: '李', code, device: null })).status).toBe(401)
})

test('S03 S18: whose account one keeps: a township’s admin nobody’s of the county, nobody one’s own, nobody else anybody’s', async () => {
  const [zhou, zheng, feng, zhao] = [await open('zhou'), await open('zheng'), await open('feng'), await open('zhao')]
  const seen = async (by: Session, name: string) => (await state(by, name)).status
  expect([await seen(zhou, 'zhou'), await seen(zhou, 'wu'), await seen(zhou, 'zheng'), await seen(zhou, 'zhang'), await seen(zhou, 'nobody')]).toEqual([404, 200, 200, 200, 200])
  expect([await seen(zheng, 'zhang'), await seen(zheng, 'zhao'), await seen(zheng, 'zhou'), await seen(zheng, 'feng'), await seen(zheng, 'nobody')]).toEqual([200, 200, 404, 404, 404])
  expect([await seen(feng, 'zhang'), await seen(zhao, 'zhang'), (await state(zhou, 'zhang')).body.person]).toEqual([404, 404, me('zhang').person])
  const missing = await server.inject({ url: `/api/account/${randomUUID()}`, headers: { authorization: `Bearer ${zheng.access}` } })
  expect(missing.json()).toEqual((await state(zheng, 'zhou')).body)
})

test('S43: an admin cannot open a way in for whoever grants roles or audits, once that person has one', async () => {
  const zhou = await open('zhou')
  for (const body of [{ act: 'binding' }, { act: 'password', login: 'feng2' }, { act: 'dropTotp' }]) expect((await act(zhou, 'feng', body)).status).toBe(404)
  expect((await act(zhou, 'feng', { act: 'signOut' })).status).toBe(200)
})

test('S20 S05: signing somebody out or disabling ends every session within the second, the open socket within five; a disabled one is told so', async () => {
  const zhou = await open('zhou')
  const phone = await bound('li', 'li')
  const browser = await open('zhao')
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  const { ticket } = (await post<{ ticket: string }>('/api/ticket', {}, browser)).body
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/poke?ticket=${ticket}`)
  await new Promise((resolve) => socket.once('open', resolve))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  expect((await act(zhou, 'zhao', { act: 'signOut' })).status).toBe(200)
  expect(await isAlive(browser)).toBe(false)
  expect(await closed).toBe(4401)
  expect((await act(zhou, 'li', { act: 'disable' })).body.state.disabled).toBe(true)
  const pull = await server.inject({ method: 'POST', url: '/api/pull', headers: { authorization: `Bearer ${phone.access}` }, payload: { cursor: null, waiting: 0 } })
  expect([pull.statusCode, pull.json<{ code: string }>().code]).toEqual([401, 'accountDisabled'])
  expect((await post('/api/refresh', { refresh: phone.refresh })).body.code).toBe('accountDisabled')
  expect((await post('/api/login/wechat', { code: `login-li-${randomUUID()}`, device: null })).body.code).toBe('accountDisabled')
  await act(zhou, 'li', { act: 'enable' })
  expect((await post('/api/login/wechat', { code: `login-li-${randomUUID()}`, device: null })).status).toBe(200)
  expect((await lines('disableAccount'))[0]).toMatchObject({ actor: me('zhou').person, subject: me('li').person })
})

test('S20: from sign-in to the end it is thirty days, for whoever administers twelve hours, however often it is renewed', async () => {
  const renewUntilRefused = async (refresh: string | null, every: number): Promise<number> => {
    const began = now
    for (let given = refresh; ;) {
      now += every
      const { status, body } = await post<Session>('/api/refresh', { refresh: given })
      if (status !== 200) return Math.round((now - began) / (60 * MINUTE))
      given = body.refresh
    }
  }
  const asWeapp = async (login: string) => (await post<Session>('/api/login', { login, password: PASSWORD, device: null, client: 'weapp', totp: await codeFor(app, login) })).body.refresh
  expect(await renewUntilRefused(await asWeapp('zhou'), 40 * MINUTE)).toBe(12)
  const li = await bound('li', 'li')
  now += 29 * 24 * 60 * MINUTE
  const near = (await post<Session>('/api/refresh', { refresh: li.refresh })).body
  expect(await renewUntilRefused(near.refresh, 60 * MINUTE)).toBe(24)
})

test('S20: in an office half an hour without a request after the last access ends a sign-in by password, and its sockets; one by WeChat and one of the field it does not end', async () => {
  const zhao = async () => (await post<Session>('/api/login', { login: 'zhao', password: PASSWORD, device: null, client: 'weapp' })).body.refresh
  const [idle, inTime, zhang, admin] = [await zhao(), await zhao(), await bound('zhang', 'zhang'), await bound('wu', 'wu')]
  now += 45 * MINUTE
  expect((await post('/api/refresh', { refresh: inTime })).status).toBe(200)
  now += 1
  const ended = async () => (await database.db.sql`select id from session where person = ${me('zhao').person} and revoked_at is not null`).length
  const before = await ended()
  const refused = await post('/api/refresh', { refresh: idle })
  expect([refused.status, refused.body.code]).toEqual([401, 'expired'])
  expect(await ended()).toBe(before + 1)
  now += 5 * 60 * MINUTE
  expect([(await post('/api/refresh', { refresh: zhang.refresh })).status, (await post('/api/refresh', { refresh: admin.refresh })).status]).toEqual([200, 200])
})

test('what is told to the trail names nobody: no login, no name, no code', async () => {
  const rows = await database.db.sql<{ line: string }[]>`select action || subject || detail::text as line from audit where stream = ${town.county} and actor is distinct from ${town.root.person}`
  const text = rows.map(({ line }) => line).join('\n')
  expect(text).not.toMatch(/[一-鿿]|zhao|guess|openid/)
  expect(text.length).toBeGreaterThan(1000)
})

function base32Bytes(text: string): Buffer {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

async function scryptOf(password: string): Promise<Buffer> {
  const { scryptSync } = await import('node:crypto')
  return scryptSync(password, Buffer.alloc(16), 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })
}
