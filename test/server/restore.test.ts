import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { WriteInput } from '../../src/client/client'
import { covers } from '../../src/client/cover'
import type { SessionState } from '../../src/client/state'
import { must } from '../../src/core/assert'
import type { Figure } from '../../src/core/figure'
import type { StoredRecord } from '../../src/core/op'
import { dayAt, yearOf, yearPeriod } from '../../src/core/period'
import { MAX_RECORDS_PER_PULL, type Me, type PullAnswer, type StreamChanges } from '../../src/core/protocol'
import { readAudit } from '../../src/server/audit/verify'
import type { Db } from '../../src/server/db'
import { pull } from '../../src/server/pull'
import { push } from '../../src/server/push'
import { figures } from '../../src/server/read'
import { deviceFor } from '../../src/server/deviceCodes'
import { backup, bothWays, depsOn, inside, numbersOf, restore, withFolder } from './backupBench'
import { withDatabase } from './database'
import { admit, openPhone, PASSWORD, serve, signedIn, synced, until, type RealPhone } from './realPhone'
import { deviceOf, NOON, openTown, opOf, pushAll, settled, type TestDevice, type Town } from './town'

const database = withDatabase()
const [source, first, second, county, restored] = [withDatabase(), withDatabase(), withDatabase(), withDatabase(), withDatabase()]
const room = withFolder()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

test('a number far above the last change is pulled as bare, page by page, and every stream is named', async () => {
  const device = deviceOf(town.county)
  const group = must(town.groups[0], 'a group')
  await pushAll(town.deps, town.li, town.township, device, Array.from({ length: MAX_RECORDS_PER_PULL }, () => settled(randomUUID(), group, '2026-06-01')))
  const before = must((await pullAll())[0], 'a full page')
  expect(before.more).toBe(false)

  const jumped = Date.now()
  await database.db.sql`update stream set n = ${jumped} where stream = ${town.township}`
  const [full, whole] = await pullAll()
  expect(full?.more).toBe(true)
  expect(townOf(whole)).toMatchObject({ from: MAX_RECORDS_PER_PULL, to: jumped, records: [], bare: [[MAX_RECORDS_PER_PULL + 1, jumped]] })
  const rest = await pull(town.deps, town.li, { cursor: before.cursor, waiting: 0 })
  expect(rest.more).toBe(false)
  expect(townOf(rest)).toMatchObject({ fresh: false, from: MAX_RECORDS_PER_PULL, to: jumped })
  const still = await pull(town.deps, town.li, { cursor: rest.cursor, waiting: 0 })
  expect(still.more).toBe(false)
  expect(still.streams.map(({ stream }) => stream)).toEqual([town.county, town.township])
  expect(townOf(still)).toMatchObject({ from: jumped, to: jumped, bare: [] })

  await pushAll(town.deps, town.li, town.township, device, [settled(randomUUID(), group, '2026-06-02')])
  const next = await pull(town.deps, town.li, { cursor: still.cursor, waiting: 0 })
  expect(townOf(next).records.map(({ n }) => n)).toEqual([jumped + 1])

  async function pullAll(): Promise<readonly PullAnswer[]> {
    const pages: PullAnswer[] = []
    for (let more = true; more && pages.length < 5;) {
      const page = await pull(town.deps, town.li, { cursor: pages[pages.length - 1]?.cursor ?? null, waiting: 0 })
      expect(page.streams.every(covers)).toBe(true)
      pages.push(page)
      more = page.more
    }
    return pages
  }
  function townOf(answer: PullAnswer | undefined): StreamChanges {
    return must(answer?.streams.find(({ stream }) => stream === town.township), 'the township')
  }
})

