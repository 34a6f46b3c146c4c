import { createBench, edited, newDispute, saved, shown, type Held } from '../../test/standin/bench'
import { TOWN, VILLAGE } from '../../test/standin/town'
import { must } from '../core/assert'
import type { AttentionItem } from './client'

/** Fault scenarios on the phone's side, by their numbers (docs/faults.md). */

const HOUR = 3_600_000
const DAY = 24 * HOUR
const attention = (phone: Held): readonly AttentionItem[] => phone.client().sync.getState().attention
const move = (record: string, name: string, set: object = {}) => ({ kind: 'dispute', record, body: { kind: 'move' as const, move: name, set: { ...set } } })

/** Two mediators' phones that both hold one accepted dispute; the second then loses its network. */
async function apart() {
  const bench = createBench()
  const [zhang, wang] = [await bench.phoneOf('zhang'), await bench.phoneOf('wang')]
  const id = await saved(zhang.client().write(newDispute({ people: 2 })))
  await saved(zhang.client().write(move(id, 'accept')))
  await bench.world.pass(61_000)
  wang.offline()
  const town = () => must(bench.server.streams.get(TOWN), 'the town')
  return { bench, zhang, wang, id, town }
}

test('F15 an edit without a network, and the case archived meanwhile: it stays archived, and the edit stands in 需核对', async () => {
  const { bench, zhang, wang, id, town } = await apart()
  await saved(wang.client().write(edited(id, { people: 9 })))
  await saved(zhang.client().write(move(id, 'close', { result: 'success', form: 'oral', agreement: '各让一尺' })))
  await saved(zhang.client().write(move(id, 'archive')))
  await bench.world.settle()
  await wang.online()
  await bench.world.pass(61_000)
  expect(town().records.get(id)).toMatchObject({ stage: 'archived', values: { people: 2 } })
  expect(attention(wang)).toMatchObject([{ op: { record: id, body: { set: { people: 9 } } }, reason: { kind: 'refused', refusal: { code: 'stageClosed', stage: 'archived' } } }])
})

test('F16 an edit without a network, and the case merged into another meanwhile: nothing comes back to life, it counts once, and the edit stands in 需核对', async () => {
  const { bench, zhang, wang, id, town } = await apart()
  const survivor = await saved(zhang.client().write(newDispute()))
  await saved(wang.client().write(edited(id, { people: 9 })))
  await saved(zhang.client().write(move(id, 'merge', { mergedInto: survivor })))
  await bench.world.settle()
  await wang.online()
  await bench.world.pass(61_000)
  expect(town().records.get(id)).toMatchObject({ stage: 'merged', values: { mergedInto: survivor, people: 2 } })
  expect(attention(wang)).toMatchObject([{ op: { record: id }, reason: { refusal: { code: 'stageClosed', stage: 'merged' } } }])
  expect(count(zhang)).toBe(1)
  expect(count(wang)).toBe(1)
})

test('F17 an edit of thirty days ago reaches a record that was withdrawn meanwhile: it stays withdrawn, and the edit stands in 需核对', async () => {
  const { bench, zhang, wang, id, town } = await apart()
  await saved(wang.client().write(edited(id, { people: 9 })))
  await saved(zhang.client().write(move(id, 'withdraw', { withdrawReason: '重复' })))
  await bench.world.settle()
  bench.world.setNow(bench.world.now() + 30 * DAY)
  await wang.online()
  await bench.world.pass(61_000)
  expect(town().records.get(id)?.stage).toBe('withdrawn')
  expect(shown(wang.client(), id)).toMatchObject({ stage: 'withdrawn', sync: 'attention' })
  expect(attention(wang)).toMatchObject([{ op: { body: { set: { people: 9 } } }, reason: { refusal: { code: 'stageClosed' } } }])
})

test('F18 a phone that was away for four hundred days: what was withdrawn stays so, what it wrote goes up, and it ends with what the server has', async () => {
  const { bench, zhang, wang, id, town } = await apart()
  const late = await saved(wang.client().write(newDispute({ people: 7 })))
  await saved(zhang.client().write(move(id, 'withdraw', { withdrawReason: '重复' })))
  for (let i = 0; i < 30; i += 1) await saved(zhang.client().write(newDispute({ people: i })))
  await bench.world.settle()
  bench.world.setNow(bench.world.now() + 400 * DAY)
  await wang.restart()
  await wang.online()
  await bench.world.pass(120_000)
  expect(town().records.get(late)?.values.people).toBe(7)
  expect(shown(wang.client(), id)?.stage).toBe('withdrawn')
  const here = [...wang.client().view.getState().records.values()].filter(({ kind }) => kind === 'dispute').map((record) => record.id)
  expect(here.sort()).toEqual([...town().records.keys()].sort())
})

