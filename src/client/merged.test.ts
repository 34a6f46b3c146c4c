import { createBench, edited, newDispute, saved, shown, type Bench, type Held } from '../../test/standin/bench'
import { TOWN, VILLAGE } from '../../test/standin/town'
import { must } from '../core/assert'
import type { WriteInput } from './client'

const move = (id: string, name: string, set: Record<string, string | number> = {}) => ({ kind: 'dispute', record: id, body: { kind: 'move' as const, move: name, set } })
const settledOnSpot: WriteInput = { kind: 'dispute', record: null, body: { kind: 'create', move: 'settleOnSpot', set: { type: 'neighbour', place: VILLAGE, form: 'oral' } } }
const first = (phone: Held) => must(phone.client().sync.getState().attention[0], 'an item')

/** 王 wrote something without a network; meanwhile 张 gave the record up for another. */
async function late(write: (id: string) => WriteInput, stays: WriteInput = newDispute({ people: 3 })): Promise<{ readonly bench: Bench; readonly wang: Held; readonly given: string; readonly survivor: string }> {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const given = await saved(zhang.client().write(newDispute({ people: 2 })))
  const survivor = await saved(zhang.client().write(stays))
  await bench.world.settle()
  wang.offline()
  await saved(wang.client().write(write(given)))
  await saved(zhang.client().write(move(given, 'merge', { mergedInto: survivor })))
  await bench.world.settle()
  await wang.online()
  return { bench, wang, given, survivor }
}
const stored = (bench: Bench, id: string) => must(bench.server.streams.get(TOWN)?.records.get(id), 'the record')

test('what was written on a record that was merged meanwhile goes to the one that stayed with one tap', async () => {
  const { bench, wang, given, survivor } = await late((id) => edited(id, { households: 4 }))
  expect(first(wang).reason).toMatchObject({ kind: 'refused', refusal: { code: 'stageClosed', stage: 'merged' } })
  expect(await wang.client().settle(first(wang), { onto: survivor })).toMatchObject({ kind: 'saved', record: survivor })
  await bench.world.settle()
  expect(wang.client().sync.getState().attention).toEqual([])
  expect(stored(bench, survivor).values).toMatchObject({ people: 3, households: 4 })
  expect(stored(bench, given)).toMatchObject({ stage: 'merged', values: { people: 2 } })
  expect(shown(wang.client(), survivor)).toMatchObject({ sync: 'uploaded', values: { households: 4 } })
})

test('where both say something else the record that stayed keeps its own, and the author finds both', async () => {
  const { bench, wang, survivor } = await late((id) => edited(id, { people: 9, households: 4 }))
  await wang.client().settle(first(wang), { onto: survivor })
  await bench.world.settle()
  expect(first(wang)).toMatchObject({ op: { record: survivor }, reason: { kind: 'conflict', conflicts: [{ path: 'people', mine: 9, stored: 3 }] } })
  expect(stored(bench, survivor).values).toMatchObject({ people: 3, households: 4 })
})

test('a step that does not fit the record that stayed is said at once, and waits where it was', async () => {
  const { wang, survivor } = await late((id) => move(id, 'accept', { acceptedOn: '2026-01-02' }), settledOnSpot)
  const answer = await wang.client().settle(first(wang), { onto: survivor })
  expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'stageMoved', stage: 'archived' } })
  expect(wang.client().sync.getState().attention).toHaveLength(1)
})

test('nothing is lost when the program ends in between', async () => {
  const { bench, wang, survivor } = await late((id) => edited(id, { households: 4 }))
  wang.offline()
  await wang.client().settle(first(wang), { onto: survivor })
  await wang.restart()
  expect(wang.client().sync.getState().attention).toEqual([])
  await wang.online()
  await bench.world.settle()
  expect(stored(bench, survivor).values).toMatchObject({ households: 4 })
})
