import { createBench, edited, newDispute, saved, shown, windowBeside } from '../../test/standin/bench'
import { TOWN, VILLAGE, WANG, ZHANG } from '../../test/standin/town'
import { must } from '../core/assert'
import type { FigureQuery } from '../core/protocol'
import { createDevice } from './platform/device'

test('F06 dying at any storage call of a save loses nothing that was saved, and stores nothing twice', async () => {
  for (const tear of [0, 0.5, 1]) {
    for (let k = 1; ; k += 1) {
      const { phoneOf, world, server } = createBench(k)
      const phone = await phoneOf('zhang')
      phone.offline()
      const before = await saved(phone.client().write(newDispute({ people: 1 })))
      await world.settle()
      phone.disk.faults.dieAt = phone.disk.calls() + k
      phone.disk.faults.tear = tear
      const answer = await phone.client().write(newDispute({ people: 2 }))
      const wasReached = phone.disk.calls() >= phone.disk.faults.dieAt
      phone.kill()
      phone.disk.faults.dieAt = Infinity
      const client = await phone.restart()
      expect(shown(client, before)?.values.people).toBe(1)
      if (answer.kind === 'saved') expect(shown(client, answer.record)?.values.people).toBe(2)
      await phone.online()
      await world.pass(5_000)
      const people = [...must(server.streams.get(TOWN), 'the town').records.values()].map(({ values }) => values.people).sort()
      expect(answer.kind === 'saved' ? [[1, 2]] : [[1], [1, 2]]).toContainEqual(people)
      expect(client.sync.getState()).toMatchObject({ waiting: 0, attention: [], unreadable: 0 })
      if (!wasReached) break
    }
  }
}, 120_000)

test('F06 dying at any storage call of a sync loses nothing, and the server judges each op once', async () => {
  for (let k = 1; ; k += 3) {
    const { phoneOf, world, server } = createBench(k)
    const phone = await phoneOf('zhang')
    phone.offline()
    const ids = [await saved(phone.client().write(newDispute({ people: 1 }))), await saved(phone.client().write(newDispute({ people: 2 })))]
    await saved(phone.client().write(edited(must(ids[0], 'id'), { people: 5 })))
    phone.disk.faults.dieAt = phone.disk.calls() + k
    phone.disk.faults.tear = 0.7
    await phone.online()
    const wasReached = phone.disk.calls() >= phone.disk.faults.dieAt
    phone.kill()
    phone.disk.faults.dieAt = Infinity
    const client = await phone.restart()
    expect(ids.map((id) => shown(client, id)?.values.people)).toEqual([5, 2])
    await world.pass(5_000)
    expect(ids.map((id) => shown(client, id))).toMatchObject([{ sync: 'uploaded', values: { people: 5 } }, { sync: 'uploaded', values: { people: 2 } }])
    expect(server.streams.get(TOWN)?.changes).toHaveLength(3)
    if (!wasReached) break
  }
}, 120_000)

test('F09 a full phone gives up what it downloaded before it refuses what is typed', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  const old = await saved(phone.client().write(newDispute()))
  await world.settle()
  phone.offline()
  const used = [...phone.disk.texts.values()].reduce((sum, text) => sum + text.length, 0)
  phone.disk.faults.capacity = used + 200 // less than an op
  const id = await saved(phone.client().write(newDispute()))
  expect([...phone.disk.texts.keys()].some((name) => name.startsWith(`replica/${ZHANG.person}/${TOWN}/`))).toBe(false)
  expect(shown(phone.client(), old)?.sync).toBe('uploaded')
  expect(shown(phone.client(), id)?.sync).toBe('onPhone')
  const client = await phone.restart()
  expect(shown(client, id)?.sync).toBe('onPhone')
  // The county's places went last, so that more can be entered.
  expect(client.view.getState().config.places.byId[VILLAGE]?.name).toBe('前村')
  await phone.online()
  expect(shown(client, id)?.sync).toBe('uploaded')
  expect(shown(client, old)?.sync).toBe('uploaded')
})

test('F09 when nothing fits any more the person is told, and nothing half saved remains', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  phone.disk.faults.capacity = 0
  expect(await phone.client().write(newDispute())).toEqual({ kind: 'notSaved', why: 'full' })
  phone.disk.faults.capacity = Infinity
  const client = await phone.restart()
  expect(client.sync.getState()).toMatchObject({ waiting: 0, unreadable: 0 })
  expect(await client.write(newDispute())).toMatchObject({ kind: 'saved', receipt: 'DEV1-0001' })
})

test('storage that does not answer is told as such, and works again when it does', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  phone.disk.faults.dieAt = 0
  expect(await phone.client().write(newDispute())).toEqual({ kind: 'notSaved', why: 'broken' })
  const client = await phone.restart()
  expect(client.session.getState().kind).toBe('signedIn')
  expect(await client.write(newDispute())).toEqual({ kind: 'notSaved', why: 'broken' })
  expect(client.opening.getState()).toBe('silent')
  phone.disk.faults.dieAt = Infinity
  client.reopen()
  expect(await client.write(newDispute())).toMatchObject({ kind: 'saved' })
  expect(client.opening.getState()).toBe('open')
})

