import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { accountDoor, phoneCode } from '../../src/client/accounts'
import { isProblem } from '../../src/client/online'
import { makeCode } from '../../src/server/account/oneTime'
import type { App } from '../../src/server/http/context'
import { createServer } from '../../src/server/http/server'
import { createDirectory } from '../../src/server/me'
import { createPoker } from '../../src/server/poke'
import { createWechat } from '../../src/server/wechat/wechat'
import { APPID, openWechat, SECRET, type WechatStandin } from '../setup/wechatStandin'
import { withDatabase } from './database'
import { openPhone, until, type RealPhone } from './realPhone'
import { deviceOf, NOON, openTown, pushAll, type Town } from './town'

const database = withDatabase()
let town: Town
let app: App
/** null: gone; phones that still ask hear nothing. */
let server: FastifyInstance | null = null
let wechat: WechatStandin

beforeAll(async () => {
  town = await openTown(database.db)
  wechat = await openWechat()
  await pushAll(town.deps, town.root, town.county, deviceOf('root'), [
    { record: town.zhang.person, kind: 'person', body: { kind: 'create' as const, move: 'add', set: { name: '张某' } } },
    ...town.zhang.grants.map(({ role, place }) => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create' as const, move: 'add', set: { person: town.zhang.person, role, place } } })),
  ])
  app = {
    ...town.deps, now: () => NOON, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'county', county: town.county, h5Folder: null, demoAccounts: [], log: () => undefined,
    wechat: createWechat({ appid: APPID, secret: SECRET, api: wechat.address, template: null, fields: {}, state: 'formal' }, () => NOON, fetch, 3000),
  }
  server = await createServer(app)
  await server.ready()
})
afterAll(async () => {
  const closing = server
  server = null
  await closing?.close()
  await wechat.close()
})

/** 张's phone with a WeChat of its own. */
function phoneWith(name: string, before?: RealPhone): RealPhone {
  return openPhone(() => server, before?.disk, before?.values, () => Promise.resolve(`login-${name}-${randomUUID()}`))
}
const session = ({ client }: RealPhone) => client.session.getState()

test('a real phone binds its WeChat by a code whose answer was lost, renews itself when its session ends, and lets its person in on a PC', async () => {
  const phone = phoneWith('zhang')
  await phone.client.start()
  await until(() => session(phone).kind === 'signedOut' && (session(phone) as { readonly wechat: string }).wechat === 'notBound')
  const { code } = await makeCode(database.db.sql, app.vault, { county: town.county, person: town.zhang.person }, 'binding', NOON)
  phone.way.fate = ({ path }) => (path === '/api/login/bind' ? 'answerLost' : 'through')
  expect(await phone.client.signIn({ kind: 'bind', code: code.toLowerCase().replace('-', ' ') })).toMatchObject({ kind: 'problem', problem: { code: 'offline' } })
  phone.way.fate = () => 'through'
  expect(await phone.client.signIn({ kind: 'bind', code })).toEqual({ kind: 'in' })
  expect(session(phone)).toMatchObject({ kind: 'signedIn', mode: 'county', login: null })

  await database.db.sql`delete from access`
  await database.db.sql`delete from session`
  const asked = await phoneCode(phone.client)
  if (isProblem(asked)) throw new Error(asked.message)
  expect(session(phone)).toMatchObject({ kind: 'signedIn', expired: false })

  const browser = openPhone(() => server)
  await browser.client.start()
  expect(await browser.client.signIn({ kind: 'phoneCode', name: '张某', code: asked.code })).toEqual({ kind: 'in' })
  expect(await browser.client.signIn({ kind: 'phoneCode', name: '张某', code: asked.code })).toMatchObject({ kind: 'problem', problem: { code: 'wrongCode' } })
  // Nobody keeps their own account, and who administers nothing keeps none.
  expect(await accountDoor(browser.client, town.zhang.person).state()).toMatchObject({ code: 'notFound' })

  const again = phoneWith('zhang', phone)
  again.values.delete('session')
  await again.client.start()
  await until(() => session(again).kind === 'signedIn')
  expect((await again.client.online.get<{ readonly fresh: boolean }>('/api/about'))).toMatchObject({ mode: 'county', fresh: false })
})
