import fc from 'fast-check'
import { createBench, edited, newDispute, saved } from '../../test/standin/bench'
import { atServer, DAY, files, idOf, kept, later, pieces, uploads, waiting } from '../../test/standin/photos'
import { jpeg, withPlace } from '../../test/standin/pictures'
import { createSlowNetwork } from '../../test/standin/slowNetwork'
import { createPhone } from '../../test/standin/phone'
import { TOWN, ZHANG } from '../../test/standin/town'
import { MEDIA_PIECE_BYTES } from '../core/media'
import { must } from '../core/assert'
import type { HttpRequest } from './platform/ports'

test('a photo is kept without its place, under the SHA-256 of what remains, and nothing of it stands readable on the phone', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await kept(phone.client(), withPlace(jpeg(1)))
  expect(id).toBe(idOf(jpeg(1)))
  expect(files(phone)).toEqual([`media/${ZHANG.person}/${id}`])
  expect(await phone.client().media.show(TOWN, '', id)).toEqual({ kind: 'local', sent: false, type: 'image/jpeg', url: `data:image/jpeg;base64,${Buffer.from(jpeg(1)).toString('base64')}` })
  const stored = [...phone.disk.texts.values()].join()
  expect(stored).not.toContain(Buffer.from(jpeg(1)).toString('base64').slice(100, 200))
})

test('what is no picture, or too large, is not kept and says so', async () => {
  const { phoneOf } = createBench()
  const { client } = await phoneOf('zhang')
  expect(await client().media.keep(Buffer.from('<svg onload="x">'))).toEqual({ kind: 'notKept', why: 'wrongType' })
  expect(await client().media.keep(jpeg(1, 2 * 1024 * 1024 + 100))).toEqual({ kind: 'notKept', why: 'tooLarge' })
})

test('records go first: a photo is offered only after the op that names it was taken, then piece by piece, once', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await kept(phone.client(), jpeg(1))
  await saved(phone.client().write(newDispute({ photos: [id] })))
  await world.settle()
  expect(waiting(phone.client())).toBe(1)
  const before = server.log.length
  await phone.online()
  expect(atServer(server, jpeg(1))).toBe(true)
  const paths = server.log.slice(before).map(({ path }) => path)
  expect(paths.indexOf('/api/push')).toBeLessThan(paths.indexOf('/api/pull'))
  expect(paths.indexOf('/api/pull')).toBeLessThan(paths.indexOf('/api/media'))
  expect(pieces(server)).toHaveLength(Math.ceil(jpeg(1).length / MEDIA_PIECE_BYTES))
  expect(waiting(phone.client())).toBe(0)
  // It stays as a copy to be shown without the network.
  phone.offline()
  expect(await phone.client().media.show(TOWN, '', id)).toMatchObject({ kind: 'local', sent: true })
})

test('a record written while a photo is on its way goes before its next piece', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const id = await kept(phone.client(), jpeg(1))
  await saved(phone.client().write(newDispute({ photos: [id] })))
  let writing: Promise<unknown> | null = null
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: async (request: HttpRequest) => {
    if (request.path.endsWith('/1')) await (writing ??= phone.client().write(newDispute({ people: 3 })))
    return send(request)
  } })
  await world.settle()
  const paths = server.log.map(({ path }) => path.replace(/.*\/(\d)$/, '$1'))
  expect(paths.lastIndexOf('/api/push')).toBeGreaterThan(paths.indexOf('0'))
  expect(paths.lastIndexOf('/api/push')).toBeLessThan(paths.lastIndexOf('2'))
  expect(atServer(server, jpeg(1))).toBe(true)
})

