import { createBench, edited, newDispute, saved, shown, type Bench, type Held } from '../../test/standin/bench'
import { NEXT_VILLAGE, OTHER_TOWN, TOWN, VILLAGE, ZHANG, LI } from '../../test/standin/town'
import { must } from '../core/assert'
import type { AttentionItem } from './client'

const attention = (phone: Held): readonly AttentionItem[] => phone.client().sync.getState().attention
const first = (phone: Held): AttentionItem => must(attention(phone)[0], 'an item')

/** Two phones that both have the record, then both change the same field, the second one without a network. */
async function collision(): Promise<{ readonly bench: Bench; readonly zhang: Held; readonly wang: Held; readonly id: string }> {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(zhang.client().write(newDispute({ people: 2 })))
  await bench.world.settle()
  wang.offline()
  await saved(wang.client().write(edited(id, { people: 9, households: 4 })))
  await saved(zhang.client().write(edited(id, { people: 5 })))
  await bench.world.settle()
  await wang.online()
  return { bench, zhang, wang, id }
}

test('F13 F14 fields of one record changed on two phones merge; the same field keeps what stands there, and its author finds both', async () => {
  const { bench, wang, zhang, id } = await collision()
  expect(bench.server.streams.get(TOWN)?.records.get(id)?.values).toMatchObject({ people: 5, households: 4 })
  expect(attention(wang)).toMatchObject([{ op: { record: id }, stream: TOWN, receipt: 'DEV2-0001', reason: { kind: 'conflict', n: 3, conflicts: [{ path: 'people', mine: 9, stored: 5 }] } }])
  expect(shown(wang.client(), id)).toMatchObject({ sync: 'attention', values: { people: 5, households: 4 } })
  expect(attention(zhang)).toEqual([])
})

test('用我的: writes mine over what stands there now, knowing it', async () => {
  const { bench, wang, zhang, id } = await collision()
  expect(await wang.client().settle(first(wang), 'mine')).toMatchObject({ kind: 'saved', record: id })
  await bench.world.settle()
  expect(attention(wang)).toEqual([])
  expect(shown(zhang.client(), id)).toMatchObject({ sync: 'uploaded', values: { people: 9 } })
})

test('用现在的: nothing is written, and the item is gone', async () => {
  const { bench, wang, id } = await collision()
  const changes = bench.server.streams.get(TOWN)?.changes.length
  expect(await wang.client().settle(first(wang), 'stored')).toBeNull()
  await bench.world.settle()
  expect(attention(wang)).toEqual([])
  expect(shown(wang.client(), id)).toMatchObject({ sync: 'uploaded', values: { people: 5 } })
  expect(bench.server.streams.get(TOWN)?.changes.length).toBe(changes)
  await wang.restart()
  expect(attention(wang)).toEqual([])
})

test('改一改: a third value', async () => {
  const { bench, wang, zhang, id } = await collision()
  await wang.client().settle(first(wang), { set: { people: 7 } })
  await bench.world.settle()
  expect(shown(zhang.client(), id)?.values.people).toBe(7)
})

test('a value that the rules refuse leaves the item where it is', async () => {
  const { wang } = await collision()
  expect(await wang.client().settle(first(wang), { set: { people: -1 } })).toMatchObject({ kind: 'refused', refusal: { code: 'badValue' } })
  expect(attention(wang)).toHaveLength(1)
})

test('settling with somebody else changing it again meanwhile is found out once more', async () => {
  const { bench, wang, zhang, id } = await collision()
  wang.offline()
  await wang.client().settle(first(wang), 'mine')
  await saved(zhang.client().write(edited(id, { people: 6 })))
  await bench.world.settle()
  await wang.online()
  expect(first(wang).reason).toMatchObject({ kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 6 }] })
})

test('F14 what somebody else changed after the form was opened is not overwritten by it, though the phone has received it', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(zhang.client().write(newDispute({ people: 2 })))
  await bench.world.settle()
  const opened = must(shown(wang.client(), id), 'the record').n
  await saved(zhang.client().write(edited(id, { people: 5 })))
  await bench.world.settle()
  expect(shown(wang.client(), id)?.values.people).toBe(5)
  await saved(wang.client().write({ ...edited(id, { people: 9, households: 4 }), base: opened }))
  await bench.world.settle()
  expect(first(wang).reason).toMatchObject({ kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 5 }] })
  expect(bench.server.streams.get(TOWN)?.records.get(id)?.values).toMatchObject({ people: 5, households: 4 })
})

