import { randomUUID } from 'node:crypto'
import { must } from '../../src/core/assert'
import type { BoardAnswer } from '../../src/core/boardWire'
import type { Grant, Me } from '../../src/core/protocol'
import { boardPath, questionsOf, type BoardRequest } from '../../src/domain/board/request'
import { createBoards, type BoardAsked, type BoardRead, type ReadBoard } from '../../src/server/board'
import { figures } from '../../src/server/read'
import { push } from '../../src/server/push'
import { withDatabase } from './database'
import { deviceOf, openTown, opOf, pushAll, settled, type Planned, type Town } from './town'

const database = withDatabase()
let town: Town
let readBoard: ReadBoard
beforeAll(async () => {
  town = await openTown(database.db)
  readBoard = createBoards(town.deps)
  await write(town.township, settled(randomUUID(), town.east, '2026-06-01'), settled(randomUUID(), town.west, '2026-05-02', { type: 'land', form: 'written', agreement: '以界石为准' }))
})

const TODAY = '2026-06-15'
const YEAR = { from: '2026-01-01', to: TODAY }
const TOWN: BoardRequest = { kind: 'township', place: null, period: YEAR, today: TODAY, shorter: true }
const COUNTY: BoardRequest = { ...TOWN, kind: 'county', shorter: false }
const phone = deviceOf('board')

async function write(stream: string, ...planned: readonly Planned[]): Promise<void> {
  const me: Me = { ...town.li, grants: [{ role: 'mediator', place: stream, stream }] }
  const device = { ...phone, name: `${phone.name}${stream.slice(0, 2)}` }
  device.seq = (await database.db.sql<{ seq: number | null }[]>`select max(seq) as seq from op where stream = ${stream} and device = ${device.name}`)[0]?.seq ?? 0
  await pushAll(town.deps, me, stream, device, planned)
}

function asked(stream: string, request: BoardRequest): BoardAsked {
  return { ...request, stream, mark: must(/mark=(\w+)/.exec(boardPath(stream, request))?.[1], 'a mark') }
}

async function answer(me: Me, stream: string, request: BoardRequest): Promise<BoardAnswer> {
  const read = await readBoard(me, asked(stream, request), null)
  if (read.kind !== 'read') throw new Error(read.kind)
  return read.answer
}

const kindOf = async (me: Me, stream: string, request: BoardRequest, tag: string): Promise<BoardRead['kind']> => (await readBoard(me, asked(stream, request), tag)).kind
const accepted = ({ results }: BoardAnswer): number | undefined => results[Object.keys(questionsOf(TOWN)).indexOf('now:纠纷.受理')]?.value
const chief = (): Me => ({ ...town.zhao, person: randomUUID(), grants: [{ role: 'leader', place: town.county, stream: town.county }] })

test('a board says what its figures say, all in one', async () => {
  for (const [me, stream, request] of [[town.zhao, town.township, TOWN], [chief(), town.county, COUNTY], [town.zhao, town.township, { ...TOWN, place: town.east }]] as const) {
    const read = await figures(town.deps, me, { stream, queries: Object.values(questionsOf(request)), at: null })
    if (read.kind !== 'read') throw new Error(read.kind)
    expect((await answer(me, stream, request)).results).toEqual(read.answer.results)
  }
})

test('what has not changed is not counted again; a write in the township, or anywhere in the county, is', async () => {
  const [before, county] = [await answer(town.zhao, town.township, TOWN), await answer(chief(), town.county, COUNTY)]
  expect(await kindOf(town.zhao, town.township, TOWN, before.tag)).toBe('unchanged')
  await write(town.other, settled(randomUUID(), town.other, '2026-06-02'))
  expect(await kindOf(town.zhao, town.township, TOWN, before.tag)).toBe('unchanged')
  const moved = await answer(chief(), town.county, COUNTY)
  expect(moved.tag).not.toBe(county.tag)
  await write(town.township, settled(randomUUID(), town.east, '2026-06-03'))
  const after = await answer(town.zhao, town.township, TOWN)
  expect([after.tag === before.tag, accepted(after)]).toEqual([false, (accepted(before) ?? 0) + 1])
  expect(await kindOf(chief(), town.county, COUNTY, moved.tag)).toBe('read')
})