test('F08: dying at any storage call of keeping a photo and saving its record leaves no op that names a photo that is not here', async () => {
  for (const tear of [0, 0.5]) {
    for (let k = 1; ; k += 1) {
      const { phoneOf, world, server } = createBench(k)
      const phone = await phoneOf('zhang')
      phone.offline()
      phone.disk.faults.dieAt = phone.disk.calls() + k
      phone.disk.faults.tear = tear
      const answer = await phone.client().media.keep(jpeg(k, 3000))
      const named = answer.kind === 'kept' ? await phone.client().write(newDispute({ photos: [answer.id] })) : null
      const wasReached = phone.disk.calls() >= phone.disk.faults.dieAt
      phone.kill()
      phone.disk.faults.dieAt = Infinity
      const client = await phone.restart()
      if (answer.kind === 'kept') expect(await client.media.show(TOWN, '', answer.id)).toMatchObject({ kind: 'local' })
      await phone.online()
      await world.pass(5_000)
      const photos = [...must(server.streams.get(TOWN), 'the town').records.values()].flatMap(({ values }) => values.photos ?? [])
      expect(photos.every((id) => server.media.whole.has(`${TOWN}/${String(id)}`))).toBe(true)
      if (named?.kind === 'saved') expect(atServer(server, jpeg(k, 3000))).toBe(true)
      expect(client.sync.getState()).toMatchObject({ waiting: 0, unreadable: 0, media: { waiting: 0, refused: [] } })
      if (!wasReached) break
    }
  }
}, 120_000)

test('F08: a photo nobody names goes after seven days, never earlier, and never while a draft or an op names it', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const [orphan, inDraft, inOp] = [await kept(phone.client(), jpeg(1, 2000)), await kept(phone.client(), jpeg(2, 2000)), await kept(phone.client(), jpeg(3, 2000))]
  phone.client().drafts.put('quick:1', { photos: [inDraft] })
  await saved(phone.client().write(newDispute({ photos: [inOp] })))
  await later(world, 7 * DAY - 60_000, phone)
  expect(files(phone)).toHaveLength(3)
  await later(world, 2 * DAY, phone)
  expect(files(phone).some((name) => name.endsWith(orphan))).toBe(false)
  await later(world, 60 * DAY, phone)
  expect([...files(phone)].sort()).toEqual([inDraft, inOp].map((id) => `media/${ZHANG.person}/${id}`).sort())
  phone.client().drafts.drop('quick:1')
  await later(world, 6 * DAY, phone)
  expect(files(phone)).toHaveLength(2)
  await later(world, 3 * DAY, phone)
  expect(files(phone)).toEqual([`media/${ZHANG.person}/${inOp}`])
}, 120_000)

test('F39: pieces lost, doubled, cut, answered by a portal or by nobody, and deaths in the middle: what arrives is whole, and no more than one piece goes twice per failure', async () => {
  const fate = fc.constantFrom('through', 'through', 'lost', 'answerLost', 'twice', 'portal', 'cut', 'restart' as const)
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.array(fate, { maxLength: 14 }), async (seed, fates) => {
    const { phoneOf, server, world } = createBench(seed)
    const phone = await phoneOf('zhang')
    phone.offline()
    const photo = jpeg(seed, 150_000)
    await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), photo)] })))
    await phone.online()
    let left = [...fates]
    phone.way.fate = ({ path }) => {
      if (!path.startsWith('/api/media')) return 'through'
      const [next = 'through', ...rest] = left
      left = rest
      if (next !== 'restart') return next
      phone.kill()
      return 'lost'
    }
    for (let i = 0; i < 40 && !atServer(server, photo); i += 1) {
      if (fates.includes('restart')) await phone.restart()
      await world.pass(60_000)
    }
    expect(atServer(server, photo)).toBe(true)
    const failures = fates.filter((one) => one !== 'through').length
    expect(pieces(server).length).toBeLessThanOrEqual(Math.ceil(photo.length / MEDIA_PIECE_BYTES) + failures)
  }), { numRuns: 25 })
}, 120_000)

test('F39: a piece altered on its way is refused by its checksum and sent again', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  let hasAltered = false
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => {
    if (hasAltered || !request.path.endsWith('/1')) return send(request)
    hasAltered = true
    const body = Uint8Array.from(request.body as Uint8Array)
    body[5] = (body[5] ?? 0) ^ 1
    return send({ ...request, body })
  } })
  await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(1))] })))
  await world.pass(60_000)
  expect([hasAltered, atServer(server, jpeg(1))]).toEqual([true, true])
})

