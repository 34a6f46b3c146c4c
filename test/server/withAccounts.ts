import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { AccountActed, AccountState } from '../../src/core/accountWire'
import { must } from '../../src/core/assert'
import type { Me, Session } from '../../src/core/protocol'
import { addAccount } from '../../src/server/accounts'
import type { App } from '../../src/server/http/context'
import { LIMITS } from '../../src/server/http/limits'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { deviceFor } from '../../src/server/deviceCodes'
import { openSession } from '../../src/server/sessions'
import { createWechat } from '../../src/server/wechat/wechat'
import { APPID, openWechat, SECRET, type WechatStandin } from '../setup/wechatStandin'
import { withDatabase, type TestDatabase } from './database'
import { cheapHash, PLAIN } from './passwords'
import { deviceOf, openTown, pushAll, NOON, type Town } from './town'

export const MINUTE = 60_000
export const PASSWORD = 'Loess-Plateau 7'

/** A county with its own server, people and WeChat. */
export interface Accounts {
  readonly database: TestDatabase
  readonly town: Town
  readonly app: App
  readonly server: FastifyInstance
  readonly wechat: WechatStandin
  /** Of PASSWORD, as it lies in the database. */
  readonly hash: string
  readonly clock: { now: number }
  readonly logged: readonly unknown[]
  readonly answers: readonly string[]
  readonly me: (name: string) => Me
  readonly post: <T>(url: string, payload: object, session?: Session | null, from?: string) => Promise<{ status: number; body: T & { code?: string; message?: string } }>
  readonly logIn: (login: string, password?: string, totp?: string, from?: string) => Promise<{ status: number; body: Session & { kind: string; secret: string; code?: string; message?: string } }>
  readonly isAlive: (session: Session) => Promise<boolean>
  /** Without a way in: what comes after it is what is asked. */
  readonly open: (name: string) => Promise<Session>
  readonly state: (by: Session, name: string) => Promise<{ status: number; body: AccountState }>
  readonly act: (by: Session, name: string, body: object) => Promise<{ status: number; body: AccountActed & { code?: string | null; message?: string } }>
  readonly lines: (action: string) => Promise<readonly { actor: string | null; subject: string; detail: Record<string, unknown> }[]>
  /** By WeChat, which that person had none of before. */
  readonly bound: (name: string, openid: string, device?: string | null) => Promise<Session>
}

/**
 * Called once at the top of a test file. 周 and 吴 administer the county, 郑 a township, 冯 grants, 陈 audits; 张 works a village, 李 mediates,
 * 赵 leads. Two quiet days lie before each test, so that no wait of one reaches the next.
 */
export function withAccounts(): Accounts {
  const database = withDatabase()
  const clock = { now: NOON }
  const logged: unknown[] = []
  const answers: string[] = []
  const people: Record<string, Me> = {}
  let made: { readonly town: Town; readonly app: App; readonly server: FastifyInstance; readonly wechat: WechatStandin; readonly hash: string } | null = null
  const here = () => must(made, 'the county, which is there only while tests run')

  beforeAll(async () => {
    const town = await openTown(database.db)
    const wechat = await openWechat()
    const person = (name: string, role: string, place: string, stream: string): Me =>
      ({ person: randomUUID(), name, county: town.county, unit: null, roles: [role], grants: [{ role, place, stream }] })
    Object.assign(people, {
      zhou: person('周', 'admin', town.county, town.county), wu: person('吴', 'admin', town.county, town.county), zheng: person('郑', 'admin', town.township, town.township),
      feng: person('冯', 'security', town.county, town.county), chen: person('陈', 'auditor', town.county, town.county), zhao: { ...town.zhao, name: '赵' },
      zhang: { ...town.zhang, name: '张' }, li: { ...town.li, name: '李' }, nobody: { ...person('无', 'x', town.county, town.county), roles: [], grants: [] },
    })
    await pushAll(town.deps, town.root, town.county, deviceOf('root'), Object.values(people).flatMap((each) => [
      { record: each.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name: each.name } } },
      ...each.grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: each.person, role, place } } })),
    ]))
    const hash = await cheapHash(PASSWORD)
    for (const login of ['zhou', 'wu', 'zheng', 'feng', 'zhao']) await addAccount(database.db.sql, { login, person: me(login).person, county: town.county, password: hash })
    const app: App = {
      ...town.deps, now: () => clock.now, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county,
      h5Folder: null, demoAccounts: [], log: (line) => logged.push(line), limits: { ...LIMITS, routes: 1_000 }, passwords: { ...PLAIN, forField: false },
      wechat: createWechat({ appid: APPID, secret: SECRET, api: wechat.address, template: null, fields: {}, state: 'formal' }, () => clock.now, fetch, 300),
    }
    const server = await createServer(app)
    await server.ready()
    made = { town, app, server, wechat, hash }
  })
  afterAll(async () => {
    await made?.server.close()
    await made?.wechat.close()
  })
  beforeEach(() => {
    clock.now += 49 * 60 * MINUTE
  })

  const me = (name: string): Me => must(people[name], name)
  const post: Accounts['post'] = async (url, payload, session = null, from = '10.0.0.1') => {
    const headers = session === null ? {} : { authorization: `Bearer ${session.access}` }
    const answer = await here().server.inject({ method: 'POST', url, payload, headers, remoteAddress: from })
    answers.push(answer.body)
    return { status: answer.statusCode, body: answer.json() }
  }
  const get = (by: Session, url: string) => here().server.inject({ url, headers: { authorization: `Bearer ${by.access}` } })
  const open: Accounts['open'] = async (name) => {
    const { person } = me(name)
    const device = await deviceFor(database.db.sql, person, null, 'h5', clock.now)
    const { access, refresh } = await openSession(database.db.sql, { person, county: here().town.county, device }, clock.now)
    return { access, refresh, device } as Session
  }
  const act: Accounts['act'] = (by, name, body) => post(`/api/account/${me(name).person}`, body, by)

  return {
    database, clock, logged, answers, me, post, open, act,
    get town() { return here().town },
    get app() { return here().app },
    get server() { return here().server },
    get wechat() { return here().wechat },
    get hash() { return here().hash },
    logIn: (login, password = PASSWORD, totp, from) =>
      post('/api/login', { login, password, device: null, client: 'h5', ...(totp === undefined ? {} : { totp }) }, null, from),
    isAlive: async (session) => (await get(session, '/api/devices')).statusCode === 200,
    async state(by, name) {
      const answer = await get(by, `/api/account/${me(name).person}`)
      return { status: answer.statusCode, body: answer.json() }
    },
    lines: (action) => database.db.sql<{ actor: string | null; subject: string; detail: Record<string, unknown> }[]>`
      select actor, subject, detail from audit where stream = ${here().town.county} and action = ${action} order by a`,
    async bound(name, openid, device = null) {
      await database.db.sql`delete from wechat where person = ${me(name).person}`
      const binding = (await act(await open('zhou'), name, { act: 'binding' })).body.code
      const answer = await post<Session>('/api/login/bind', { code: `login-${openid}-${randomUUID()}`, device, binding })
      expect(answer.status).toBe(200)
      return answer.body
    },
  }
}
