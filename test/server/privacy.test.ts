import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import type { PersonalRequest, RevealNote } from '../../src/core/privacyWire'
import type { Me } from '../../src/core/protocol'
import { dispute } from '../../src/domain/dispute'
import { everything } from '../../src/server/everything'
import { copyFile } from '../../src/server/privacy/copyFile'
import { actOnRequest, deskOf, findNamed, foundForCopy, listRequests, takeRequest, type Desk } from '../../src/server/privacy/requests'
import { takeReveals } from '../../src/server/privacy/reveals'
import { pull } from '../../src/server/pull'
import { readRecord } from '../../src/server/read'
import { replay } from '../../src/server/replay'
import { readCurrent, recordOf } from '../../src/server/versions'
import { withDatabase } from './database'
import { deviceOf, NOON, openTown, pushAll, settled, type Planned, type Town } from './town'

const database = withDatabase()
let town: Town
const made = (role: string, at: string, stream: string): Me =>
  ({ person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place: at, stream }] })
const people = (): { judicial: Me; countyJudicial: Me; security: Me } =>
  ({ judicial: made('judicial', town.township, town.township), countyJudicial: made('countyJudicial', town.county, town.county), security: made('security', town.county, town.county) })

const alone = randomUUID()
const shared = randomUUID()
const guarded = randomUUID()
const party = (name: string, more: Record<string, string | number> = {}) => ({ add: true as const, set: { name, ...more } })

function told(record: string, rows: Record<string, ReturnType<typeof party>>, summary: string, set: Record<string, string> = {}): Planned {
  const planned = settled(record, town.east, '2026-05-01', { summary, ...set })
  return { ...planned, body: { ...planned.body, rows: { parties: rows } } }
}

beforeAll(async () => {
  town = await openTown(database.db)
  await pushAll(town.deps, town.zhang, town.township, deviceOf('zhang'), [
    told(alone, { a1: party('贾宝山', { phone: '13900001111', home: '东村一组' }) }, '贾宝山家的水渠'),
    told(shared, { a1: party('贾宝山', { phone: '13900001111' }), b1: party('林大玉', { phone: '13700002222' }) }, '贾宝山和林大玉争地边，商定各退一步'),
    told(guarded, { a1: party('贾宝山'), b1: party('薛某某') }, '家里的事', { compartment: 'domestic' }),
  ])
})

const linesOf = async (action: string, stream: string = town.township) =>
  (await database.db.sql<{ actor: string; subject: string; detail: Record<string, unknown> }[]>`select actor, subject, detail from audit where stream = ${stream} and action = ${action} order by a`)

const note = (record: string, more: Partial<RevealNote> = {}): RevealNote =>
  ({ id: randomUUID(), stream: town.township, record, kind: 'dispute', classes: ['name'], reason: null, at: new Date(NOON).toISOString(), ...more })

test('S31: what somebody saw whole is a line with who, what of it, why and when, once however often it is sent', async () => {
  const sent = [note(alone, { classes: ['name', 'phone'], reason: 'checking' }), note(guarded)]
  expect(await takeReveals(town.deps, town.li, 'LI1', sent)).toBe(2)
  expect(await takeReveals(town.deps, town.li, 'LI1', sent)).toBe(0)
  const lines = await linesOf('revealed')
  expect(lines.map(({ actor, subject, detail }) => ({ actor, subject, classes: detail.classes, reason: detail.reason, allowed: detail.allowed }))).toEqual([
    { actor: town.li.person, subject: alone, classes: 'name phone', reason: 'checking', allowed: true },
    // A compartment that is not the reader's, told by a phone that held it before it became one: kept, and marked.
    { actor: town.li.person, subject: guarded, classes: 'name', reason: null, allowed: false },
  ])
  expect(JSON.stringify(lines)).not.toMatch(/贾|1390/)
})

test('S31: more than thirty in an hour is a line of its own for the auditor, and stops nobody', async () => {
  const many = (from: number) => Array.from({ length: 20 }, (_, i) => note(shared, { at: new Date(NOON - 3_600_000 + (from + i) * 1000).toISOString() }))
  await takeReveals(town.deps, town.zhang, 'Z1', many(1))
  expect(await linesOf('revealedOften')).toEqual([])
  await takeReveals(town.deps, town.zhang, 'Z1', many(21))
  await takeReveals(town.deps, town.zhang, 'Z1', many(41).slice(0, 5))
  expect((await linesOf('revealedOften')).map(({ actor, detail }) => [actor, detail.count])).toEqual([[town.zhang.person, 40]])
})