test('another day, period or place, another configuration, other unsent ones and a restore are another answer', async () => {
  const { tag } = await answer(town.zhao, town.township, TOWN)
  const others: readonly BoardRequest[] = [{ ...TOWN, today: '2026-06-16' }, { ...TOWN, period: { ...YEAR, from: '2026-02-01' } }, { ...TOWN, place: town.east }, { ...TOWN, shorter: false }]
  for (const request of others) expect(await kindOf(town.zhao, town.township, request, tag)).toBe('read')
  const { sql } = database.db
  await sql`update stream set epoch = 'restored' where stream = ${town.township}`
  const restored = await answer(town.zhao, town.township, TOWN)
  await sql`insert into device_waiting (stream, device, waiting, at) values (${town.township}, 'W', 4, now())`
  const waiting = await answer(town.zhao, town.township, TOWN)
  expect(waiting.waiting - restored.waiting).toBe(4)
  await pushAll(town.deps, town.root, town.county, deviceOf('conf'), [{ record: randomUUID(), kind: 'place', body: { kind: 'create', move: 'add', set: { name: '北村', level: 'village', parent: town.township, order: 3 } } }])
  const configured = await answer(town.zhao, town.township, TOWN)
  expect(new Set([tag, restored.tag, waiting.tag, configured.tag]).size).toBe(4)
})

test('a tag opens nothing: it holds for those who may count the same, and for nobody else', async () => {
  const { tag } = await answer(town.zhao, town.township, TOWN)
  expect(await kindOf({ ...town.zhao, person: randomUUID() }, town.township, TOWN, tag)).toBe('unchanged')
  expect(await kindOf(town.qian, town.township, TOWN, tag)).toBe('notFound')
  // Works in one village and leads another: of the township as a whole he counts nothing.
  const grants: readonly Grant[] = [{ role: 'leader', place: town.east, stream: town.township }]
  const village = { ...TOWN, place: town.east }
  expect(await kindOf({ ...town.zhao, grants }, town.township, TOWN, tag)).toBe('notFound')
  const [wide, narrow] = [await answer(town.zhao, town.township, village), await answer({ ...town.zhao, grants }, town.township, village)]
  expect([narrow.tag === wide.tag, narrow.results]).toEqual([false, wide.results])
  expect(await kindOf(chief(), town.township, TOWN, tag)).toBe('read')
})

test('a program that asks other questions is told so', async () => {
  expect((await readBoard(town.zhao, { ...asked(town.township, TOWN), mark: '00000000' }, null)).kind).toBe('other')
})

test('the same asked by many at the same moment is counted once', async () => {
  let counted = 0
  const counting = createBoards({ ...town.deps, db: { ...town.deps.db, begin: (work) => { counted += 1; return town.deps.db.begin(work) } } })
  const ask = (me: Me) => counting(me, asked(town.township, TOWN), null)
  const reads = await Promise.all(Array.from({ length: 12 }, () => ask({ ...town.zhao, person: randomUUID() })))
  expect([counted, new Set(reads.map((read) => read.kind === 'read' && read.answer.tag)).size]).toEqual([1, 1])
  const device = deviceOf('once')
  await push(town.deps, { me: town.li, devices: [device.name] }, { stream: town.township, ops: [opOf(device, settled(randomUUID(), town.east, '2026-06-04'))], waiting: 1 })
  const [before] = reads
  const after = await ask(town.zhao)
  expect(after.kind === 'read' && before?.kind === 'read' && accepted(after.answer) === (accepted(before.answer) ?? 0) + 1).toBe(true)
})