test('F32 restored twice, every number of the second time is above all of the first, in another epoch, and the audit goes on', async () => {
  const master = randomBytes(32)
  const town = await openTown(source.db, master)
  const device = deviceOf('early')
  await pushAll(town.deps, town.li, town.township, device, [1, 2, 3].map(() => entry()))
  await backup(room, source.address, master, 'twice')
  const [early] = await source.db.sql<{ epoch: string }[]>`select epoch from stream where stream = ${town.township}`

  // The clock stands still: what the replaced database had given out counts as well.
  const now = Date.now()
  expect(await restore(room, first.address, 'twice', { now })).toMatchObject({ kind: 'restored' })
  const once = await writeThree(first.address)
  expect(await restore(room, first.address, 'twice', { now, replace: true })).toMatchObject({ kind: 'restored' })
  const again = await writeThree(first.address)
  // A database that knows nothing of the first time has only the clock.
  expect(await restore(room, second.address, 'twice', { now: now + 1 })).toMatchObject({ kind: 'restored' })
  const elsewhere = await writeThree(second.address)

  expect(once.numbers.slice(0, 3)).toEqual([1, 2, 3])
  expect(Math.min(...once.numbers.slice(3))).toBeGreaterThan(now)
  expect(Math.min(...again.numbers.slice(3))).toBeGreaterThan(Math.max(...once.numbers))
  expect(Math.min(...elsewhere.numbers.slice(3))).toBeGreaterThan(now + 1)
  expect(new Set([early?.epoch, once.epoch, again.epoch, elsewhere.epoch]).size).toBe(4)
  for (const { audit, jump } of [once, again, elsewhere]) {
    expect(audit).toMatchObject({ brokenAt: null, last: 7, jumps: [jump] })
  }
  // What it became is itself backed up and proved, with the jump in it.
  expect(await backup(room, first.address, master, 'after', true)).toMatchObject({ kind: 'made' })

  function entry() {
    return settled(randomUUID(), must(town.groups[0], 'a group'), '2026-06-01')
  }
  function writeThree(address: typeof first.address) {
    return inside(address, async (db) => {
      const deps = depsOn(db, master, () => NOON)
      const late: TestDevice = deviceOf('late')
      await pushAll(deps, town.li, town.township, late, [entry(), entry(), entry()])
      const numbers = await numbersOf(db, town.township)
      const [row] = await db.sql<{ epoch: string; n: number }[]>`select epoch, n from stream where stream = ${town.township}`
      const { stored, replayed } = await bothWays(deps, town.township)
      expect(stored).toEqual(replayed)
      const audit = await readAudit(db.sql, deps.vault, town.township)
      return { numbers, epoch: row?.epoch, audit, jump: { from: 3, to: must(numbers[3], 'a number') - 1 } }
    })
  }
})

test('a base nobody can have seen counts as nothing seen: what another wrote stays, and the writer is told', async () => {
  const [one, two] = [deviceOf('one'), deviceOf('two')]
  const record = randomUUID()
  await pushAll(town.deps, town.li, town.township, one, [{ record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, people: 2 } } }])
  const edit = (people: number, base: number) => ({ record, kind: 'dispute', body: { kind: 'edit' as const, set: { people } }, base })
  await pushAll(town.deps, town.li, town.township, one, [edit(5, 0)])
  const [last] = await database.db.sql<{ n: number }[]>`select n from stream where stream = ${town.township}`
  for (const base of [must(last, 'the township').n + 1, 2 * Date.now(), Number.MAX_SAFE_INTEGER]) {
    const pushed = await push(town.deps, { me: town.li, devices: [two.name] }, { stream: town.township, ops: [opOf(two, edit(9, base))], waiting: 1 })
    expect(pushed?.answer.results).toMatchObject([{ kind: 'applied', conflicts: [{ path: 'people', mine: 9, stored: 5 }] }])
  }
  const { stored, replayed } = await bothWays(town.deps, town.township)
  expect((stored as StoredRecord[]).find(({ id }) => id === record)?.values.people).toBe(5)
  expect(stored).toEqual(replayed)
})

test('a sign-in takes over a well-formed code that nobody has, and no other', async () => {
  const { sql }: Db = database.db
  const [me, other] = [randomUUID(), randomUUID()]
  const take = (code: string | null, person = me): Promise<string> => deviceFor(sql, person, code, 'weapp', NOON)
  expect(await take('ABC234')).toBe('ABC234')
  expect(await take('ABC234')).toBe('ABC234')
  expect(await take('ABC234', other)).not.toBe('ABC234')
  for (const code of ['ABC23', 'ABC2345', 'abc234', 'ABCO34', '', 'T0000x']) expect(await take(code)).not.toBe(code)
  await sql`update device set revoked_at = now() where device = 'ABC234'`
  expect(await take('ABC234')).not.toBe('ABC234')
})

