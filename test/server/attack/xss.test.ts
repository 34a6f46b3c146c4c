import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { BrowserContext, Page } from 'playwright-core'
import type { Me } from '../../../src/core/protocol'
import { TYPES } from '../../../src/domain/registry'
import { hashDemoPassword } from '../../../src/server/account/password'
import { addAccount } from '../../../src/server/accounts'
import { makeCode } from '../../../src/server/code/codes'
import { createServer } from '../../../src/server/http/server'
import { createDirectory } from '../../../src/server/me'
import { createPoker } from '../../../src/server/poke'
import { openBrowser } from '../../h5/window'
import { withDatabase } from '../database'
import { deviceOf, openTown, pushAll, type Planned, type Town } from '../town'
import { edits, textPlaces } from './corpus'
import { XSS_PAYLOADS } from './xssCorpus'

const database = withDatabase()
let town: Town
let server: FastifyInstance
let address: string
const disputes: string[] = []
const matters: string[] = []
const CODE = { group: 'group' } as const

beforeAll(async () => {
  town = await openTown(database.db)
  const [root, device] = [{ ...deviceOf('root'), seq: 0 }, deviceOf('li')]
  const people: readonly (readonly [string, Me])[] = [['li', town.li], ['zhao', town.zhao]]
  // Names of places and people are written by administrators, and shown to everybody.
  const places: readonly Planned[] = XSS_PAYLOADS.filter((text) => text.length <= 60).slice(0, 12)
    .map((name, order) => ({ record: randomUUID(), kind: 'place', body: { kind: 'create', move: 'add', set: { name, level: CODE.group, parent: town.east, order } } }))
  await pushAll(town.deps, town.root, town.county, root, [...places, ...people.flatMap(([login, me]): readonly Planned[] => [
    { record: me.person, kind: 'person', body: { kind: 'create', move: 'add', set: { name: login === 'li' ? '<img src=x onerror=pwned()>' : '赵' } } },
    ...me.grants.map(({ role, place }): Planned => ({ record: randomUUID(), kind: 'grant', body: { kind: 'create', move: 'add', set: { person: me.person, role, place } } })),
  ])])
  const password = await hashDemoPassword('correct horse')
  for (const [login, { person }] of people) await addAccount(database.db.sql, { login, person, county: town.county, password })
  const begun = {
    dispute: { type: 'neighbour', acceptedOn: '2026-06-01', place: town.east },
    matter: { source: 'gridWorker', kind: 'consult', receivedOn: '2026-06-01', place: town.east },
  } as const
  for (const kind of ['dispute', 'matter'] as const) {
    const ids = kind === 'dispute' ? disputes : matters
    const planned = edits(textPlaces(TYPES[kind], begun[kind]), XSS_PAYLOADS).map(({ set, rows }): Planned => {
      const record = randomUUID()
      ids.push(record)
      return { record, kind, body: { kind: 'create', move: 'register', set: { ...set, ...begun[kind] }, ...(rows === undefined ? {} : { rows }) } }
    })
    await pushAll(town.deps, town.li, town.township, device, planned)
  }
  server = await createServer({
    ...town.deps, directory: createDirectory(town.deps), poker: await createPoker(database.db), mode: 'demo', county: town.county,
    h5Folder: join(process.cwd(), 'dist', 'h5'), demoAccounts: [], limits: { perSession: 100_000, perAddress: 100_000, atOnce: 64, routes: 1_000 }, log: () => undefined,
  })
  await server.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`
})
afterAll(() => server.close())

test('S07: 300 texts that run in a page, in lists, records, forms, search, board and the villagers’ page: none runs, all are shown as they were written', async () => {
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
    context.setDefaultTimeout(20_000)
    const ran = await trapped(context)
    const page = await openPage(context, ran)
    await page.goto(address)
    await page.getByLabel('账号', { exact: true }).fill('li')
    await page.getByLabel('密码', { exact: true }).fill('correct horse')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('都已上传').filter({ visible: true }).first().waitFor({ timeout: 60_000 })

    let shown = 0
    const look = async (path: string): Promise<string> => {
      await page.goto(`${address}/#/${path}`)
      await page.waitForTimeout(250)
      const text = await page.evaluate(() => document.body.innerText)
      shown += XSS_PAYLOADS.filter((payload) => text.includes(payload)).length
      return text
    }
    await look('pages/register/index')
    await look('pages/board/index')
    for (const id of [...every(disputes, 14), ...every(matters, 6)]) await look(`pages/record/index?id=${id}&stream=${town.township}`)
    for (const id of every(disputes, 4)) {
      await look(`pages/edit/index?kind=dispute&id=${id}&stream=${town.township}`)
      await look(`pages/papers/index?kind=dispute&id=${id}&stream=${town.township}`)
    }
    for (const payload of every(XSS_PAYLOADS, 6)) await look(`pages/record/index?id=${encodeURIComponent(payload)}&stream=${encodeURIComponent(payload)}`)
    // Enough of them stood on the screen letter by letter; a page that hides everything would prove nothing.
    expect(shown).toBeGreaterThan(200)

    for (const record of every(matters, 4)) {
      const { code } = await makeCode(town.deps, { county: town.county, stream: town.township, record, kind: 'matter' }, town.li.person)
      await page.goto(`${address}/c/${code}`)
      await page.waitForTimeout(100)
    }
    expect(ran).toEqual([])
    // The trap closes: put into the page as HTML, the same text is at least stopped by the page's policy, and told.
    await page.goto(address)
    await page.evaluate(() => {
      document.body.innerHTML = '<img src="x" onerror="pwned()">'
    })
    await page.waitForTimeout(300)
    expect(ran).not.toEqual([])
  } finally {
    await browser.close()
  }
}, 180_000)

/** Whatever runs says so, in whatever frame: by the function that all payloads call, by a dialog, or by what the policy of the page had to stop. */
async function trapped(context: BrowserContext): Promise<string[]> {
  const ran: string[] = []
  await context.exposeFunction('pwned', () => void ran.push('a text ran'))
  return ran
}

async function openPage(context: BrowserContext, ran: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/content security policy|refused to (?:execute|load|apply|frame)/i.test(message.text())) ran.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) ran.push(`asked ${request.url()}`)
  })
  return page
}

/** That many of them, from the first to the last. */
function every<T>(all: readonly T[], many: number): readonly T[] {
  return Array.from({ length: Math.min(many, all.length) }, (_, i) => all[Math.floor(i * all.length / Math.min(many, all.length))] as T)
}