test('what a phone says of another county, or twice in one batch, puts no line anywhere', async () => {
  const twice = note(shared)
  expect(await takeReveals(town.deps, town.zhao, 'ZH', [note(alone, { stream: randomUUID() }), twice, twice])).toBe(1)
})

async function desk(me: Me, stream: string = town.township, device = `D${me.person.slice(0, 4)}`): Promise<Desk> {
  const opened = await deskOf(town.deps, me, device, stream)
  if (opened === null) throw new Error('a desk')
  return opened
}

async function taken(at: Desk, kind: PersonalRequest['kind'], name = '贾宝山'): Promise<PersonalRequest> {
  const answer = await takeRequest(at, { kind, name, contact: '13900001111', proof: '本人带身份证来', ask: '' })
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer))
  return answer.answer
}

test('a request is due in fifteen working days, and nobody else has anything to do with it', async () => {
  const { judicial } = people()
  const request = await taken(await desk(judicial), 'copy')
  expect(request).toMatchObject({ state: 'open', takenOn: '2026-06-15', dueOn: '2026-07-06', name: '贾宝山' })
  for (const me of [town.zhang, town.li, town.zhao, made('admin', town.county, town.county), made('auditor', town.county, town.county), made('judicial', town.other, town.other)]) {
    expect(await deskOf(town.deps, me, 'D', town.township)).toBeNull()
  }
  expect(JSON.stringify(await database.db.sql`select kind, state, taken_by, due_on, proposed_by from personal_request`)).not.toContain('贾')
})

test('查阅、复制: the copy holds what stands of the person, and nothing of others or of what was told', async () => {
  const { judicial } = people()
  const at = await desk(judicial)
  const { id } = await taken(at, 'copy')
  const found = await findNamed(at, id)
  expect(found).toMatchObject({ kind: 'done', answer: { closed: 1 } })
  const copied = await foundForCopy(at, id)
  if (copied.kind !== 'done') throw new Error('found')
  expect(copied.answer.open.map(({ record }) => record.id).sort()).toEqual([alone, shared].sort())
  const bytes = await copyFile(at, copied.answer)
  const text = Object.values(unzipSync(bytes)).map((each) => strFromU8(each)).join('')
  expect(text).toContain('13900001111')
  expect(text).not.toMatch(/林大玉|13700002222|水渠|地边/)
  expect((await linesOf('requestCopied')).at(-1)).toMatchObject({ actor: judicial.person, detail: { records: 2, closed: 1 } })
})

test('S43: nobody both proposes and approves, nor on one machine', async () => {
  const { judicial, security } = people()
  const both: Me = { ...judicial, roles: ['judicial', 'security'], grants: [...judicial.grants, ...security.grants] }
  const at = await desk(judicial)
  const { id } = await taken(at, 'erase')
  const found = await findNamed(at, id)
  if (found.kind !== 'done') throw new Error('found')
  const records = found.answer.records.map(({ stream, record, rows }) => ({ stream, record, rows }))
  expect(await actOnRequest(at, id, { act: 'approve' })).toEqual({ kind: 'notFound' })
  expect(await actOnRequest(at, id, { act: 'propose', records })).toMatchObject({ kind: 'done', answer: { state: 'proposed' } })
  // The proposer with a second role: a desk is for one right, and the person is the same.
  expect(await actOnRequest({ ...(await desk(both)), right: 'approves' }, id, { act: 'approve' })).toMatchObject({ kind: 'say', say: expect.stringContaining('两个人') as unknown })
  await database.db.sql`insert into session (id, person, county, device, refresh_until) values (${randomUUID()}, ${judicial.person}, ${town.county}, 'SAMEPC', now())`
  expect(await actOnRequest(await desk(security, town.township, 'SAMEPC'), id, { act: 'approve' })).toMatchObject({ kind: 'say' })
  expect(await actOnRequest(await desk(security), id, { act: 'decline', why: '不是本人' })).toMatchObject({ kind: 'done', answer: { state: 'declined', name: '贾某' } })
  expect(await linesOf('erased')).toEqual([])
})

