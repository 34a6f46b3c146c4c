import { edited, createBench, newDispute, saved, shown, type Bench, type Held } from '../../test/standin/bench'
import { LI, NEXT_VILLAGE, OTHER_TOWN, TOWN, VILLAGE, ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { Me } from '../core/protocol'

/** What happens on a phone when its person, its role or the phone itself is taken away. */

const attention = (phone: Held) => phone.client().sync.getState().attention
const session = (phone: Held) => phone.client().session.getState()
const setMe = (bench: Bench, login: string, me: Me) => void (must(bench.server.people.get(login), login).me = me)
const files = (phone: Held, prefix: string) => [...phone.disk.texts.keys()].filter((name) => name.startsWith(prefix))
/** What stands on the disk as one reads it. */
const plain = (phone: Held) => [...phone.disk.texts.values(), ...phone.values.values()].join('\n')

async function unsentOps(login: string, count: number) {
  const bench = createBench()
  const phone = await bench.phoneOf(login)
  const old = await saved(phone.client().write(newDispute()))
  await bench.world.settle()
  phone.offline()
  const ids: string[] = []
  for (let i = 0; i < count; i += 1) ids.push(await saved(phone.client().write(newDispute({ people: i, summary: '金丝雀' }))))
  return { bench, phone, old, ids }
}

test('F37 moved to another township with 20 ops on the phone: all are handed in and refused alike, all stay readable here, and what was downloaded is gone', async () => {
  const { bench, phone, old, ids } = await unsentOps('zhang', 20)
  setMe(bench, 'zhang', { ...ZHANG, grants: [{ role: 'mediator', place: OTHER_TOWN, stream: OTHER_TOWN }] })
  await phone.online()
  expect(attention(phone).map(({ op, reason }) => [op.record, reason])).toEqual(ids.map((id) => [id, { kind: 'refused', refusal: { code: 'outOfScope' } }]))
  expect(bench.server.streams.get(TOWN)?.results.size).toBeGreaterThanOrEqual(20)
  expect(shown(phone.client(), old)).toBeUndefined()
  expect((await phone.restart()).view.getState().records.has(old)).toBe(false)
  expect(attention(phone)).toHaveLength(20)
})

test('F37 the last role taken away while offline: the queue is handed in, the records leave the phone, and a new role brings them back', async () => {
  const { bench, phone, old, ids } = await unsentOps('li', 3)
  setMe(bench, 'li', { ...LI, grants: [], roles: [] })
  await phone.online()
  await bench.world.pass(61_000)
  expect(attention(phone).map(({ op }) => op.record)).toEqual(ids)
  expect(session(phone)).toMatchObject({ kind: 'signedIn', me: { grants: [] } })
  expect(shown(phone.client(), old)).toBeUndefined()
  expect(files(phone, 'replica/')).toEqual([])
  expect(phone.client().sync.getState()).toMatchObject({ status: 'idle', waiting: 0 })
  setMe(bench, 'li', LI)
  await bench.world.pass(122_000)
  expect(session(phone)).toMatchObject({ me: { grants: [{ place: VILLAGE }] } })
  expect(shown(phone.client(), old)?.sync).toBe('uploaded')
})

test('F38 a lost phone clears itself at its next contact: no record, no key; what was not sent stays sealed and opens for its person only', async () => {
  const { bench, phone, old, ids } = await unsentOps('zhang', 2)
  phone.client().drafts.put('a draft', { summary: '金丝雀' })
  await bench.world.pass(1000)
  bench.server.revoke('DEV1')
  await phone.online()
  expect(session(phone)).toMatchObject({ kind: 'signedOut', notice: 'deviceRevoked' })
  expect(phone.client().view.getState().records.size).toBe(0)
  expect(phone.client().drafts.list()).toEqual([])
  expect(phone.values.has('session')).toBe(false)
  expect(files(phone, 'replica/')).toEqual([])
  expect(files(phone, 'ops/').length).toBeGreaterThanOrEqual(2)
  expect(plain(phone)).not.toContain('金丝雀')
  expect(shown(await phone.restart(), old)).toBeUndefined()

  // Somebody else on that phone sees nothing of it and sends nothing of it.
  expect(await phone.client().signIn({ kind: 'password', login: 'wang', password: 'demo' })).toEqual({ kind: 'in' })
  await bench.world.settle()
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  await phone.client().signOut()

  // Its person signs in again: a new code; each op waits for the person's word, and none is lost.
  expect(await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })).toEqual({ kind: 'in' })
  await bench.world.settle()
  expect(session(phone)).not.toMatchObject({ device: 'DEV1' })
  expect(attention(phone).map(({ op, reason }) => [op.record, reason])).toEqual(ids.map((id) => [id, { kind: 'refused', refusal: { code: 'deviceRevoked' } }]))
  for (const item of attention(phone)) await phone.client().settle(item, 'mine')
  await bench.world.settle()
  await bench.world.pass(2000)
  expect(attention(phone)).toEqual([])
  expect(ids.map((id) => bench.server.streams.get(TOWN)?.records.get(id)?.values.summary)).toEqual(['金丝雀', '金丝雀'])
})