test('settled by what the item showed, and not by what has come since', async () => {
  const { bench, wang, zhang, id } = await collision()
  const item = first(wang)
  await saved(zhang.client().write(edited(id, { people: 6 })))
  await bench.world.settle()
  expect(shown(wang.client(), id)?.values.people).toBe(6)
  await wang.client().settle(item, 'mine')
  await bench.world.settle()
  expect(first(wang).reason).toMatchObject({ kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 6 }] })
})

test('cells of a row in conflict are settled as cells', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const body = (job: string) => ({ kind: 'edit' as const, set: {}, rows: { parties: { p1: { set: { job } } } } })
  const id = await saved(zhang.client().write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: VILLAGE }, rows: { parties: { p1: { set: { name: '李' } } } } } }))
  await bench.world.settle()
  wang.offline()
  await saved(wang.client().write({ kind: 'dispute', record: id, body: body('木匠') }))
  await saved(zhang.client().write({ kind: 'dispute', record: id, body: body('瓦匠') }))
  await bench.world.settle()
  await wang.online()
  expect(first(wang).reason).toMatchObject({ conflicts: [{ path: 'parties/p1/job', mine: '木匠', stored: '瓦匠' }] })
  await wang.client().settle(first(wang), 'mine')
  await bench.world.settle()
  expect(shown(zhang.client(), id)?.values.parties).toEqual({ p1: { values: { name: '李', job: '木匠' } } })
})

test('a step that somebody has taken already is not taken twice: it goes to 需核对 with its reason', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(zhang.client().write(newDispute()))
  await bench.world.settle()
  wang.offline()
  const accept = { kind: 'dispute', record: id, body: { kind: 'move', move: 'accept', set: {} } } as const
  await saved(wang.client().write(accept))
  await saved(zhang.client().write(accept))
  await bench.world.settle()
  await wang.online()
  expect(first(wang).reason).toEqual({ kind: 'refused', refusal: { code: 'stageMoved', stage: 'accepted' } })
  expect(shown(wang.client(), id)).toMatchObject({ sync: 'attention', stage: 'accepted' })
})

/** A record whose place the county has closed to its author while the phone was offline, with an edit behind it. */
async function refusedCreation(): Promise<{ readonly bench: Bench; readonly li: Held; readonly id: string }> {
  const bench = createBench()
  const li = await bench.phoneOf('li')
  li.offline()
  const id = await saved(li.client().write(newDispute({ people: 2 })))
  await saved(li.client().write(edited(id, { households: 3 })))
  must(bench.server.people.get('li'), 'li').me = { ...LI, grants: [{ role: 'gridWorker', place: NEXT_VILLAGE, stream: TOWN }] }
  await li.online()
  return { bench, li, id }
}

test('a record refused at its creation is still shown as it was typed, and what was done to it afterwards is held', async () => {
  const { bench, li, id } = await refusedCreation()
  expect(attention(li).map(({ reason }) => reason)).toEqual([
    { kind: 'refused', refusal: { code: 'outOfScope' } },
    { kind: 'held', by: first(li).id },
  ])
  expect(shown(li.client(), id)).toMatchObject({ sync: 'attention', stage: 'registered', values: { type: 'neighbour', people: 2, households: 3 } })
  await li.restart()
  await bench.world.settle()
  expect(attention(li)).toHaveLength(2)
  expect(shown(li.client(), id)?.values.people).toBe(2)
  expect(await li.client().write(edited(id, { people: 3 }))).toMatchObject({ kind: 'refused', refusal: { code: 'noRecord' } })
})

test('改一改 on a refused creation writes it anew together with what was held behind it', async () => {
  const { bench, li, id } = await refusedCreation()
  expect(await li.client().settle(first(li), { set: { place: NEXT_VILLAGE } })).toMatchObject({ kind: 'saved', record: id })
  await bench.world.settle()
  expect(attention(li)).toEqual([])
  expect(shown(li.client(), id)).toMatchObject({ sync: 'uploaded', values: { place: NEXT_VILLAGE, people: 2, households: 3 } })
  expect(bench.server.streams.get(TOWN)?.records.get(id)?.values).toMatchObject({ place: NEXT_VILLAGE, people: 2, households: 3 })
})

test('不要了, with a reason, takes one item out and leaves the next until it too is settled', async () => {
  const { bench, li, id } = await refusedCreation()
  await li.client().settle(first(li), { discard: '记错了' })
  expect(attention(li)).toHaveLength(1)
  await li.client().settle(first(li), { discard: '记错了' })
  expect(attention(li)).toEqual([])
  expect(shown(li.client(), id)).toBeUndefined()
  await li.restart()
  await bench.world.settle()
  expect(attention(li)).toEqual([])
  expect(bench.server.streams.get(TOWN)?.changes).toEqual([])
})