test('F11 with the small values cleared by the system, a new sign-in still finds and sends what was written', async () => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  phone.offline()
  const id = await saved(phone.client().write(newDispute()))
  phone.values.clear()
  const client = await phone.restart()
  expect(client.session.getState().kind).toBe('signedOut')
  await phone.online()
  expect(await client.signIn({ kind: 'password', login: 'zhang', password: 'demo' })).toEqual({ kind: 'in' })
  await world.settle()
  expect(client.session.getState()).toMatchObject({ device: 'DEV2' })
  expect(shown(client, id)).toMatchObject({ sync: 'uploaded', receipt: 'DEV1-0001' })
  expect(await client.write(newDispute())).toMatchObject({ receipt: 'DEV2-0002' })
  await world.settle()
  expect(server.streams.get(TOWN)?.records.size).toBe(2)
})

test('F11 with the files cleared by the system, everything sent comes back and places are not given out twice', async () => {
  const { phoneOf, world, server } = createBench()
  const phone = await phoneOf('zhang')
  const id = await saved(phone.client().write(newDispute()))
  await world.settle()
  phone.kill()
  phone.disk.evict(() => true)
  const client = await phone.restart()
  await world.settle()
  expect(shown(client, id)?.sync).toBe('uploaded')
  const next = await saved(client.write(newDispute()))
  await world.settle()
  expect(shown(client, next)?.sync).toBe('uploaded')
  expect(server.streams.get(TOWN)?.results.size).toBe(2)
})

test('two windows of one browser write side by side: nothing is lost or done twice', async () => {
  const bench = createBench()
  const first = await bench.phoneOf('zhang', 'h5')
  const second = await windowBeside(bench, first)
  first.offline()
  const ids = await Promise.all([first.client().write(newDispute({ people: 1 })), second.write(newDispute({ people: 2 })), second.write(newDispute({ people: 3 }))].map(saved))
  await first.online()
  second.syncNow()
  await bench.world.pass(20_000)
  first.client().syncNow()
  second.syncNow()
  await bench.world.pass(20_000)
  const records = must(bench.server.streams.get(TOWN), 'the town').records
  expect([...records.keys()].sort()).toEqual([...ids].sort())
  for (const client of [first.client(), second]) expect(client.sync.getState()).toMatchObject({ waiting: 0, attention: [] })
})

test('a phone that gives no random numbers says that nothing was saved, and saves when it gives them again', async () => {
  const bench = createBench()
  const { world } = bench
  let isSilent = false
  const ready = (): Promise<void> => (isSilent ? Promise.reject(new Error('the host did not answer')) : Promise.resolve())
  const client = await windowBeside(bench, await bench.phoneOf('zhang'), { device: { ...createDevice(), now: world.now, after: world.after, random: world.random, ready } })
  isSilent = true
  expect(await client.write(newDispute())).toEqual({ kind: 'notSaved', why: 'broken' })
  isSilent = false
  expect(await client.write(newDispute())).toMatchObject({ kind: 'saved' })
})

test('drafts are on the phone half a second after the last change, or when the program leaves the front', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.client().drafts.put('dispute', { summary: '李某' })
  expect(phone.client().drafts.get('dispute')?.values).toEqual({ summary: '李某' })
  await world.pass(600)
  phone.client().drafts.put('matter', { summary: '王某' })
  phone.show(false)
  await world.settle()
  const client = await phone.restart()
  expect(client.drafts.list().map(({ key, values }) => [key, values.summary]).sort()).toEqual([['dispute', '李某'], ['matter', '王某']])
  expect([...phone.disk.texts.values()].join()).not.toContain('李某')
})

test('a draft is dropped with the save it was made into, also when the program dies in between', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  phone.client().drafts.put('dispute', { type: 'neighbour' })
  await world.pass(600)
  await saved(phone.client().write({ ...newDispute(), draft: 'dispute' }))
  expect(phone.client().drafts.get('dispute')).toBeNull()
  const client = await phone.restart()
  expect(client.drafts.list()).toEqual([])
  // A draft begun afterwards under the same key is another one.
  await world.pass(1000)
  client.drafts.put('dispute', { type: 'land' })
  await world.pass(600)
  expect((await phone.restart()).drafts.get('dispute')?.values.type).toBe('land')
})

test('drafts of one person are not shown to another on the same phone', async () => {
  const { phoneOf } = createBench()
  const phone = await phoneOf('zhang')
  phone.client().drafts.put('dispute', { summary: '李某' })
  await phone.client().signOut()
  expect(phone.client().drafts.list()).toEqual([])
  await phone.client().signIn({ kind: 'password', login: 'wang', password: 'demo' })
  expect(phone.client().drafts.list()).toEqual([])
  await phone.client().signOut()
  await phone.client().signIn({ kind: 'password', login: 'zhang', password: 'demo' })
  expect(phone.client().drafts.get('dispute')?.values.summary).toBe('李某')
})