test('F19 the same quarrel entered by two people without a network: both are kept, and merged it counts once', async () => {
  const { bench, zhang, wang, town } = await apart()
  const before = count(zhang)
  zhang.offline()
  const [one, two] = [await saved(zhang.client().write(newDispute({ summary: '滴水檐' }))), await saved(wang.client().write(newDispute({ summary: '滴水檐' })))]
  await zhang.online()
  await wang.online()
  await bench.world.pass(61_000)
  expect(town().records.has(one) && town().records.has(two)).toBe(true)
  expect(count(zhang)).toBe(before + 2)
  await saved(zhang.client().write(move(two, 'merge', { mergedInto: one })))
  await bench.world.pass(61_000)
  expect([count(zhang), count(wang)]).toEqual([before + 1, before + 1])
})

test.each([['a second', 1_000], ['29 minutes', 29 * 60_000]])('F24 stopped by the host in the middle of sending, back after %s: the op is on the server, once, and one round runs', async (_, ms) => {
  const { bench, zhang, town } = await apart()
  const before = town().changes.length
  zhang.way.fate = () => 'answerLost'
  await saved(zhang.client().write(newDispute()))
  zhang.show(false)
  zhang.freeze()
  await bench.world.pass(ms)
  zhang.way.fate = () => 'through'
  zhang.thaw()
  zhang.show(true)
  await bench.world.pass(61_000)
  expect(town().changes.length).toBe(before + 1)
  expect(zhang.client().sync.getState()).toMatchObject({ waiting: 0, status: 'idle' })
})

test('F24 killed by the host after half an hour: everything saved is there at the next start, and goes up once', async () => {
  const { bench, zhang, town } = await apart()
  zhang.offline()
  const id = await saved(zhang.client().write(newDispute({ people: 4 })))
  zhang.client().drafts.put('dispute', { summary: '写了一半' })
  zhang.show(false)
  await bench.world.settle()
  zhang.freeze()
  await bench.world.pass(31 * 60_000)
  zhang.kill()
  const client = await zhang.restart()
  expect(client.drafts.list().map(({ values }) => values)).toEqual([{ summary: '写了一半' }])
  expect(shown(client, id)).toMatchObject({ sync: 'onPhone', values: { people: 4 } })
  await zhang.online()
  await bench.world.pass(61_000)
  expect(town().records.get(id)?.values.people).toBe(4)
})

test.each([['a day behind', -DAY], ['a day ahead', DAY], ['ten years behind', -3652 * DAY], ['ten years ahead', 3652 * DAY]])('F26 a phone whose clock is %s: order and ids do not depend on it', async (_, skew) => {
  const { bench, zhang, town } = await apart()
  zhang.skew = skew
  const ids = []
  for (let i = 0; i < 3; i += 1) {
    ids.push(await saved(zhang.client().write({ ...newDispute({ people: i, reportedOn: '2026-11-01' }) })))
    // It jumps while the program runs.
    zhang.skew = i === 1 ? skew - HOUR : skew
  }
  await bench.world.pass(61_000)
  expect(new Set(ids).size).toBe(3)
  expect(ids.map((id) => town().records.get(id)?.values.people)).toEqual([0, 1, 2])
  const numbers = ids.map((id) => town().records.get(id)?.n ?? 0)
  expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
  expect(zhang.client().sync.getState()).toMatchObject({ waiting: 0, attention: [] })
})

test('F27 written in the last millisecond of the year without a network, sent in January: it belongs to the old year', async () => {
  const { bench, zhang, town } = await apart()
  bench.world.setNow(Date.parse('2026-12-31T15:59:59.999Z'))
  zhang.offline()
  const id = await saved(zhang.client().write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'settleOnSpot', set: { type: 'land', place: VILLAGE, form: 'oral' } } }))
  bench.world.setNow(Date.parse('2027-01-04T02:00:00Z'))
  await zhang.online()
  await bench.world.pass(61_000)
  expect(town().records.get(id)?.values).toMatchObject({ acceptedOn: '2026-12-31', closedOn: '2026-12-31' })
})

function count(phone: Held): number {
  const figure = { kind: 'dispute', where: {}, over: { kind: 'flow' as const, date: 'reportedOn' }, measure: { kind: 'count' as const } }
  const query = { figure, period: { from: '2026-01-01', to: '2027-12-31' }, place: null, by: null }
  return must(phone.client().count({ stream: TOWN, queries: [query], at: null }).results[0], 'a result').value
}
