import { createBench, newDispute, saved, shown } from '../../test/standin/bench'
import { atServer, DAY, files, idOf, kept, waiting } from '../../test/standin/photos'
import { jpeg } from '../../test/standin/pictures'
import { TOWN, ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { HttpRequest } from './platform/ports'

test('when the phone is full a photo is refused before a record, copies of sent ones go first, and an unsent one never', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(1))] })))
  await world.settle()
  phone.offline()
  const held = (): number => [...phone.disk.texts.values()].reduce((sum, text) => sum + text.length, 0)
  // Room for the reserve and one more photo, once the copy of the first has gone.
  phone.disk.faults.capacity = held() + 512 * 1024 + 20_000
  const second = await kept(phone.client(), jpeg(2))
  expect(files(phone)).toEqual([`media/${ZHANG.person}/${second}`])
  expect(await phone.client().media.keep(jpeg(3))).toEqual({ kind: 'notKept', why: 'full' })
  expect(files(phone)).toEqual([`media/${ZHANG.person}/${second}`])
  for (let i = 0; i < 100; i += 1) await saved(phone.client().write(newDispute({ people: i, ...(i === 0 ? { photos: [second] } : {}) })))
  expect(phone.client().sync.getState().waiting).toBe(100)
  await phone.online()
  await world.pass(5_000)
  expect(phone.client().sync.getState()).toMatchObject({ waiting: 0, media: { waiting: 0 } })
  expect(atServer(server, jpeg(2))).toBe(true)
})

test('a record with a photo the system cleared is told as lost, and is saved and shown all the same', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await kept(phone.client(), jpeg(1, 5000))
  const record = await saved(phone.client().write(newDispute({ photos: [id] })))
  phone.disk.evict((name) => name.startsWith('media/'))
  const client = await phone.restart()
  await phone.online()
  await world.pass(5_000)
  expect(shown(client, record)?.sync).toBe('uploaded')
  expect(client.sync.getState().media).toEqual({ waiting: 0, refused: [{ id, stream: TOWN, record, why: 'lost' }] })
})

test('what was noted of photos may be lost: bytes and ops are enough', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(1, 5000))] })))
  phone.disk.evict((name) => name.startsWith('photos/'))
  await phone.restart()
  await phone.online()
  await world.pass(5_000)
  expect(atServer(server, jpeg(1, 5000))).toBe(true)
})

test('signing out keeps unsent photos sealed and drops copies; another person neither sees nor sends them, and their owner goes on', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const client = phone.client()
  await saved(client.write(newDispute({ photos: [await kept(client, jpeg(1, 5000))] })))
  await world.settle()
  phone.offline()
  const unsent = await kept(client, jpeg(2, 5000))
  await saved(client.write(newDispute({ photos: [unsent] })))
  await client.signOut()
  expect(files(phone)).toEqual([`media/${ZHANG.person}/${unsent}`])
  await phone.online()
  await client.signIn({ kind: 'password', login: 'wang', password: 'demo' })
  await world.pass(5_000)
  expect(client.sync.getState().media).toEqual({ waiting: 0, refused: [] })
  expect(await client.media.show(TOWN, '', unsent)).not.toMatchObject({ kind: 'local' })
  expect(atServer(server, jpeg(2, 5000))).toBe(false)
  await client.signOut()
  await client.signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  await world.pass(5_000)
  expect(atServer(server, jpeg(2, 5000))).toBe(true)
})

test('after the server was put back to before it, a photo of the last seven days is offered again with its record', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const backup = server.backup()
  const id = await kept(phone.client(), jpeg(1, 5000))
  const record = await saved(phone.client().write(newDispute({ photos: [id] })))
  await world.pass(5_000)
  expect(atServer(server, jpeg(1, 5000))).toBe(true)
  world.setNow(world.now() + 5 * DAY)
  server.restore(backup)
  server.media.whole.clear()
  const client = await phone.restart()
  await world.pass(120_000)
  expect(server.streams.get(TOWN)?.records.get(record)?.values.photos).toEqual([id])
  expect([atServer(server, jpeg(1, 5000)), waiting(client)]).toEqual([true, 0])
}, 120_000)

test('a copy of a photo leaves the phone with the record that left the scope', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(1, 5000))] })))
  await world.settle()
  expect(files(phone)).toHaveLength(1)
  const account = must(server.people.get('zhang'), 'zhang')
  account.me = { ...account.me, grants: account.me.grants.map((grant) => ({ ...grant, role: 'gridWorker', place: '00000000-0000-4000-8000-0000000000a2' })), roles: ['gridWorker'] }
  await world.pass(3 * 60_000)
  expect(files(phone)).toEqual([])
}, 120_000)

test('photos of others are shown from the server, and said to be coming, missing or out of reach', async () => {
  const { phoneOf, server, world } = createBench()
  const [zhang, wang] = [await phoneOf('zhang'), await phoneOf('wang')]
  const photo = jpeg(1, 5000)
  const record = await saved(zhang.client().write(newDispute({ photos: [await kept(zhang.client(), photo)] })))
  await world.settle()
  expect(await wang.client().media.show(TOWN, record, idOf(photo))).toEqual({ kind: 'remote', url: `/api/media/once/${idOf(photo)}`, type: 'image/jpeg' })
  server.media.whole.clear()
  expect(await wang.client().media.show(TOWN, record, idOf(photo))).toEqual({ kind: 'coming' })
  const since = new Date(world.now()).toISOString()
  const send = wang.way.http.send.bind(wang.way.http)
  Object.assign(wang.way.http, { send: (request: HttpRequest) => (request.path.endsWith('/link')
    ? Promise.resolve({ kind: 'answer', status: 200, text: JSON.stringify({ kind: 'coming', since }) }) : send(request)) })
  world.setNow(Date.parse(since) + 7 * DAY + 1)
  expect(await wang.client().media.show(TOWN, record, idOf(photo))).toEqual({ kind: 'missing' })
  wang.way.fate = () => 'lost'
  Object.assign(wang.way.http, { send })
  expect(await wang.client().media.show(TOWN, record, idOf(photo))).toEqual({ kind: 'offline' })
})