test('F39: the same photo from two phones and in two records is stored once and sent once', async () => {
  const { phoneOf, server, world } = createBench()
  const [one, two] = [await phoneOf('zhang'), await phoneOf('wang')]
  await saved(one.client().write(newDispute({ photos: [await kept(one.client(), jpeg(1))] })))
  await world.settle()
  const id = await kept(two.client(), withPlace(jpeg(1)))
  await saved(two.client().write(newDispute({ photos: [id] })))
  await saved(two.client().write(newDispute({ people: 2, photos: [id] })))
  await world.settle()
  expect(server.media.whole.size).toBe(1)
  expect(pieces(server)).toHaveLength(3)
  expect([waiting(one.client()), waiting(two.client())]).toEqual([0, 0])
})

test('a photo the server refuses for good is told and kept, and stops neither other photos nor records', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const bad = await kept(phone.client(), jpeg(1, 5000))
  const good = await kept(phone.client(), jpeg(2, 5000))
  let isStrict = true
  const send = phone.way.http.send.bind(phone.way.http)
  Object.assign(phone.way.http, { send: (request: HttpRequest) => (isStrict && request.path === '/api/media' && String(request.body).includes(bad)
    ? Promise.resolve({ kind: 'answer', status: 415, text: '{"code":"badRequest","message":"不是照片"}' }) : send(request)) })
  const record = await saved(phone.client().write(newDispute({ photos: [bad, good] })))
  await world.pass(5_000)
  expect(atServer(server, jpeg(2, 5000))).toBe(true)
  expect(phone.client().sync.getState().media).toEqual({ waiting: 0, refused: [{ id: bad, stream: TOWN, record, why: 'notTaken' }] })
  await later(world, 8 * DAY, phone)
  const client = phone.client()
  expect(await client.media.show(TOWN, record, bad)).toMatchObject({ kind: 'local', sent: false })
  expect(client.sync.getState().media.refused).toHaveLength(1)
  // A person asks for it again.
  isStrict = false
  client.syncNow()
  await world.pass(5_000)
  expect(client.sync.getState().media).toEqual({ waiting: 0, refused: [] })
  expect(atServer(server, jpeg(1, 5000))).toBe(true)
}, 120_000)

test('one photo that fails again and again leaves the others alone, and asks ever more seldom', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  const bad = await kept(phone.client(), jpeg(1, 5000))
  const send = phone.way.http.send.bind(phone.way.http)
  let asked = 0
  Object.assign(phone.way.http, { send: (request: HttpRequest) => {
    if (!request.path.startsWith('/api/media') || !`${request.path}${String(request.body)}`.includes(bad)) return send(request)
    asked += 1
    return Promise.resolve({ kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}' })
  } })
  await saved(phone.client().write(newDispute({ photos: [bad] })))
  await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(2, 5000))] })))
  await world.pass(3600_000)
  expect(atServer(server, jpeg(2, 5000))).toBe(true)
  expect(asked).toBeLessThan(60)
  expect(phone.client().sync.getState()).toMatchObject({ status: 'idle', waiting: 0, media: { waiting: 1, refused: [] } })
}, 120_000)

test('a server that is busy with pictures is left alone by all of them for as long as it says', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  for (let i = 1; i <= 6; i += 1) await saved(phone.client().write(newDispute({ photos: [await kept(phone.client(), jpeg(i, 5000))] })))
  const send = phone.way.http.send.bind(phone.way.http)
  let asked = 0
  let isBusy = true
  Object.assign(phone.way.http, { send: (request: HttpRequest) => {
    if (!request.path.startsWith('/api/media') || !isBusy) return send(request)
    asked += 1
    return Promise.resolve({ kind: 'answer', status: 503, text: '{"code":"serverBusy","message":"忙"}', retryAfter: '90' })
  } })
  await phone.online()
  await world.pass(85_000)
  expect([asked, phone.client().sync.getState().waiting]).toEqual([1, 0])
  isBusy = false
  await world.pass(600_000)
  expect(phone.client().sync.getState().media).toEqual({ waiting: 0, refused: [] })
  expect([1, 2, 3, 4, 5, 6].every((i) => atServer(server, jpeg(i, 5000)))).toBe(true)
}, 120_000)

