import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Patch } from '../../src/core/op'
import { addWorkdays, type Calendar } from '../../src/core/calendar'
import { addDays, weekday } from '../../src/core/period'
import type { RemindState } from '../../src/core/remindWire'
import { createDirectory } from '../../src/server/me'
import { allowOne } from '../../src/server/remind/consent'
import { phaseOf, sentenceOf, type Phase } from '../../src/server/remind/phase'
import { keepRounds } from '../../src/server/rounds'
import { remindRound, type RemindingDeps } from '../../src/server/remind/reminding'
import { sendWaiting } from '../../src/server/remind/send'
import { countDue, walk } from '../../src/server/remind/walk'
import { createServer } from '../../src/server/http/server'
import { readWechat } from '../../src/server/wechat/settings'
import { createWechat, type Wechat } from '../../src/server/wechat/wechat'
import { createPoker } from '../../src/server/poke'
import { APPID, openWechat, SECRET, TEMPLATE, type WechatStandin } from '../setup/wechatStandin'
import { withDatabase } from './database'
import { openOffice, type Name, type Office } from './office'
import { deviceOf, pushAll } from './town'

const database = withDatabase()
/** Monday 2026-06-15, at a time in Shanghai. */
const at = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+08:00`)
const MONDAY = '2026-06-15'
let now = at(MONDAY, '09:00')
let office: Office
let standin: WechatStandin
let deps: RemindingDeps
const logged: object[] = []

beforeAll(async () => {
  office = await openOffice(database.db, () => now)
  const { town } = office
  deps = { ...town.deps, now: () => now, directory: createDirectory(town.deps), county: town.county, log: (line) => logged.push(line) }
})
afterAll(() => office.server.close())

beforeEach(async () => {
  now = at(MONDAY, '09:00')
  standin = await openWechat()
  logged.length = 0
  for (const table of ['remind_person', 'remind_day', 'reminder']) await database.db.sql.unsafe(`delete from ${table}`)
  for (const kind of ['matter', 'dispute']) await database.db.sql.unsafe(`delete from ${kind}_version`)
})
afterEach(() => standin.close())

const ENV = { WECHAT_APPID: APPID, WECHAT_SECRET: SECRET, WECHAT_TEMPLATE: TEMPLATE, WECHAT_TEMPLATE_FIELDS: 'thing1=text,date2=day,number3=count' }

function wechat(patience = 300): Wechat {
  const read = readWechat({ ...ENV, WECHAT_API: standin.address })
  if (read.kind !== 'on') throw new Error(JSON.stringify(read))
  return createWechat(read.settings, () => now, fetch, patience)
}

/** The person ticked the box in WeChat so often, and told us. */
async function allow(name: Name, times = 1, ticked = times): Promise<void> {
  const { town, people } = office
  standin.tick(`openid-${name}`, ticked)
  for (let i = 0; i < times; i += 1) {
    expect(await allowOne(deps, wechat(3_000), { county: town.county, person: people[name].person }, `login-${name}-${randomUUID()}`)).not.toBeNull()
  }
}

/** A matter in the hands of somebody, promised for a day. */
async function promised(handler: Name, dueOn: string, more: Patch = {}): Promise<string> {
  const record = randomUUID()
  const { town, people } = office
  const device = deviceOf('sun')
  const step = (base: number, move: string, set: Patch) => pushAll(town.deps, people.sun, town.township, device, [{ record, kind: 'matter', base, body: { kind: base === 0 ? 'create' : 'move', move, set } }])
  const n = async (): Promise<number> => (await database.db.sql<{ since: number }[]>`select since from matter_version where record = ${record} and until is null`)[0]?.since ?? 0
  await step(0, 'register', { kind: 'help', place: town.east, receivedOn: '2026-06-01', summary: '路灯不亮', ...more })
  await step(await n(), 'assign', { leadUnit: randomUUID(), handler: people[handler].person, assignedOn: '2026-06-02', dueOn })
  await step(await n(), 'sign', { signedOn: '2026-06-02' })
  return record
}

async function states(): Promise<readonly string[]> {
  const rows = await database.db.sql<{ state: string }[]>`select state from reminder order by person`
  return rows.map(({ state }) => state)
}

async function allowed(name: Name): Promise<number | undefined> {
  const [row] = await database.db.sql<{ allowed: number }[]>`select allowed from remind_person where person = ${office.people[name].person}`
  return row?.allowed
}

test('who has something due today is told once, without a name or what it is about', async () => {
  await promised('zhang', MONDAY)
  await promised('zhang', MONDAY)
  await allow('zhang', 2)
  expect(await remindRound(deps, wechat())).toBe(1)
  expect(standin.sent).toEqual([{
    openid: 'openid-zhang', template: TEMPLATE, page: 'pages/home/index',
    data: { thing1: { value: '有 2 件事今天到期，请打开说事簿看' }, date2: { value: '2026年6月15日' }, number3: { value: '2' } },
  }])
  // The same day again, by this program started anew or by another, and later that day.
  expect(await remindRound(deps, wechat())).toBe(0)
  now = at(MONDAY, '17:00')
  await promised('zhang', MONDAY)
  expect(await remindRound(deps, wechat())).toBe(0)
  expect([standin.sent.length, await allowed('zhang')]).toEqual([1, 1])
  expect(JSON.stringify(standin.sent)).not.toMatch(/路灯|张/)
})

test('two processes at the same moment send one message', async () => {
  await promised('zhang', MONDAY)
  await promised('li', MONDAY)
  await allow('zhang', 3)
  await allow('li', 3)
  const rounds = await Promise.all([remindRound(deps, wechat()), remindRound(deps, wechat()), remindRound(deps, wechat())])
  for (let i = 0; i < 2; i += 1) rounds.push(await remindRound(deps, wechat()))
  expect(rounds.reduce((sum, sent) => sum + sent, 0)).toBe(2)
  expect(standin.sent.map(({ openid }) => openid).sort()).toEqual(['openid-li', 'openid-zhang'])
  expect([await allowed('zhang'), await allowed('li')]).toEqual([2, 2])
})

test('a line that two processes reach for at the same moment is taken by one', async () => {
  await promised('zhang', MONDAY)
  await allow('zhang', 3)
  expect([await walk(deps, MONDAY), await walk(deps, MONDAY)]).toEqual([true, false])
  const { both } = await database.db.begin(async (tx) => {
    await tx`select person from reminder for update`
    const sending = [sendWaiting(deps, wechat(), MONDAY), sendWaiting(deps, wechat(), MONDAY)]
    // Both have found the line and wait to take it.
    await until(async () => (await database.db.sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length === 2)
    return { both: Promise.all(sending) }
  })
  expect((await both).sort()).toEqual([0, 1])
  expect([standin.sent.length, await allowed('zhang')]).toEqual([1, 2])
})

test.each([[MONDAY, '08:29'], [MONDAY, '18:00'], ['2026-06-14', '10:00'], ['2026-06-13', '10:00']])('nothing is sent on %s at %s', async (day, clock) => {
  await promised('zhang', day)
  await allow('zhang')
  now = at(day, clock)
  expect(await remindRound(deps, wechat())).toBe(0)
  expect([standin.sent.length, (await states()).length]).toEqual([0, 0])
})

test('a holiday of the county is no working day, and a weekend that is worked is one', async () => {
  const { town } = office
  const holidays = randomUUID()
  await pushAll(town.deps, town.root, town.county, deviceOf('free'), [{ record: holidays, kind: 'setting', body: { kind: 'create', move: 'add', set: { name: '放假/本县', text: '2026-06-15 | 2026-06-14' } } }])
  await promised('zhang', MONDAY)
  await allow('zhang', 2)
  expect(await remindRound(deps, wechat())).toBe(0)
  now = at('2026-06-14', '09:00')
  // Due on the free Monday: on the worked Sunday before it, that is today.
  expect(await remindRound(deps, wechat())).toBe(1)
  expect(standin.sent[0]?.data.thing1?.value).toBe('有 1 件事今天到期，请打开说事簿看')
  await pushAll(town.deps, town.root, town.county, deviceOf('free'), [{ record: holidays, kind: 'setting', body: { kind: 'move', move: 'retire', set: {} } }])
})

test('what is not promised to anybody, long past, far ahead, or already done reminds nobody', async () => {
  await promised('zhang', '2026-06-11')
  await promised('zhang', '2026-06-30')
  const done = await promised('zhang', MONDAY)
  const { town, people } = office
  const [row] = await database.db.sql<{ since: number }[]>`select since from matter_version where record = ${done} and until is null`
  await pushAll(town.deps, people.sun, town.township, deviceOf('done'), [{ record: done, kind: 'matter', base: row?.since ?? 0, body: { kind: 'move', move: 'resolve', set: { resolvedOn: MONDAY } } }])
  const counted = await countDue(deps, MONDAY)
  expect(counted.get(people.zhang.person)).toBeUndefined()
  expect([...counted.values()].every((counts) => Object.values(counts).every((count) => count > 0))).toBe(true)
})

test('of a protected matter only the named handler is told', async () => {
  const { people } = office
  await promised('zhang', MONDAY, { compartment: 'minor' })
  const counted = await countDue(deps, MONDAY)
  expect([...counted.keys()]).toEqual([people.zhang.person])
})

test('the office gets what it promised to look after, not what lies with a handler', async () => {
  const { town, people } = office
  await pushAll(town.deps, people.zhang, town.township, deviceOf('zhang'), [{ record: randomUUID(), kind: 'matter', body: { kind: 'create', move: 'register', set: { kind: 'help', place: town.east, receivedOn: '2026-06-12', summary: 'x' } } }])
  await promised('zhang', MONDAY)
  const counted = await countDue(deps, MONDAY)
  expect(counted.get(people.zhang.person)).toEqual({ today: 1 })
  expect(counted.get(people.zhao.person)).toBeUndefined()
})

test('a refused message ends what was counted; somebody WeChat knows no longer is forgotten', async () => {
  await promised('zhang', MONDAY)
  await promised('li', MONDAY)
  await allow('zhang', 3, 0)
  await allow('li', 3)
  standin.answer(...(office.people.zhang.person < office.people.li.person ? [43101, 40003] : [40003, 43101]))
  expect(await remindRound(deps, wechat())).toBe(0)
  expect([await allowed('zhang'), await allowed('li')]).toEqual([0, 0])
  expect([...await states()].sort()).toEqual(['gone', 'refused'])
  const rows = await database.db.sql<{ sealed: Buffer | null }[]>`select sealed from remind_person where person = ${office.people.li.person}`
  expect(rows[0]?.sealed).toBeNull()
  const again = standin.asked.length
  now = at(MONDAY, '12:00')
  await remindRound(deps, wechat())
  expect(standin.asked.length).toBe(again)
})

test('without an allowed message nobody gets one, nor stands in the table', async () => {
  await promised('zhang', MONDAY)
  expect(await remindRound(deps, wechat())).toBe(0)
  expect(await states()).toEqual([])
})

test('a busy WeChat is asked again with longer pauses, and given up that day; what was allowed is kept', async () => {
  await promised('zhang', MONDAY)
  await allow('zhang')
  standin.answer(-1, 45009, 'busy')
  expect(await remindRound(deps, wechat())).toBe(0)
  expect(await states()).toEqual(['waiting'])
  expect(await remindRound(deps, wechat())).toBe(0)
  for (const clock of ['09:05', '09:20']) {
    now = at(MONDAY, clock)
    expect(await remindRound(deps, wechat())).toBe(0)
  }
  now = at(MONDAY, '09:40')
  const before = standin.asked.length
  await remindRound(deps, wechat())
  expect(standin.asked.length).toBe(before)
  now = at(MONDAY, '10:05')
  expect(await remindRound(deps, wechat())).toBe(1)
  expect([await states(), await allowed('zhang')]).toEqual([['sent'], 0])
})

test('after four tries it is left for that day', async () => {
  await promised('zhang', MONDAY)
  await allow('zhang')
  standin.answer(-1, -1, -1, -1, -1)
  for (const clock of ['09:00', '09:10', '09:30', '10:30', '11:30', '12:30']) {
    now = at(MONDAY, clock)
    await remindRound(deps, wechat())
  }
  expect([await states(), await allowed('zhang'), standin.sent.length]).toEqual([['givenUp'], 1, 0])
})

test.each(['hang', 'cut', 'page', 'sentButCut'] as const)('a sending that ended in “%s” may have arrived, so it is not repeated', async (way) => {
  await promised('zhang', MONDAY)
  await allow('zhang', 2)
  standin.answer(way)
  await remindRound(deps, wechat(150))
  now = at(MONDAY, '12:00')
  await remindRound(deps, wechat(150))
  expect([await states(), standin.sent.length <= 1, await allowed('zhang')]).toEqual([['unknown'], true, 1])
})

test('one token serves all, is fetched anew when it has run out, and by force only when the plain way gives the same', async () => {
  const one = wechat()
  standin.tick('openid-a', 20)
  const send = () => one.send('openid-a', { thing1: 'x' })
  expect(await Promise.all([send(), send(), send()])).toEqual([{ kind: 'sent' }, { kind: 'sent' }, { kind: 'sent' }])
  expect(standin.tokens).toEqual(['token-1'])
  now += 3 * 3600_000
  standin.expire()
  expect(await send()).toEqual({ kind: 'sent' })
  expect(standin.tokens).toEqual(['token-1', 'token-2'])
  standin.expire()
  expect(await Promise.all([send(), send()])).toEqual([{ kind: 'sent' }, { kind: 'sent' }])
  expect(standin.tokens.length).toBe(3)
  standin.expire('stuck')
  expect(await send()).toEqual({ kind: 'sent' })
  expect(standin.tokens.length).toBe(4)
})

test('wrong settings are logged by their code alone, and nothing is used up', async () => {
  await promised('zhang', MONDAY)
  await allow('zhang')
  standin.answer(40037)
  await remindRound(deps, wechat())
  expect(logged).toEqual([{ level: 'error', reminders: 'wrong settings', code: 40037 }])
  expect(JSON.stringify(logged)).not.toMatch(/openid|token|secret/)
  expect(await allowed('zhang')).toBe(1)
})

test('WeChat out of reach, or with another secret, is later, never a fault', async () => {
  const gone = createWechat({ appid: APPID, secret: SECRET, api: 'http://127.0.0.1:9', template: TEMPLATE, fields: { thing1: 'text' }, state: 'formal' }, () => now)
  expect([await gone.send('x', {}), await gone.whoIs('login-x')]).toEqual([{ kind: 'later', code: 40001 }, { kind: 'silent' }])
  const foreign = createWechat({ appid: APPID, secret: 'other', api: standin.address, template: TEMPLATE, fields: { thing1: 'text' }, state: 'formal' }, () => now)
  expect(await foreign.send('x', {})).toEqual({ kind: 'later', code: 40001 })
})

test('rounds go on after one that failed, until they are called off', async () => {
  const runs: (() => void)[] = []
  const broken = { ...deps, configs: { ...deps.configs, current: () => Promise.reject(new Error('路灯')) } }
  const stop = keepRounds({ job: 'reminders', everyMs: 1, atOnce: true, round: () => remindRound(broken, wechat()) }, broken.log, (_ms, run) => {
    runs.push(run)
    return () => undefined
  })
  await until(() => runs.length === 1)
  runs[0]?.()
  await until(() => runs.length === 2)
  expect(logged).toHaveLength(2)
  expect(JSON.stringify(logged)).not.toContain('路灯')
  stop()
  runs[1]?.()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(runs).toHaveLength(2)
})

test('a person allows one message at a time, and only through WeChat', async () => {
  const { town } = office
  const server = await createServer({ ...deps, poker: await createPoker(database.db), mode: 'county', h5Folder: null, demoAccounts: [], wechat: wechat() })
  const { access } = await office.signIn('li')
  const headers = { authorization: `Bearer ${access}` }
  const post = (payload: object) => server.inject({ method: 'POST', url: '/api/remind', headers, payload })
  expect((await server.inject({ url: '/api/remind', headers })).json<RemindState>()).toEqual({ template: TEMPLATE, allowed: 0 })
  expect((await post({ code: 'login-li-1' })).json<RemindState>()).toEqual({ template: TEMPLATE, allowed: 1 })
  const replayed = await post({ code: 'login-li-1' })
  expect([replayed.statusCode, replayed.json<{ message: string }>().message]).toEqual([400, '微信那边没有认出您，请再点一次。'])
  for (const payload of [{}, { code: '' }, { code: 'x'.repeat(200) }, { code: 'a&b=1' }, { code: 'login-x', person: 'y' }]) expect((await post(payload)).statusCode).toBe(400)
  expect((await server.inject({ url: '/api/remind' })).statusCode).toBe(401)
  const [row] = await database.db.sql<{ sealed: Buffer }[]>`select sealed from remind_person where county = ${town.county}`
  expect(row?.sealed.toString('latin1')).not.toContain('openid')
  await server.close()
  // Not set up: nothing to ask for, and a clear word.
  expect((await office.get(await office.signIn('li'), '/api/remind')).body).toEqual({ template: null, allowed: 0 })
  expect(await office.post(await office.signIn('li'), '/api/remind', { code: 'login-li-2' })).toMatchObject({ status: 400, body: { message: '县里还没有开通微信提醒。' } })
})

test.each([
  [{}, 'off'], [{ PORT: '1' }, 'off'], [ENV, 'on'], [{ WECHAT_APPID: 'x' }, 'wrong'], [{ ...ENV, WECHAT_API: 'http://elsewhere' }, 'wrong'], [{ ...ENV, WECHAT_API: 'https://proxy.example.gov.cn/' }, 'on'],
  [{ ...ENV, WECHAT_TEMPLATE_FIELDS: 'thing1=name' }, 'wrong'], [{ ...ENV, WECHAT_STATE: 'x' }, 'wrong'], [{ ...ENV, WECHAT_SECRET: undefined }, 'wrong'],
])('settings %j are %s', (env: Readonly<Record<string, string | undefined>>, kind) => {
  const read = readWechat(env)
  expect(read.kind).toBe(kind)
  if (read.kind === 'wrong') expect(read.sentences.join('')).not.toContain(SECRET)
})

test('whatever days are free, a deadline reminds exactly once for each reason', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 25 }), fc.integer({ min: 12, max: 25 }), (free, offset) => {
    const start = '2026-09-14'
    const off = new Set(free.map((days) => addDays(start, days)))
    const calendar: Calendar = { isWorkday: (day) => ![0, 6].includes(weekday(day)) && !off.has(day), isHoliday: (day) => off.has(day), knows: () => true }
    const due = addDays(start, offset)
    const told: Phase[] = []
    for (let day = addWorkdays(calendar, addDays(start, -30), 1); day < addDays(start, 90); day = addWorkdays(calendar, day, 1)) {
      const phase = phaseOf(calendar, day, due)
      if (phase !== null) told.push(phase)
    }
    expect(told).toEqual(['soon', 'today', 'late'])
  }), { numRuns: 40 })
})

test('a sentence fits into twenty signs, whatever the number', () => {
  for (const counts of [{ today: 1_000_000 }, { late: 999 }, { soon: 1 }, {}, { soon: 3, late: 2 }]) expect(sentenceOf(counts).length).toBeLessThanOrEqual(20)
  expect(sentenceOf({ soon: 3, late: 2, today: 1 })).toBe('有 1 件事今天到期，请打开说事簿看')
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 500 && !(await holds()); i += 1) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await holds()).toBe(true)
}