test('a phone whose person lost the township keeps what was not sent, in 需核对, and purges what it may no longer hold', async () => {
  const bench = createBench()
  const zhang = await bench.phoneOf('zhang')
  const held = await saved(zhang.client().write(newDispute()))
  await bench.world.settle()
  zhang.offline()
  const unsent = await saved(zhang.client().write(newDispute()))
  must(bench.server.people.get('zhang'), 'zhang').me = { ...ZHANG, grants: [{ role: 'mediator', place: OTHER_TOWN, stream: OTHER_TOWN }] }
  await zhang.online()
  expect(attention(zhang).map(({ op, reason }) => [op.record, reason])).toEqual([[unsent, { kind: 'refused', refusal: { code: 'outOfScope' } }]])
  expect(shown(zhang.client(), held)).toBeUndefined()
  expect(shown(zhang.client(), unsent)?.sync).toBe('attention')
  const next = await zhang.restart()
  expect(next.view.getState().records.has(held)).toBe(false)
})

test('a wider scope brings the older records of the new places', async () => {
  const bench = createBench()
  const [zhang, li] = [await bench.phoneOf('zhang'), await bench.phoneOf('li')]
  const far = await saved(zhang.client().write(newDispute({ place: NEXT_VILLAGE })))
  await bench.world.settle()
  expect(shown(li.client(), far)).toBeUndefined()
  must(bench.server.people.get('li'), 'li').me = { ...LI, grants: [...LI.grants, { role: 'gridWorker', place: NEXT_VILLAGE, stream: TOWN }] }
  await bench.world.pass(61_000)
  expect(shown(li.client(), far)?.sync).toBe('uploaded')
  expect(li.client().sync.getState().streams.every(({ complete }) => complete)).toBe(true)
})

test('a record that leaves the scope leaves the phone', async () => {
  const bench = createBench()
  const [zhang, li] = [await bench.phoneOf('zhang'), await bench.phoneOf('li')]
  const id = await saved(zhang.client().write(newDispute()))
  await bench.world.settle()
  expect(shown(li.client(), id)).toBeDefined()
  await saved(zhang.client().write(edited(id, { place: NEXT_VILLAGE })))
  await bench.world.settle()
  expect(shown(li.client(), id)).toBeUndefined()
  expect((await li.restart()).view.getState().records.has(id)).toBe(false)
})

test('a server put back to an older state gets again what it had acknowledged: nothing is lost, nothing happens twice', async () => {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const before = await saved(zhang.client().write(newDispute({ people: 1 })))
  await bench.world.settle()
  const backup = bench.server.backup()
  const lost = await saved(zhang.client().write(newDispute({ people: 2 })))
  await saved(wang.client().write(edited(before, { people: 8 })))
  await bench.world.settle()
  bench.server.restore(backup)
  await bench.world.pass(61_000)
  await bench.world.pass(61_000)
  const records = must(bench.server.streams.get(TOWN), 'the town').records
  expect([...records.values()].map(({ id, values }) => [id, values.people]).sort()).toEqual([[before, 8], [lost, 2]].sort())
  for (const phone of [zhang, wang]) {
    expect(attention(phone)).toEqual([])
    expect(shown(phone.client(), lost)?.values.people).toBe(2)
    expect(shown(phone.client(), before)?.values.people).toBe(8)
  }
})

test('F12 a phone restored from an old copy of itself does not lose what is written next', async () => {
  const bench = createBench()
  const zhang = await bench.phoneOf('zhang')
  const copy = { files: new Map(zhang.disk.texts), values: new Map(zhang.values) }
  for (let i = 0; i < 3; i += 1) await saved(zhang.client().write(newDispute({ people: i })))
  await bench.world.settle()
  zhang.kill()
  zhang.disk.texts.clear()
  copy.files.forEach((text, name) => zhang.disk.texts.set(name, text))
  copy.values.forEach((text, name) => zhang.values.set(name, text))
  const client = await zhang.restart()
  const id = await saved(client.write(newDispute({ people: 99 })))
  await bench.world.settle()
  await bench.world.pass(10_000)
  expect(shown(client, id)?.sync).toBe('uploaded')
  expect(attention(zhang)).toEqual([])
  expect(bench.server.streams.get(TOWN)?.records.size).toBe(4)
})
