import { createBench, newDispute, saved, windowBeside, type Bench, type Held } from '../../test/standin/bench'

const IN = { kind: 'password', login: 'zhang', password: 'demo' } as const

/** What a browser's cookie still gets from the server, whoever opens the browser. */
async function cookieOf({ way }: Held): Promise<number> {
  const answer = await way.http.send({ method: 'POST', path: '/api/refresh', headers: {}, body: null, timeoutMs: 1000 })
  return answer.kind === 'answer' ? answer.status : 0
}

async function signedOutOffline(bench: Bench): Promise<Held> {
  const browser = await bench.phoneOf('zhang', 'h5')
  browser.offline()
  await browser.client().signOut()
  await bench.world.settle()
  browser.way.fate = () => 'through'
  return browser
}

test('a sign-out that nobody heard is told as soon as there is a network: the browser\'s cookie opens nothing any more', async () => {
  const bench = createBench()
  const browser = await signedOutOffline(bench)
  browser.network(true)
  await bench.world.settle()
  expect(await cookieOf(browser)).toBe(401)
})

test('a sign-out that nobody heard is told at the next start, also after the access has run out', async () => {
  const bench = createBench()
  const browser = await signedOutOffline(bench)
  await bench.world.pass(16 * 60_000)
  const client = await browser.restart()
  await bench.world.settle()
  expect(await cookieOf(browser)).toBe(401)
  expect(client.session.getState().kind).toBe('signedOut')
  const before = bench.server.log.length
  await browser.restart()
  await bench.world.settle()
  expect(bench.server.log.slice(before).map(({ path }) => path)).toEqual([])
})

test('a sign-out that nobody heard is told before anybody signs in anew, and ends nothing of the new sign-in', async () => {
  const bench = createBench()
  const browser = await signedOutOffline(bench)
  const before = bench.server.log.length
  expect(await browser.client().signIn(IN)).toEqual({ kind: 'in' })
  expect(bench.server.log.slice(before, before + 3).map(({ path }) => path)).toEqual(['/api/refresh', '/api/logout', '/api/login'])
  await browser.restart()
  browser.network(true)
  await bench.world.settle()
  await saved(browser.client().write(newDispute()))
  await bench.world.settle()
  expect(browser.client().sync.getState()).toMatchObject({ status: 'idle', waiting: 0 })
})

test('a window that could not tell its sign-out does not end what another one has signed in since', async () => {
  const bench = createBench()
  const browser = await signedOutOffline(bench)
  browser.way.fate = ({ path }) => (path === '/api/refresh' ? 'lost' : 'through')
  const second = await windowBeside(bench, browser)
  expect(await second.signIn(IN)).toEqual({ kind: 'in' })
  browser.way.fate = () => 'through'
  browser.network(true)
  await bench.world.settle()
  expect(await cookieOf(browser)).toBe(200)
})

test('a phone remembers nothing of a sign-out: it has forgotten what it came in by', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  phone.offline()
  await phone.client().signOut()
  await bench.world.settle()
  expect([...phone.values.keys()].filter((key) => key === 'untold')).toEqual([])
})

test('a window that learns from its next refresh that another one signed out goes out too, and brings nobody in again', async () => {
  const bench = createBench()
  const browser = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, browser)
  const id = await saved(second.write(newDispute()))
  browser.offline()
  await browser.client().signOut()
  await bench.world.settle()
  browser.way.fate = () => 'through'
  bench.server.expire('access')
  await second.online.get('/api/handovers')
  await bench.world.settle()
  expect(second.session.getState().kind).toBe('signedOut')
  expect(browser.values.has('session')).toBe(false)
  expect(await cookieOf(browser)).toBe(401)
  expect((await browser.restart()).session.getState().kind).toBe('signedOut')
  // What was written is sealed on the phone, and there for its person.
  expect(await browser.client().signIn(IN)).toEqual({ kind: 'in' })
  expect(browser.client().view.getState().records.has(id)).toBe(true)
})

test('an ordinary sign-out takes the other windows of the browser out with their next word', async () => {
  const bench = createBench()
  const browser = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, browser)
  await browser.client().signOut()
  await bench.world.settle()
  bench.server.expire('access')
  await second.online.get('/api/handovers')
  await bench.world.settle()
  expect(second.session.getState().kind).toBe('signedOut')
})

test('a sign-out in a window in which somebody else has come in meanwhile is of that window alone', async () => {
  const bench = createBench()
  const browser = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, browser)
  await second.signOut()
  expect(await second.signIn({ ...IN, login: 'wang' })).toEqual({ kind: 'in' })
  await bench.world.settle()
  await browser.client().signOut()
  await bench.world.settle()
  expect(browser.client().session.getState().kind).toBe('signedOut')
  expect(JSON.parse(browser.values.get('session') ?? 'null')).toMatchObject({ login: 'wang' })
  bench.server.expire('access')
  await second.online.get('/api/handovers')
  await bench.world.settle()
  expect(second.session.getState()).toMatchObject({ kind: 'signedIn', login: 'wang', expired: false })
  expect((await browser.restart()).session.getState()).toMatchObject({ kind: 'signedIn', login: 'wang' })
})

test('storage that does not answer keeps nobody from signing in', async () => {
  const bench = createBench()
  const refused = (): Promise<never> => Promise.reject(new Error('the host did not answer'))
  const client = await windowBeside(bench, await bench.phone(), { kv: { get: refused, set: refused, remove: refused } })
  expect(client.session.getState().kind).toBe('signedOut')
  expect(await client.signIn(IN)).toEqual({ kind: 'in' })
})
