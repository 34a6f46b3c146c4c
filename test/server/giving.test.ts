import { must } from '../../src/core/assert'
import type { Handover, HandoverList, Problem } from '../../src/core/protocol'
import { handoversOf } from '../../src/client/handovers'
import { readRecord } from '../../src/server/read'
import { withDatabase } from './database'
import { openOffice, type Name, type Office } from './office'
import { openPhone, signedIn, synced, until, type RealPhone } from './realPhone'

const database = withDatabase()
let office: Office
beforeAll(async () => {
  office = await openOffice(database.db, () => Date.now())
})
/** Phones of ended tests go on living; they no longer reach anything. */
let isOver = false
afterAll(() => {
  isOver = true
  return office.server.close()
})

const phoneOf = (name: Name): Promise<RealPhone> => signedIn(openPhone(() => (isOver ? null : office.server)), name)
const attention = ({ client }: RealPhone) => client.sync.getState().attention
const recipient = (name: Name) => ({ person: office.people[name].person, name: office.people[name].name, roles: [] })
function answered<T>(answer: T | Problem): T {
  if (typeof answer === 'object' && answer !== null && 'code' in answer && 'message' in answer) throw new Error(JSON.stringify(answer))
  return answer
}
async function list({ client }: RealPhone): Promise<HandoverList> {
  return answered(await handoversOf(client).list())
}
async function given(phone: RealPhone): Promise<readonly Handover[]> {
  return (await list(phone)).handovers
}
const stored = async (id: string) => {
  const read = await readRecord(office.town.deps, office.people.li, office.town.township, id)
  return read.kind === 'read' ? read.answer.record : null
}
async function written(phone: RealPhone, set: object): Promise<string> {
  const answer = await phone.client.write({ kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: office.town.east, ...set } } })
  if (answer.kind !== 'saved') throw new Error(JSON.stringify(answer))
  return answer.record
}
const edit = (phone: RealPhone, record: string, set: { readonly [name: string]: number }) => phone.client.write({ kind: 'dispute', record, body: { kind: 'edit', set } })

/** 张 was moved to the western village while a new dispute of the east and an edit of it waited on the phone. */
async function movedAway() {
  await office.strip('zhang')
  await office.grant('zhang', 'gridWorker', office.town.east)
  const zhang = await phoneOf('zhang')
  zhang.way.fate = () => 'lost'
  const id = await written(zhang, { people: 2, summary: '滴水檐' })
  await edit(zhang, id, { households: 3 })
  await office.strip('zhang')
  await office.grant('zhang', 'gridWorker', office.town.west)
  zhang.way.fate = () => 'through'
  await synced(zhang)
  expect(attention(zhang).map(({ reason }) => reason.kind)).toEqual(['refused', 'held'])
  return { zhang, id }
}

test('F37 转给: the item and what waited for it go together, the receiver takes them as own ops, and the author hears of it', async () => {
  const { zhang, id } = await movedAway()
  const item = must(attention(zhang)[0], 'the refused record')
  const { recipients } = answered(await handoversOf(zhang.client).recipients(item.stream, 'dispute', office.town.east))
  expect(recipients.map(({ person }) => person)).toContain(office.people.li.person)
  zhang.way.fate = () => 'lost'
  expect(await handoversOf(zhang.client).give(item, recipient('li'))).toMatchObject({ code: 'offline' })
  expect(attention(zhang)).toHaveLength(2)
  // The server heard, the phone did not: the same again is one.
  zhang.way.fate = ({ path }) => (path === '/api/handover' ? 'answerLost' : 'through')
  expect(await handoversOf(zhang.client).give(item, recipient('li'))).toMatchObject({ code: 'offline' })
  zhang.way.fate = () => 'through'
  expect(await handoversOf(zhang.client).give(item, recipient('li'))).toBeNull()
  expect(attention(zhang)).toEqual([])

  const li = await phoneOf('li')
  const handed = (await given(li)).filter(({ op }) => op?.record === id)
  expect(handed.map(({ op, from }) => [op?.body.kind, from])).toEqual([['create', office.people.zhang.person], ['edit', office.people.zhang.person]])
  for (const handover of handed) expect(await handoversOf(li.client).take(handover, null)).toMatchObject({ kind: 'saved', record: id })
  await synced(li)
  expect(attention(li)).toEqual([])
  expect(await stored(id)).toMatchObject({ createdBy: office.people.li.person, values: { people: 2, households: 3, summary: '滴水檐' } })
  expect((await given(li)).filter(({ op }) => op?.record === id)).toEqual([])
  expect((await list(zhang)).sent.filter(({ op }) => op?.record === id).map(({ state, endedBy }) => [state, endedBy]))
    .toEqual([['taken', office.people.li.person], ['taken', office.people.li.person]])
})