test('删除: the key of a record of one\'s own goes, from a shared one only the person; figures, others and replay stay whole', async () => {
  const { judicial, security } = people()
  const at = await desk(judicial)
  const before = await pull(town.deps, town.zhang, { cursor: null, waiting: 0 })
  const { id } = await taken(at, 'erase')
  const found = await findNamed(at, id)
  if (found.kind !== 'done') throw new Error('found')
  expect(found.answer.records.map(({ record, shared: isShared }) => [record, isShared]).sort()).toEqual([[alone, false], [shared, true]].sort())
  await actOnRequest(at, id, { act: 'propose', records: found.answer.records.map(({ stream, record, rows }) => ({ stream, record, rows })) })
  const waiting = await listRequests(await desk(security, town.county))
  expect(waiting.requests.find((each) => each.id === id)).toMatchObject({ state: 'proposed', name: '贾某', contact: '' })
  expect(await actOnRequest(await desk(security), id, { act: 'approve' })).toMatchObject({ kind: 'done', answer: { state: 'done' } })

  const rows = await readCurrent(database.db.sql, dispute, town.township, [alone, shared], everything('upkeep'))
  const values = Object.fromEntries(rows.map((row) => [row.record, recordOf(town.deps, 'dispute', row, true).values]))
  expect(values[alone]).toMatchObject({ type: 'neighbour', result: 'success', acceptedOn: '2026-05-01' })
  expect(values[shared]).toMatchObject({ summary: '贾某和林大玉争地边，商定各退一步', parties: { a1: { values: {} }, b1: { values: { name: '林大玉', phone: '13700002222' } } } })
  expect(JSON.stringify(values)).not.toMatch(/贾宝山|13900001111|水渠/)

  const ops = await replay(town.deps, database.db.sql, town.township, 3)
  expect(ops.get(shared)?.values).toEqual(values[shared])
  expect(JSON.stringify(ops.get(alone))).not.toMatch(/贾宝山/)
  const again = await taken(at, 'erase')
  expect(await findNamed(at, again.id)).toMatchObject({ kind: 'done', answer: { records: [], closed: 1 } })

  // The phone fetches the township anew and holds it no longer; the other's name is still there.
  const after = await pull(town.deps, town.zhang, { cursor: before.cursor, waiting: 0 })
  const stream = after.streams.find((each) => each.stream === town.township)
  expect(stream?.fresh).toBe(true)
  const others = JSON.stringify(stream?.records.filter((record) => record.id !== guarded))
  expect(others).not.toMatch(/贾宝山|13900001111/)
  expect(others).toContain('林大玉')
  expect((await linesOf('erased')).map(({ actor, subject, detail }) => ({ actor, subject, key: detail.key, proposedBy: detail.proposedBy }))).toEqual(expect.arrayContaining([
    { actor: security.person, subject: alone, key: true, proposedBy: judicial.person }, { actor: security.person, subject: shared, key: false, proposedBy: judicial.person },
  ]))
  const read = await readRecord(town.deps, town.li, town.township, alone)
  expect(JSON.stringify(read)).not.toMatch(/贾|水渠/)
})

test('a county\'s request reaches its townships, each under its own trail', async () => {
  const { countyJudicial, security } = people()
  const record = randomUUID()
  await pushAll(town.deps, town.qian, town.other, deviceOf('qian'), [{ ...settled(record, town.other, '2026-05-02', { summary: '刘能说的' }), body: { ...settled(record, town.other, '2026-05-02').body, rows: { parties: { a1: party('刘大能') } } } }])
  const at = await desk(countyJudicial, town.county)
  const { id } = await taken(at, 'erase', '刘大能')
  const found = await findNamed(at, id)
  if (found.kind !== 'done') throw new Error('found')
  await actOnRequest(at, id, { act: 'propose', records: found.answer.records.map(({ stream, rows, record: each }) => ({ stream, record: each, rows })) })
  expect(await actOnRequest(await desk(security, town.county), id, { act: 'approve' })).toMatchObject({ kind: 'done' })
  expect((await linesOf('erased', town.other)).map(({ subject }) => subject)).toEqual([record])
  expect((await linesOf('requestDone', town.county)).map(({ subject }) => subject)).toEqual([id])
})