test('F38 what others changed while the phone was lost is not overwritten by its old ops', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(wang.client().write(newDispute({ people: 2 })))
  await bench.world.settle()
  zhang.offline()
  await saved(zhang.client().write(edited(id, { people: 9 })))
  await saved(wang.client().write(edited(id, { people: 5 })))
  await bench.world.settle()
  bench.server.revoke('DEV1')
  await zhang.online()
  await zhang.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  await bench.world.settle()
  await zhang.client().settle(must(attention(zhang)[0], 'the op'), 'mine')
  await bench.world.settle()
  await bench.world.pass(2000)
  expect(attention(zhang)).toMatchObject([{ reason: { kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 5 }] } }])
})

test('F38 a disabled account is cleared from its phone the same way', async () => {
  const { bench, phone } = await unsentOps('zhang', 1)
  must(bench.server.people.get('zhang'), 'zhang').isDisabled = true
  await phone.online()
  expect(session(phone)).toMatchObject({ kind: 'signedOut', notice: 'accountDisabled' })
  expect(files(phone, 'replica/')).toEqual([])
  expect(phone.values.has('session')).toBe(false)
  expect(files(phone, 'ops/').length).toBeGreaterThanOrEqual(1)
})

test('F36 signed out by the server in the middle of a queue: nothing is consumed, somebody else sees an empty queue, and its person goes on', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  phone.offline()
  const ids: string[] = []
  for (let i = 0; i < 60; i += 1) ids.push(await saved(phone.client().write(newDispute({ people: i }))))
  let pushes = 0
  phone.way.fate = ({ path }) => {
    if (path !== '/api/push') return 'through'
    pushes += 1
    if (pushes === 2) bench.server.expire('refresh')
    return 'through'
  }
  phone.network(true)
  await bench.world.settle()
  expect(phone.client().sync.getState().status).toBe('expired')
  const sent = bench.server.streams.get(TOWN)?.records.size ?? 0
  expect(sent).toBe(50)
  expect(phone.client().sync.getState().waiting).toBe(10)
  await phone.client().signOut()
  await phone.client().signIn({ kind: 'password', login: 'wang', password: 'demo' })
  await bench.world.settle()
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
  expect(bench.server.streams.get(TOWN)?.records.size).toBe(50)
  await phone.client().signOut()
  await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  await bench.world.settle()
  expect([...(bench.server.streams.get(TOWN)?.records.keys() ?? [])].sort()).toEqual([...ids].sort())
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
})

test('F32 what was handed over is offered again to a server that was put back: it comes back to its author rather than to nobody', async () => {
  const { bench, phone, ids } = await unsentOps('li', 1)
  const before = bench.server.backup()
  setMe(bench, 'li', { ...LI, grants: [{ role: 'gridWorker', place: NEXT_VILLAGE, stream: TOWN }] })
  await phone.online()
  await phone.client().settle(must(attention(phone)[0], 'the refused op'), { given: '王某' })
  expect(attention(phone)).toEqual([])
  bench.server.restore(before)
  await bench.world.pass(61_000)
  await bench.world.pass(61_000)
  expect(attention(phone).map(({ op }) => op.record)).toEqual(ids)
})

test('F25 an answer for somebody who has signed out meanwhile is nobody’s: nothing of it reaches the next person’s journal or screen', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  phone.offline()
  const id = await saved(phone.client().write(newDispute()))
  let release = (): void => undefined
  const inner = phone.way.http.send
  const held = new Promise<void>((resolve) => { release = resolve })
  phone.way.fate = () => 'through'
  const late = phone.way as { http: { send: typeof inner } }
  let isHeld = true
  late.http.send = async (request) => {
    const answer = await inner(request)
    if (isHeld && request.path === '/api/push') await held
    return answer
  }
  phone.network(true)
  await bench.world.settle()
  isHeld = false
  await phone.client().signOut()
  await phone.client().signIn({ kind: 'password', login: 'li', password: 'demo' })
  await bench.world.settle()
  const before = JSON.stringify(phone.client().sync.getState())
  release()
  await bench.world.settle()
  expect(JSON.stringify(phone.client().sync.getState())).toBe(before)
  expect(files(phone, `ops/${LI.person}/`)).toEqual([])
  await phone.client().signOut()
  await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  await bench.world.settle()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(bench.server.streams.get(TOWN)?.records.size).toBe(1)
})

test('F37 a role that changes in the middle of a save: what was saved is shown and sent at once, and its draft is gone', async () => {
  const bench = createBench()
  const phone = await bench.phoneOf('zhang')
  phone.client().drafts.put('new', { summary: '金丝雀' })
  await bench.world.pass(1000)
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => { release = resolve })
  const { writeFile } = phone.disk
  Object.assign(phone.disk, { writeFile: async (name: string, text: string) => {
    if (name.startsWith('ops/')) await released
    return writeFile(name, text)
  } })
  const saving = saved(phone.client().write({ ...newDispute(), draft: 'new' }))
  await bench.world.settle()
  setMe(bench, 'zhang', { ...ZHANG, name: '张某某' })
  bench.server.expire('access')
  await phone.client().online.get('/api/handovers')
  await bench.world.settle()
  expect(session(phone)).toMatchObject({ me: { name: '张某某' } })
  release()
  const id = await saving
  await bench.world.settle()
  expect(shown(phone.client(), id)?.sync).toBe('uploaded')
  expect(phone.client().drafts.get('new')).toBeNull()
  await bench.world.pass(1000)
  expect(files(phone, 'drafts/')).toEqual([])
})