test('a photo of an op in 需核对 waits until the op was settled and taken', async () => {
  const { phoneOf, server, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const record = await saved(phone.client().write(newDispute({ people: 2 })))
  await phone.online()
  const id = await kept(phone.client(), jpeg(1, 5000))
  phone.offline()
  await saved(phone.client().write(edited(record, { photos: [id] })))
  const account = must(server.people.get('zhang'), 'zhang')
  const { grants } = account.me
  account.me = { ...account.me, grants: grants.map((grant) => ({ ...grant, role: 'gridWorker', place: '00000000-0000-4000-8000-0000000000a2' })), roles: ['gridWorker'] }
  await phone.online()
  await world.pass(5_000)
  expect(phone.client().sync.getState().attention).toHaveLength(1)
  expect([waiting(phone.client()), uploads(server).length]).toEqual([1, 0])
  account.me = { ...account.me, grants, roles: ['mediator'] }
  await world.pass(61_000)
  const [item] = phone.client().sync.getState().attention
  await phone.client().settle(must(item, 'the item'), 'mine')
  await world.pass(61_000)
  expect([waiting(phone.client()), atServer(server, jpeg(1, 5000))]).toEqual([0, true])
})

test('F42: 200 records and 20 photos over 10 KB/s, two seconds there and back, two in a hundred lost: all arrive, and little is sent twice', async () => {
  const { world, server } = createBench(42)
  const way = createSlowNetwork(world, server.http(), { bytesPerSecond: 10_000, roundTripMs: 2_000, loss: 0.02 })
  const phone = await createPhone(world, { http: way.http })
  const client = phone.client()
  const signing = client.signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  await world.pass(60_000)
  expect(await signing).toEqual({ kind: 'in' })
  await world.pass(60_000)
  const [sent, payload] = [way.sent(), way.payload()]
  for (let i = 0; i < 200; i += 1) {
    const photos = i % 10 === 0 ? { photos: [await kept(client, jpeg(i, 100_000))] } : {}
    await saved(client.write(newDispute({ people: i, summary: '因宅基地边界发生争执，到场劝解，约定次日丈量', ...photos })))
  }
  for (let i = 0; i < 60 && (client.sync.getState().waiting > 0 || waiting(client) > 0); i += 1) await world.pass(60_000)
  expect(client.sync.getState()).toMatchObject({ waiting: 0, media: { waiting: 0, refused: [] } })
  expect(server.media.whole.size).toBe(20)
  expect([...must(server.streams.get(TOWN), 'the town').records.values()]).toHaveLength(200)
  const resent = (way.sent() - sent) / (way.payload() - payload)
  expect(way.payload() - payload).toBeGreaterThan(2_000_000)
  expect(resent).toBeLessThanOrEqual(1.3)
}, 120_000)

test('F08 F21: while an op cannot be opened no photo goes: it may be the one the op names', async () => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await kept(phone.client(), jpeg(1, 2000))
  await saved(phone.client().write(newDispute({ photos: [id] })))
  const path = must([...phone.disk.texts.keys()].find((name) => name.startsWith('ops/')), 'the op')
  const text = must(phone.disk.texts.get(path), 'its text')
  phone.disk.texts.set(path, 'SSB2.of.a newer program')
  await later(world, 9 * DAY, phone)
  expect(phone.client().sync.getState().unreadable).toBe(1)
  expect(files(phone)).toHaveLength(1)
  phone.disk.texts.set(path, text)
  await later(world, 1_000, phone)
  await phone.online()
  expect(atServer(server, jpeg(1, 2000))).toBe(true)
})