test('F37 收下 twice is harmless: whether the answer was lost on the same phone or another phone takes it again', async () => {
  const { zhang, id } = await movedAway()
  await handoversOf(zhang.client).give(must(attention(zhang)[0], 'the refused record'), recipient('li'))
  const [li, again] = [await phoneOf('li'), await phoneOf('li')]
  const handed = (await given(li)).filter(({ op }) => op?.record === id)
  const [create, change] = handed
  li.way.fate = ({ path }) => (path.startsWith('/api/handover/') ? 'lost' : 'through')
  for (const handover of handed) expect(await handoversOf(li.client).take(handover, null)).toMatchObject({ kind: 'saved' })
  await synced(li)
  li.way.fate = () => 'through'
  expect((await given(li)).filter(({ op }) => op?.record === id)).toHaveLength(2)
  await synced(again)
  expect(await handoversOf(again.client).take(must(create, 'the creation'), null)).toBeNull()
  expect(await handoversOf(li.client).take(must(change, 'the edit'), null)).toMatchObject({ kind: 'saved' })
  await synced(li)
  expect([...attention(li), ...attention(again)]).toEqual([])
  expect(await stored(id)).toMatchObject({ values: { people: 2, households: 3 } })
  expect((await given(li)).filter(({ op }) => op?.record === id)).toEqual([])
})

test('转给: of an edit that met another one only the values in conflict are handed on, and what came since stays', async () => {
  const [li, wang] = [await phoneOf('li'), await phoneOf('wang')]
  const id = await written(li, { people: 2, households: 1 })
  await synced(li)
  await synced(wang)
  wang.way.fate = () => 'lost'
  await edit(wang, id, { people: 9, households: 4 })
  await edit(li, id, { people: 5 })
  await synced(li)
  wang.way.fate = () => 'through'
  await synced(wang)
  await synced(li)
  await edit(li, id, { households: 7 })
  await synced(li)
  const item = must(attention(wang)[0], 'the conflict')
  expect(await handoversOf(wang.client).give(item, recipient('li'))).toBeNull()
  const [handover] = (await given(li)).filter(({ op }) => op?.record === id)
  expect(handover?.refusal).toMatchObject({ code: 'changedMeanwhile', conflicts: [{ path: 'people', mine: 9, stored: 5 }] })
  expect(await handoversOf(li.client).take(must(handover, 'the handover'), null)).toMatchObject({ kind: 'saved' })
  await synced(li)
  expect(await stored(id)).toMatchObject({ values: { people: 9, households: 7 } })
})

test('F37 待接收: the dispatcher, who holds no records, takes what waits for a township’s own record', async () => {
  const zhang = await phoneOf('zhang')
  const id = await written(zhang, { place: office.town.west, people: 2 })
  await synced(zhang)
  zhang.way.fate = () => 'lost'
  await edit(zhang, id, { people: 6 })
  await office.strip('zhang')
  zhang.way.fate = () => 'through'
  zhang.client.syncNow()
  await until(() => attention(zhang).length === 1 && zhang.client.sync.getState().status === 'idle')
  expect(zhang.client.view.getState().records.has(id)).toBe(false)
  const sun = await phoneOf('sun')
  const [handover] = (await given(sun)).filter(({ op }) => op?.record === id)
  expect(handover).toMatchObject({ to: null, refusal: { code: 'outOfScope' } })
  expect(await handoversOf(sun.client).take(must(handover, 'the edit'), { people: 8 })).toMatchObject({ kind: 'saved' })
  await synced(sun)
  expect(await stored(id)).toMatchObject({ values: { people: 8 } })
  expect((await given(sun)).filter(({ op }) => op?.record === id)).toEqual([])
})
