import { createBench, type Bench, type Held } from '../../test/standin/bench'
import { COUNTY, kept } from '../../test/standin/town'
import { FIELD, idleRule, isIdle, OFFICE } from './idle'
import type { SessionState, SignedIn } from './state'

const MINUTE = 60_000
const signedIn = (changes: Partial<SignedIn>): SessionState => ({ kind: 'signedIn', me: { person: 'p', name: '张某', county: 'c', unit: null, roles: [], grants: [] }, device: 'D', mode: 'county', login: null, holdsRecords: false, expired: false, ...changes })

test('offices in a browser sign in again; the field is covered only where the county wants it; nobody in the demo', () => {
  expect(idleRule(signedIn({}), 'h5', false)).toBe(OFFICE)
  expect(idleRule(signedIn({ holdsRecords: true }), 'h5', false)).toBeNull()
  expect(idleRule(signedIn({ holdsRecords: true }), 'h5', true)).toBe(FIELD)
  expect(idleRule(signedIn({}), 'weapp', false)).toBeNull()
  expect(idleRule(signedIn({ holdsRecords: true }), 'weapp', true)).toBe(FIELD)
  expect(idleRule(signedIn({ mode: 'demo' }), 'h5', true)).toBeNull()
  expect(idleRule({ kind: 'signedOut', notice: null, wechat: 'unasked' }, 'h5', true)).toBeNull()
})

test('fifteen minutes are fifteen minutes, and a clock that was put back makes nobody idle', () => {
  expect([isIdle(OFFICE, 0, 15 * MINUTE - 1), isIdle(OFFICE, 0, 15 * MINUTE), isIdle(OFFICE, 20 * MINUTE, 0)]).toEqual([false, true, false])
})

/** The stand-in says it is a demo; here it is a county. */
function inCounty(phone: Held): Held {
  const { http } = phone.way
  const send = http.send.bind(http)
  Object.assign(http, { send: async (request: Parameters<typeof send>[0]) => {
    const answer = await send(request)
    return answer.kind === 'answer' ? { ...answer, text: answer.text.replace('"mode":"demo"', '"mode":"county"') } : answer
  } })
  return phone
}

/** 周某 at a county's PC. */
async function officePhone({ phone, world }: Bench): Promise<Held> {
  const office = inCounty(await phone('h5'))
  await office.client().signIn({ kind: 'password', login: 'zhou', password: 'demo' })
  await world.settle()
  return office
}

test('an office nobody touches for fifteen minutes covers itself and keeps what was being written; a sign-in opens it', async () => {
  const bench = createBench()
  const office = await officePhone(bench)
  office.client().drafts.put('{"page":"edit"}', { summary: '写到一半' })
  await bench.world.pass(10 * MINUTE)
  office.client().touched()
  await bench.world.pass(14 * MINUTE)
  expect(office.client().lock.getState()).toBe('open')
  await bench.world.pass(2 * MINUTE)
  expect(office.client().lock.getState()).toBe('signIn')
  office.client().touched()
  office.client().uncover()
  await bench.world.pass(MINUTE)
  expect(office.client().lock.getState()).toBe('signIn')
  expect(await office.client().signIn({ kind: 'password', login: 'zhou', password: 'wrong' })).toMatchObject({ kind: 'problem' })
  expect(office.client().lock.getState()).toBe('signIn')
  expect(await office.client().signIn({ kind: 'password', login: 'zhou', password: 'demo' })).toEqual({ kind: 'in' })
  await bench.world.pass(MINUTE)
  expect(office.client().lock.getState()).toBe('open')
  expect(office.client().drafts.list()).toMatchObject([{ values: { summary: '写到一半' } }])
})

test('reloading the page opens nothing, nor does coming back the next morning', async () => {
  const bench = createBench()
  const office = await officePhone(bench)
  await bench.world.pass(5 * MINUTE)
  expect((await office.restart()).lock.getState()).toBe('open')
  await bench.world.pass(16 * MINUTE)
  expect((await office.restart()).lock.getState()).toBe('signIn')
  office.kill()
  await bench.world.pass(12 * 60 * MINUTE)
  expect((await office.restart()).lock.getState()).toBe('signIn')
})

test('who works in another window of the same browser is there', async () => {
  const bench = createBench()
  const office = await officePhone(bench)
  await bench.world.pass(14 * MINUTE)
  office.values.set('touchedAt', String(bench.world.now()))
  await bench.world.pass(5 * MINUTE)
  expect(office.client().lock.getState()).toBe('open')
  await bench.world.pass(11 * MINUTE)
  expect(office.client().lock.getState()).toBe('signIn')
  office.values.set('touchedAt', String(bench.world.now()))
  await bench.world.pass(MINUTE)
  expect(office.client().lock.getState()).toBe('open')
})

test('in the field nothing is asked, and where the county wants a cover, a tap opens it', async () => {
  const bench = createBench()
  bench.server.wechats.set('wx', 'li')
  const phone = inCounty(await bench.wechatPhone('wx'))
  await bench.world.settle()
  let client = await phone.restart()
  await bench.world.pass(40 * MINUTE)
  expect(client.session.getState()).toMatchObject({ kind: 'signedIn', mode: 'county' })
  expect(client.lock.getState()).toBe('open')
  bench.server.put(COUNTY, kept('setting', '00000000-0000-4000-8000-0000000000f9', { name: '空闲锁屏', text: '开' }))
  client = await phone.restart()
  await bench.world.pass(MINUTE)
  client.touched()
  await bench.world.pass(31 * MINUTE)
  expect(client.lock.getState()).toBe('tap')
  client.uncover()
  expect(client.lock.getState()).toBe('open')
})