test('F31 F32 phones heal the gap: what was sent after the backup comes back once, from old phones and from one the backup never knew', async () => {
  const master = randomBytes(32)
  const town = await openTown(county.db, master)
  const li2: Me = { ...town.li, person: randomUUID() }
  await admit(town, { li: town.li, li2, zhang: town.zhang })
  const reach: { now: FastifyInstance | null } = { now: await serve({ ...town.deps, now: () => Date.now() }, town.county) }
  const old = must(reach.now, 'the server')
  const phone = (before?: RealPhone): RealPhone => openPhone(() => reach.now, before?.disk, before?.values)

  const a = await signedIn(phone(), 'li')
  const known = [await saved(a, create(1)), await saved(a, create(2)), await saved(a, create(3))]
  await synced(a)
  expect(await backup(room, county.address, master, 'county', true)).toMatchObject({ kind: 'made' })

  const fourth = await saved(a, create(4))
  await saved(a, edit(must(known[0], 'a record'), { people: 40 }))
  await synced(a)
  const b = await signedIn(phone(), 'li2')
  const files = new Set(b.disk.texts.keys())
  const fifth = await saved(b, create(5))
  await saved(b, edit(must(known[1], 'a record'), { people: 50 }))
  const [cleared] = [...b.disk.texts.keys()].filter((name) => name.startsWith('ops/') && !files.has(name)).reverse()
  await saved(b, edit(must(known[2], 'a record'), { households: 6 }))
  await saved(b, edit(fourth, { households: 7 }))
  await synced(b)
  await synced(a)
  const codes = [a, b].map(({ client }) => deviceOfPhone(client.session.getState()))
  // The phone has no room for what is long done: one of its ops is gone.
  b.disk.texts.delete(must(cleared, 'an op file'))
  const b2 = phone(b)
  await b2.client.start()
  await synced(b2)
  reach.now = null

  expect(await restore(room, restored.address, 'county')).toMatchObject({ kind: 'restored' })
  const deps = depsOn(restored.db, master, () => Date.now())
  reach.now = await serve(deps, town.county)
  for (const [one, login] of [[a, 'li'], [b2, 'li2']] as const) {
    one.client.syncNow()
    await until(() => one.client.sync.getState().status === 'expired')
    expect(await one.client.signIn({ kind: 'password', login, password: PASSWORD })).toEqual({ kind: 'in' })
    await synced(one)
  }
  await synced(a)
  await synced(b2)

  expect([a, b2].map(({ client }) => deviceOfPhone(client.session.getState()))).toEqual(codes)
  const { stored, replayed } = await bothWays(deps, town.township)
  expect(stored).toEqual(replayed)
  const people = { [known[0] ?? '']: 40, [known[1] ?? '']: 2, [known[2] ?? '']: 3, [fourth]: 4, [fifth]: 5 }
  expect(Object.fromEntries((stored as StoredRecord[]).map(({ id, values }) => [id, values.people]))).toEqual(people)
  expect((stored as StoredRecord[]).find(({ id }) => id === fourth)?.values.households).toBe(7)
  const read = await figures(deps, town.li, { stream: town.township, queries: [{ figure: HEADS, period: yearPeriod(yearOf(dayAt(Date.now()))), place: null, by: null }], at: null })
  expect(read).toMatchObject({ answer: { results: [{ value: 40 + 2 + 3 + 4 + 5 }] } })
  for (const { client } of [a, b2]) {
    const { streams, attention, waiting } = client.sync.getState()
    expect(streams.length).toBe(2)
    expect(streams.every(({ complete }) => complete)).toBe(true)
    expect([attention, waiting]).toEqual([[], 0])
    for (const [id, heads] of Object.entries(people)) expect(client.view.getState().records.get(id)).toMatchObject({ sync: 'uploaded', values: { people: heads } })
  }
  // The places of the op that was gone are held by a filler, refused and kept.
  const [filler] = await restored.db.sql<{ count: number }[]>`select count(*) as count from op where stream = ${town.township} and device = ${must(codes[1], 'a code')} and n is null`
  expect(filler?.count).toBe(1)
  const ids = await restored.db.sql<{ id: string; n: number | null }[]>`select id, n from op where stream = ${town.township}`
  expect(ids.filter(({ n }) => n !== null).length).toBe(8)
  reach.now = null
  await old.close()

  function create(heads: number): WriteInput {
    return { kind: 'dispute', record: null, body: { kind: 'create', move: 'register', set: { type: 'neighbour', place: town.east, people: heads } } }
  }
  function edit(record: string, set: { readonly [name: string]: number }): WriteInput {
    return { kind: 'dispute', record, body: { kind: 'edit', set } }
  }
})

const HEADS: Figure = { kind: 'dispute', where: {}, over: { kind: 'flow', date: 'reportedOn' }, measure: { kind: 'sum', field: 'people' } }

async function saved({ client }: RealPhone, input: WriteInput): Promise<string> {
  const answer = await client.write(input)
  if (answer.kind !== 'saved') throw new Error(JSON.stringify(answer))
  return answer.record
}

function deviceOfPhone(session: SessionState): string {
  return session.kind === 'signedIn' ? session.device : ''
}