test('only the records that changed are new values, so that screens of the others draw nothing', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  const [a, b] = [await saved(phone.client().write(newDispute())), await saved(phone.client().write(newDispute()))]
  await world.settle()
  const before = phone.client().view.getState()
  await saved(phone.client().write(edited(a, { people: 3 })))
  const after = phone.client().view.getState()
  expect(after.records.get(a)).not.toBe(before.records.get(a))
  expect(after.records.get(b)).toBe(before.records.get(b))
  expect(after.config).toBe(before.config)
  expect(after.names).toBe(before.names)
})

test('an online role holds no records, writes through the journal, and reads on what it wrote and what it borrowed', async () => {
  const { phoneOf, world, server } = createBench()
  must(server.people.get('zhou'), 'zhou').me = { ...ZHANG, person: WANG.person, roles: ['dispatcher'], grants: [{ role: 'dispatcher', place: TOWN, stream: TOWN }] }
  const [zhang, zhou] = [await phoneOf('zhang'), await phoneOf('zhou')]
  const theirs = await saved(zhang.client().write(newDispute({ people: 2 })))
  await world.settle()
  expect(zhou.client().session.getState()).toMatchObject({ holdsRecords: false })
  expect(shown(zhou.client(), theirs)).toBeUndefined()
  expect(await zhou.client().online.record(TOWN, theirs)).toMatchObject({ record: { id: theirs } })
  expect(zhou.client().view.getState().borrowed.get(theirs)).toMatchObject({ stream: TOWN, sync: 'uploaded', values: { people: 2 } })
  zhou.offline()
  const own = await saved(zhou.client().write(newDispute()))
  await saved(zhou.client().write(edited(theirs, { people: 6 })))
  await zhou.restart()
  expect(shown(zhou.client(), theirs)).toMatchObject({ sync: 'onPhone', values: { people: 6 } })
  await zhou.online()
  expect(shown(zhou.client(), own)?.sync).toBe('uploaded')
  expect(shown(zhou.client(), theirs)).toMatchObject({ sync: 'uploaded', values: { people: 6 } })
  expect(zhou.client().view.getState().records.has(own)).toBe(false)
  expect(shown(zhang.client(), theirs)?.values.people).toBe(6)
})

test('figures are counted on the phone over what it holds, unsent records included; withdrawn ones are not', async () => {
  const { phoneOf, world } = createBench()
  const phone = await phoneOf('zhang')
  const id = await saved(phone.client().write(newDispute()))
  await world.settle()
  phone.offline()
  await saved(phone.client().write(newDispute({ type: 'land' })))
  const query: FigureQuery = { figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'count' } }, period: { from: '2026-01-01', to: '2026-12-31' }, place: VILLAGE, by: { kind: 'field', field: 'type' } }
  const count = () => phone.client().count({ stream: TOWN, queries: [query], at: null })
  expect(count()).toMatchObject({ at: { town: 1 }, waiting: 1, results: [{ value: 2, groups: [{ key: 'neighbour', value: 1 }, { key: 'land', value: 1 }] }] })
  await saved(phone.client().write({ kind: 'dispute', record: id, body: { kind: 'move', move: 'withdraw', set: { withdrawReason: '重复' } } }))
  expect(count().results[0]?.value).toBe(1)
  expect(phone.client().count({ stream: TOWN, queries: [{ ...query, place: TOWN, by: { kind: 'place', level: 'village' } }], at: null }).results[0]?.groups).toEqual([{ key: VILLAGE, value: 1 }])
})

test('lists are found by kind, field, stage, place, period and words, newest first', async () => {
  const { phoneOf } = createBench()
  const client = (await phoneOf('zhang')).client()
  const on = (acceptedOn: string, set: object): Promise<string> => saved(client.write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', form: 'oral', place: VILLAGE, acceptedOn, ...set }, rows: { parties: { p1: { set: { name: '欧阳' } } } } } }))
  const [march, may] = [await on('2026-03-05', { summary: '滴水檐' }), await on('2026-05-01', { type: 'land' })]
  const find = (query: object): readonly string[] => client.find({ kinds: ['dispute'], ...query }).rows.map(({ id }) => id)
  expect(find({})).toEqual([may, march])
  expect(find({ where: { type: ['land'] } })).toEqual([may])
  expect(find({ where: { stage: ['archived'] }, limit: 1 })).toEqual([may])
  expect(client.find({ kinds: ['dispute'], limit: 1 }).total).toBe(2)
  expect(find({ period: { from: '2026-03-01', to: '2026-03-31' } })).toEqual([march])
  expect(find({ place: TOWN })).toHaveLength(2)
  expect(find({ text: '滴水' })).toEqual([march])
  expect(find({ text: '前村 欧阳' })).toHaveLength(2)
  expect(find({ text: '山林' })).toEqual([may])
  expect(find({ text: '没有的' })).toEqual([])
  expect(client.find({ kinds: ['matter'] }).total).toBe(0)
})
