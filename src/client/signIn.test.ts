import { answering } from '../../test/standin/answering'
import { createBench, newDispute, saved, shown, type Bench, type Held } from '../../test/standin/bench'
import { WANG, ZHANG } from '../../test/standin/town'

/** 张某's phone, bound, signed in by WeChat alone. */
async function boundPhone(bench: Bench): Promise<Held> {
  bench.server.wechats.set('zhang-wx', 'zhang')
  const phone = await bench.wechatPhone('zhang-wx')
  await bench.world.settle()
  return phone
}
const pathsSince = ({ server }: Bench, before: number): readonly string[] => server.log.slice(before).map(({ path }) => path)

test('a phone whose WeChat is bound signs itself in at the start: nobody types anything', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', me: ZHANG, login: null })
})

test('a WeChat nobody bound is told apart, and the one-time code of an administrator binds it for good', async () => {
  const bench = createBench()
  const phone = await bench.wechatPhone('new-wx')
  await bench.world.settle()
  expect(phone.client().session.getState()).toEqual({ kind: 'signedOut', notice: null, wechat: 'notBound' })
  expect(await phone.client().signIn({ kind: 'wechat' })).toEqual({ kind: 'notBound' })
  expect(await phone.client().signIn({ kind: 'bind', code: 'WRONG' })).toMatchObject({ kind: 'problem', problem: { code: 'wrongCode' } })
  bench.server.bindings.set('K7M2QX', 'zhang')
  expect(await phone.client().signIn({ kind: 'bind', code: 'K7M2QX' })).toEqual({ kind: 'in' })
  phone.values.clear()
  const client = await phone.restart()
  await bench.world.settle()
  expect(client.session.getState()).toMatchObject({ kind: 'signedIn', me: ZHANG })
})

test('a binding whose answer was lost is not asked for a second code', async () => {
  const bench = createBench()
  const phone = await bench.wechatPhone('new-wx')
  await bench.world.settle()
  bench.server.bindings.set('K7M2QX', 'zhang')
  phone.way.fate = () => 'answerLost'
  expect(await phone.client().signIn({ kind: 'bind', code: 'K7M2QX' })).toMatchObject({ kind: 'problem', problem: { code: 'offline' } })
  phone.way.fate = () => 'through'
  expect(await phone.client().signIn({ kind: 'bind', code: 'K7M2QX' })).toEqual({ kind: 'in' })
})

test('a sign-in that ended on the server renews itself by WeChat: what was written meanwhile goes up, on the same device', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  const { device } = phone.client().session.getState() as { readonly device: string }
  bench.server.expire('refresh')
  const before = bench.server.log.length
  const id = await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(phone.client().session.getState()).toMatchObject({ expired: false, device })
  expect(pathsSince(bench, before).slice(0, 4)).toEqual(['/api/push', '/api/refresh', '/api/login/wechat', '/api/push'])
})

test.each(['lost', 'answerLost', 'portal', 'cut'] as const)('an answer of WeChat’s way that is %s logs nobody out; the next try goes through', async (fate) => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  bench.server.expire('refresh')
  phone.way.fate = ({ path }) => (path === '/api/login/wechat' ? fate : 'through')
  const id = await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', expired: false })
  expect(shown(phone.client(), id)?.sync).toBe('onPhone')
  await phone.online()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
})

test('a lost answer to a renewal on 2G asks WeChat for nothing and ends nothing', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  bench.server.expire('access')
  phone.way.fate = ({ path }) => (path === '/api/refresh' ? 'answerLost' : 'through')
  const before = bench.server.log.length
  const id = await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  await phone.online()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(pathsSince(bench, before)).not.toContain('/api/login/wechat')
})

test('where WeChat was unbound meanwhile the person is asked, once, and goes on writing; the journal goes up after the new binding', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  bench.server.wechats.clear()
  bench.server.expire('refresh')
  const first = await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', expired: true })
  const second = await saved(phone.client().write(newDispute()))
  await bench.world.pass(3600_000)
  expect(bench.server.log.filter(({ path }) => path === '/api/login/wechat')).toHaveLength(2)
  bench.server.bindings.set('K7M2QX', 'zhang')
  expect(await phone.client().signIn({ kind: 'bind', code: 'K7M2QX' })).toEqual({ kind: 'in' })
  await bench.world.settle()
  expect([first, second].map((id) => shown(phone.client(), id)?.sync)).toEqual(['uploaded', 'uploaded'])
})

test('a WeChat that is somebody else’s now does not become this phone’s person', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  bench.server.wechats.set('zhang-wx', 'wang')
  bench.server.expire('refresh')
  await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  expect(phone.client().session.getState()).toMatchObject({ kind: 'signedIn', me: ZHANG, expired: true })
  expect(await phone.client().signIn({ kind: 'wechat' })).toEqual({ kind: 'in' })
  expect(phone.client().session.getState()).toMatchObject({ me: WANG })
})

test('who went out on purpose stays out until they tap, and so does a phone that was reported lost', async () => {
  const bench = createBench()
  const phone = await boundPhone(bench)
  await phone.client().signOut()
  const before = bench.server.log.length
  const client = await phone.restart()
  await bench.world.settle()
  expect(client.session.getState()).toEqual({ kind: 'signedOut', notice: null, wechat: 'unasked' })
  expect(pathsSince(bench, before)).toEqual([])
  expect(await client.signIn({ kind: 'wechat' })).toEqual({ kind: 'in' })
  bench.server.revoke((client.session.getState() as { readonly device: string }).device)
  client.syncNow()
  await bench.world.settle()
  expect(client.session.getState()).toMatchObject({ kind: 'signedOut', notice: 'deviceRevoked' })
  expect((await phone.restart()).session.getState()).toMatchObject({ kind: 'signedOut', wechat: 'unasked' })
})

test('a right password may ask for the authenticator, or teach it, and then comes in', async () => {
  const bench = createBench()
  const phone = await bench.phone('h5')
  let step = 0
  const asked = answering(phone, ({ path, body }) => {
    if (path !== '/api/login' || (body as { readonly totp?: string }).totp === '123456') return null
    return (step += 1) === 1 ? { body: { kind: 'setUpTotp', secret: 'JBSWY3DP', uri: 'otpauth://totp/x' } } : { status: 401, body: { code: (body as { readonly totp?: string }).totp === undefined ? 'needsTotp' : 'wrongPassword', message: '…' } }
  })
  const way = { kind: 'password', login: 'zhang', password: 'demo' } as const
  expect(await phone.client().signIn(way)).toEqual({ kind: 'setUpTotp', secret: 'JBSWY3DP', uri: 'otpauth://totp/x' })
  expect(await phone.client().signIn(way)).toEqual({ kind: 'needsTotp' })
  expect(await phone.client().signIn({ ...way, totp: '000000' })).toMatchObject({ kind: 'problem', problem: { code: 'wrongPassword' } })
  expect(await phone.client().signIn({ ...way, totp: '123456' })).toEqual({ kind: 'in' })
  expect(asked).toHaveLength(3)
})
