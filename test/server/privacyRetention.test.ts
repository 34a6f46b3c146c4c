import { randomUUID } from 'node:crypto'
import type { Me } from '../../src/core/protocol'
import { actOnDestruction, certificate, proposeDestruction, retention } from '../../src/server/privacy/destruction'
import { exportTable } from '../../src/server/exports/exportTable'
import { actOnBulk, bulkAsked } from '../../src/server/privacy/bulk'
import { putAwayDue } from '../../src/server/privacy/putAway'
import { putAwayRound } from '../../src/server/privacy/puttingAway'
import { deskOf, findNamed, takeRequest } from '../../src/server/privacy/requests'
import { figures, readRecord } from '../../src/server/read'
import { history } from '../../src/server/history'
import { search } from '../../src/server/search/search'
import { withDatabase } from './database'
import { deviceOf, openTown, pushAll, settled, type Planned, type Town } from './town'

const database = withDatabase()
let town: Town
const old = randomUUID()
const young = randomUUID()
const zhang = deviceOf('zhang')
let judicial: Me
let security: Me

beforeAll(async () => {
  town = await openTown(database.db)
  const made = (role: string, at: string, stream: string): Me => ({ person: randomUUID(), name: role, county: town.county, unit: null, roles: [role], grants: [{ role, place: at, stream }] })
  judicial = made('judicial', town.township, town.township)
  security = made('security', town.county, town.county)
  const named = (record: string, name: string): Planned => {
    const planned = settled(record, town.east, '2019-05-01', { summary: `${name}家的水渠` })
    return { ...planned, body: { ...planned.body, rows: { parties: { a1: { set: { name } } } } } }
  }
  await pushAll(town.deps, town.zhang, town.township, zhang, [named(old, '甄士隐'), named(young, '贾雨村')])
  await database.db.sql`update dispute_version set changed_at = '2019-05-01T02:00:00Z' where record = ${old}`
})

const at = (day: string): Town['deps'] => ({ ...town.deps, now: () => Date.parse(`${day}T02:00:00Z`) })

test('what was done five years ago is given to nobody, by no way of reading, while figures count it on', async () => {
  const before = await readRecord(town.deps, town.li, town.township, old)
  expect(JSON.stringify(before)).toContain('甄士隐')
  expect(await putAwayDue(at('2024-04-30'), town.county, '2024-04-30')).toBe(0)
  expect(await putAwayDue(at('2024-05-01'), town.county, '2024-05-01')).toBe(1)
  expect(await putAwayDue(at('2024-05-02'), town.county, '2024-05-02')).toBe(0)
  const read = [
    await readRecord(town.deps, town.li, town.township, old), await history(town.deps, town.li, town.township, old, null),
    await search(town.deps, judicial, { stream: town.township, kind: 'dispute', text: '', where: {}, place: null, period: null, told: false, after: null, limit: 50 }),
  ]
  expect(JSON.stringify(read)).not.toMatch(/甄|士隐/)
  expect(JSON.stringify(read)).toContain('贾雨村')
  const found = await search(town.deps, judicial, { stream: town.township, kind: 'dispute', text: '甄士隐', where: {}, place: null, period: null, told: false, after: null, limit: 50 })
  expect(found).toMatchObject({ answer: { total: 0 } })
  const counted = await figures(town.deps, town.zhao, {
    stream: town.township, at: null,
    queries: [{ figure: { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'acceptedOn' }, measure: { kind: 'count' } }, period: { from: '2019-01-01', to: '2019-12-31' }, place: null, by: null }],
  })
  expect(counted).toMatchObject({ answer: { results: [{ value: 2 }] } })
})

test('the person themself still finds it by a request', async () => {
  const desk = await deskOf(town.deps, judicial, 'J', town.township)
  if (desk === null) throw new Error('a desk')
  const request = await takeRequest(desk, { kind: 'copy', name: '甄士隐', contact: '', proof: '本人', ask: '' })
  if (request.kind !== 'done') throw new Error('taken')
  expect(await findNamed(desk, request.answer.id)).toMatchObject({ kind: 'done', answer: { records: [{ record: old }] } })
})

test('what somebody takes up again is given back, with everything that stood in it', async () => {
  await pushAll(town.deps, town.zhang, town.township, zhang, [{ record: old, kind: 'dispute', base: 1, body: { kind: 'move', move: 'followUp', set: {}, rows: { followUps: { f1: { set: { on: '2026-06-14', finding: '还好' } } } } } }])
  expect(JSON.stringify(await readRecord(town.deps, town.li, town.township, old))).not.toContain('甄')
  await putAwayDue(at('2026-06-16'), town.county, '2026-06-16')
  expect(JSON.stringify(await readRecord(town.deps, town.li, town.township, old))).toMatch(/甄士隐.*还好|还好.*甄士隐/)
})

