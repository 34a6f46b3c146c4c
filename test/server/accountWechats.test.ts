import { randomUUID } from 'node:crypto'
import type { Session } from '../../src/core/protocol'
import { MINUTE, withAccounts } from './withAccounts'

/** Ways in by WeChat, and by what a phone that came in by it shows. */
const office = withAccounts()
const { database, clock, me, post, isAlive, open, state, act, lines, bound } = office

test('S22: WeChat’s answers: a code of nobody, used, of another program, a risky account, busy, garbage, silence; each is told cleanly and no key of its session comes out', async () => {
  const enter = (code: string) => post('/api/login/wechat', { code, device: null })
  expect((await enter('login-stranger-1')).body.code).toBe('notBound')
  expect([(await enter('login-stranger-1')).status, (await enter('nonsense')).status]).toEqual([401, 401])
  for (const [answer, status] of [[40029, 401], [40226, 401], [45011, 503], [-1, 503], ['page', 503], ['cut', 503], ['noOpenid', 503], ['hang', 503], [40013, 503]] as const) {
    office.wechat.answerLogIn(answer)
    expect([answer, (await enter('login-stranger-2')).status]).toEqual([answer, status])
    clock.now += 31_000
  }
  expect(office.logged).toEqual([{ level: 'error', wechat: 'log-in settings', code: 40013 }])
  expect(JSON.stringify([office.answers, office.logged])).not.toMatch(/session_key|key-of-nobody/)
})

test('S29: while WeChat is silent nobody waits for it in turn, and whoever is signed in goes on', async () => {
  const session = await bound('li', 'li')
  office.wechat.answerLogIn('cut', 'cut', 'cut', 'cut', 'cut')
  for (let i = 0; i < 5; i += 1) await post('/api/login/wechat', { code: 'login-li-9', device: null })
  const asked = office.wechat.asked.length
  expect((await post('/api/login/wechat', { code: 'login-li-9', device: null })).status).toBe(503)
  expect(office.wechat.asked.length).toBe(asked)
  expect(await isAlive(session)).toBe(true)
  clock.now += 31_000
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
  clock.now += 24 * 60 * MINUTE + 1
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
  clock.now += MINUTE
  const two = await more()
  clock.now += MINUTE
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
  clock.now += MINUTE
  const late = (await make()).body.code
  clock.now += 2 * MINUTE
  expect((await enter(late)).body.code).toBe('wrongCode')
  const rest: number[] = []
  for (let i = 0; i < 9; i += 1) {
    rest.push((await make()).status)
    clock.now += MINUTE
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