test('a round runs once a day, at night', async () => {
  const lines: unknown[] = []
  const deps = { ...town.deps, county: town.county, log: (line: unknown) => lines.push(line) }
  expect(await putAwayRound({ ...deps, now: () => Date.parse('2030-01-01T17:00:00Z') })).toBe(false)
  expect(await putAwayRound({ ...deps, now: () => Date.parse('2030-01-01T19:00:00Z') })).toBe(true)
  expect(await putAwayRound({ ...deps, now: () => Date.parse('2030-01-01T20:00:00Z') })).toBe(false)
})

test('S43: what is over its years is destroyed by two, with a certificate; the case stays counted', async () => {
  await database.db.sql`update dispute_version set changed_at = '2019-05-01T02:00:00Z'`
  await putAwayDue(at('2026-06-15'), town.county, '2026-06-15')
  const proposing = await deskOf(at('2050-01-01'), judicial, 'J1', town.township)
  const approving = await deskOf(at('2050-01-01'), security, 'S1', town.township)
  if (proposing === null || approving === null) throw new Error('desks')
  expect(await retention(proposing)).toMatchObject({ away: 2, due: 2, destructions: [] })
  const proposed = await proposeDestruction(proposing)
  if (proposed.kind !== 'done') throw new Error('proposed')
  expect(proposed.answer).toMatchObject({ state: 'proposed', records: 2 })
  expect(await proposeDestruction(proposing)).toMatchObject({ kind: 'say' })
  expect(await actOnDestruction(proposing, proposed.answer.id, { act: 'approve' })).toEqual({ kind: 'notFound' })
  expect(await actOnDestruction(approving, proposed.answer.id, { act: 'approve' })).toMatchObject({ kind: 'done', answer: { state: 'done' } })
  expect(await actOnDestruction(approving, proposed.answer.id, { act: 'approve' })).toMatchObject({ kind: 'say' })
  expect(await retention(proposing)).toMatchObject({ away: 0, due: 0 })
  expect((await database.db.sql<{ count: number }[]>`select count(*)::bigint as count from record_key where stream = ${town.township}`)[0]?.count).toBe(0)
  expect((await database.db.sql<{ count: number }[]>`select count(*)::bigint as count from dispute_version where stream = ${town.township} and until is null`)[0]?.count).toBe(2)
  const paper = await certificate(proposing, proposed.answer.id)
  expect(paper.kind).toBe('done')
  expect((await database.db.sql<{ subject: string }[]>`select subject from audit where action = 'destroyed'`).map(({ subject }) => subject).sort()).toEqual([old, young].sort())
})

test('S43: a table of more than fifty people waits for somebody else, and comes for a day; one of fifty does not wait', async () => {
  const many = (count: number, on: string) => Array.from({ length: count }, (_, i): Planned => {
    const planned = settled(randomUUID(), town.west, on)
    return { ...planned, body: { ...planned.body, rows: { parties: { a1: { set: { name: `人名${i}` } } } } } }
  })
  await pushAll(town.deps, town.li, town.township, deviceOf('li'), [...many(51, '2025-01-02'), ...many(50, '2025-02-02')])
  const take = (deps: Town['deps'], from: string, to: string) => exportTable(deps, judicial, town.township, { what: 'dispute', period: { from, to }, place: null })
  expect((await take(at('2026-07-01'), '2025-02-01', '2025-02-28')).kind).toBe('file')
  expect(await take(at('2026-07-01'), '2025-01-01', '2025-01-31')).toMatchObject({ kind: 'say', say: expect.stringContaining('51 个人') as unknown })
  await take(at('2026-07-01'), '2025-01-01', '2025-01-31')
  const desk = await deskOf(at('2026-07-01'), security, 'S1', town.township)
  if (desk === null) throw new Error('a desk')
  const [asked, ...others] = await bulkAsked(desk)
  expect([asked?.people, others.length]).toEqual([51, 0])
  expect(await actOnBulk({ ...desk, me: judicial }, asked?.id ?? '', { act: 'approve' })).toMatchObject({ kind: 'say' })
  expect(await actOnBulk(desk, asked?.id ?? '', { act: 'approve' })).toMatchObject({ kind: 'done' })
  expect((await take(at('2026-07-01'), '2025-01-01', '2025-01-31')).kind).toBe('file')
  expect((await take(at('2026-07-03'), '2025-01-01', '2025-01-31')).kind).toBe('say')
})
