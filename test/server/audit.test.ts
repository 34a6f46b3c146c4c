import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChainName } from '../../src/domain/trailWords'
import { appendAudit, BEGINNING, chained, trailMac, type AuditEntry, type TrailVault } from '../../src/server/audit'
import { headsOf, readAnchors, writeAnchor } from '../../src/server/audit/anchor'
import { checkTrail } from '../../src/server/audit/check'
import { openStream } from '../../src/server/bootstrap'
import { pruneTrail } from '../../src/server/audit/prune'
import { appendReadings } from '../../src/server/audit/readings'
import { verifyChain, type ChainCheck } from '../../src/server/audit/verify'
import type { Sql } from '../../src/server/db'
import { migrate } from '../../src/server/schema'
import { REGISTRY } from '../../src/domain/registry'
import { createVault } from '../../src/server/vault'
import { keyringOf, newKeyring } from '../../src/server/vault/keyring'
import type { ProviderName } from '../../src/server/vault/provider'
import { withDatabase } from './database'

const database = withDatabase({ prepare: (db) => migrate(db, REGISTRY) })
const vault = createVault(randomBytes(32))
const JANUARY = Date.parse('2026-01-10T02:00:00Z')
const NOON = Date.parse('2026-11-20T04:00:00Z')

async function newStream(county = randomUUID()): Promise<string> {
  const stream = randomUUID()
  await database.db.sql`insert into stream (stream, kind, county, epoch) values (${stream}, 'township', ${county}, 'e')`
  return stream
}

const entry = (at: number): AuditEntry => ({ actor: null, action: 'edit', subject: randomUUID(), detail: { kind: 'dispute', n: at, device: 'T1' } })

/** Lines in bulk, as the program would have chained them. */
async function fill(stream: string, lines: number, at = NOON, by: TrailVault = vault): Promise<void> {
  const { sql } = database.db
  const mac = trailMac(by)
  let hash: Buffer = BEGINNING
  for (let a = 0; a < lines; a += 10_000) {
    const part = chained(mac, hash, { stream, a }, new Date(at + a).toISOString(), Array.from({ length: Math.min(10_000, lines - a) }, (_, i) => entry(a + i)))
    hash = part.hash
    await sql`insert into audit (stream, a, at, actor, action, subject, detail, hash)
      select stream, a, at, actor, action, subject, detail, hash from jsonb_populate_recordset(null::audit, ${sql.json(part.rows)})`
  }
  await sql`update stream set audit_n = ${lines} where stream = ${stream}`
}

/** What is found after the damage, which is then undone. */
async function after(stream: string, damage: (tx: Sql) => Promise<unknown>, chain: ChainName = 'audit', by: TrailVault = vault): Promise<ChainCheck['broken']> {
  const undo = new Error('undone')
  let found: ChainCheck['broken'] = null
  await database.db.begin(async (tx) => {
    await damage(tx)
    found = (await verifyChain(tx, by, chain, stream)).broken
    throw undo
  }).catch((error: unknown) => {
    if (error !== undo) throw error
  })
  return found
}

/** Numbers are unique, so lines are moved by way of negative ones. */
async function renumber(tx: Sql, stream: string, from: number, by: number): Promise<void> {
  await tx`update audit set a = -(a + ${by}) where stream = ${stream} and a >= ${from}`
  await tx`update audit set a = -a where stream = ${stream} and a < 0`
}

async function swap(tx: Sql, stream: string, one: number, other: number): Promise<void> {
  await tx`update audit set a = -a where stream = ${stream} and a in (${one}, ${other})`
  await tx`update audit set a = ${one + other}::bigint + a where stream = ${stream} and a < 0`
}

async function insert(tx: Sql, stream: string, a: number): Promise<void> {
  await renumber(tx, stream, a, 1)
  await forged(tx, stream, a)
  await tx`update stream set audit_n = audit_n + 1 where stream = ${stream}`
}

const forged = (tx: Sql, stream: string, a: number) => tx`insert into audit (stream, a, at, actor, action, subject, detail, hash)
  values (${stream}, ${a}, now(), null, 'edit', 'nothing', '{}', ${randomBytes(32)})`

describe.each<[ProviderName, number]>([['aes', 10_000], ['sm', 1_000]])('a chain under the provider %s', (provider, lines) => {
  const own = createVault(newKeyring(provider, NOON))

  test('S30: it holds to its last line, and of a line changed, deleted, inserted, moved or cut off the number is told', async () => {
    const stream = await newStream()
    await fill(stream, lines, NOON, own)
    const found = (damage: (tx: Sql) => Promise<unknown>) => after(stream, damage, 'audit', own)
    expect(await found(async () => undefined)).toBeNull()
    expect(await found((tx) => tx`update audit set detail = jsonb_set(detail, '{n}', '1') where stream = ${stream} and a = ${lines - 2}`)).toEqual({ a: lines - 2, damage: 'changed' })
    expect(await found((tx) => tx`delete from audit where stream = ${stream} and a = ${lines / 2 + 321}`)).toEqual({ a: lines / 2 + 321, damage: 'missing' })
    expect(await found((tx) => insert(tx, stream, lines - 100))).toEqual({ a: lines - 100, damage: 'inserted' })
    expect(await found((tx) => swap(tx, stream, lines / 10, lines - 50))).toEqual({ a: lines / 10, damage: 'reordered' })
    expect(await found((tx) => tx`delete from audit where stream = ${stream} and a > ${lines - 10}`)).toEqual({ a: lines - 9, damage: 'cutOff' })
  })

  test('S30: it, its closing hash and its anchor hold under the HMAC of that provider and no other', async () => {
    const [county, folder] = [randomUUID(), mkdtempSync(join(tmpdir(), 'anchors-'))]
    const stream = await newStream(county)
    await fill(stream, 3, JANUARY, own)
    const other = createVault(keyringOf(randomBytes(32), provider === 'aes' ? 'sm' : 'aes'))
    const crossed = { derive: own.derive, mac: other.mac }
    const checked = async (vault: TrailVault) => {
      const { broken, wrongAnchors } = await checkTrail({ db: database.db, vault, county, anchors: folder, now: () => NOON, by: null })
      return [broken.map(({ a, damage }) => `${a} ${damage}`), wrongAnchors.length]
    }
    writeAnchor(folder, own, JANUARY, await headsOf(database.db, county), true)
    expect(await checked(own)).toEqual([[], 0])
    expect(await checked(crossed)).toEqual([['1 changed'], 1])
    expect(await pruneTrail({ db: database.db, vault: own, now: () => NOON }, county, '2026-02-01')).toEqual({ kind: 'pruned', lines: 2 })
    expect(await checked(own)).toEqual([[], 0])
    expect(await checked(crossed)).toEqual([['1 cutOff'], 1])
  })
})

describe('ways of hiding it', () => {
  let stream = ''
  beforeAll(async () => {
    stream = await newStream()
    await fill(stream, 600)
  })

  test('S30: whatever of a line is changed, its hash too', async () => {
    expect(await after(stream, (tx) => tx`update audit set subject = subject || 'x' where stream = ${stream} and a = 177`)).toEqual({ a: 177, damage: 'changed' })
    expect(await after(stream, (tx) => tx`update audit set at = at + interval '1 millisecond' where stream = ${stream} and a = 1`)).toEqual({ a: 1, damage: 'changed' })
    expect(await after(stream, (tx) => tx`update audit set at = at + interval '1 microsecond' where stream = ${stream} and a = 100`)).toEqual({ a: 100, damage: 'changed' })
    expect(await after(stream, (tx) => tx`update audit set actor = ${randomUUID()} where stream = ${stream} and a = 600`)).toEqual({ a: 600, damage: 'changed' })
    expect(await after(stream, (tx) => tx`update audit set hash = ${randomBytes(32)} where stream = ${stream} and a = 598`)).toEqual({ a: 598, damage: 'changed' })
  })

  test('S30: a line taken out and the numbers closed up behind it', async () => {
    expect(await after(stream, async (tx) => {
      await tx`delete from audit where stream = ${stream} and a = 200`
      await renumber(tx, stream, 201, -1)
      await tx`update stream set audit_n = audit_n - 1 where stream = ${stream}`
    })).toEqual({ a: 200, damage: 'missing' })
  })

  test('S30: a line put in as the first, before the last, after the last', async () => {
    expect(await after(stream, (tx) => insert(tx, stream, 1))).toEqual({ a: 1, damage: 'inserted' })
    expect(await after(stream, (tx) => insert(tx, stream, 600))).toEqual({ a: 600, damage: 'inserted' })
    expect(await after(stream, (tx) => forged(tx, stream, 601))).toEqual({ a: 601, damage: 'inserted' })
  })

  test('S30: neighbours that changed places, and lines that changed them without their hashes', async () => {
    expect(await after(stream, (tx) => swap(tx, stream, 400, 401))).toEqual({ a: 400, damage: 'reordered' })
    expect(await after(stream, (tx) => tx`update audit t set subject = o.subject, detail = o.detail, at = o.at from audit o
      where t.stream = ${stream} and o.stream = ${stream} and t.a in (100, 500) and o.a = 600 - t.a`)).toEqual({ a: 100, damage: 'reordered' })
  })
})

describe('the chain of reading', () => {
  test('S30: it is followed like the other, and lines of many at once keep it whole', async () => {
    const [one, other] = [await newStream(), await newStream()]
    let tick = 0
    // Fractions of a second of one, two and three digits.
    const deps = { db: database.db, vault, now: () => NOON + (tick += 5) }
    const line = (stream: string) => ({ stream, actor: null, action: 'recordRead' as const, subject: randomUUID(), detail: {} })
    await Promise.all(Array.from({ length: 12 }, (_, i) => appendReadings(deps, i % 2 === 0 ? [line(one), line(other)] : [line(other), line(one), line(one)])))
    const { last, broken } = await verifyChain(database.db.sql, vault, 'reading', one)
    expect({ last, broken }).toEqual({ last: 18, broken: null })
    expect(await after(one, (tx) => tx`update reading set actor = ${randomUUID()} where stream = ${one} and a = 7`, 'reading')).toEqual({ a: 7, damage: 'changed' })
    expect(await after(one, (tx) => tx`delete from reading where stream = ${one} and a = 18`, 'reading')).toEqual({ a: 18, damage: 'cutOff' })
  })
})

describe('anchors', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'anchors-'))
  const check = (county: string, anchors: string) => checkTrail({ db: database.db, vault, county, anchors, now: () => NOON, by: null })

  test('S30: a trail cut off together with its counter, or written anew by somebody with the key, is found by the anchor of the day', async () => {
    const [county, anchors] = [randomUUID(), folder()]
    const stream = await newStream(county)
    await fill(stream, 20)
    expect(writeAnchor(anchors, vault, NOON, await headsOf(database.db, county), true)?.file).toBe('2026-11-20.txt')
    expect(writeAnchor(anchors, vault, NOON, [], true)).toBeNull()
    expect(await check(county, anchors)).toMatchObject({ lines: 20, anchors: 1, anchored: '2026-11-20', broken: [], wrongAnchors: [] })

    const { sql } = database.db
    await sql`delete from audit where stream = ${stream} and a > 15`
    await sql`update stream set audit_n = 15 where stream = ${stream}`
    expect((await check(county, anchors)).broken).toEqual([{ stream, chain: 'audit', a: 16, damage: 'cutOff' }])
    await database.db.begin((tx) => appendAudit(tx, vault, { stream, audit_n: 15 }, new Date(NOON).toISOString(), Array.from({ length: 9 }, (_, i) => entry(i))))
    expect((await check(county, anchors)).broken).toEqual([{ stream, chain: 'audit', a: 20, damage: 'rewritten' }])
  })

  test('S30: an anchor file that was changed is named; its short code is of its bytes and the key', async () => {
    const [county, anchors] = [randomUUID(), folder()]
    const stream = await newStream(county)
    await fill(stream, 3)
    const written = writeAnchor(anchors, vault, NOON, await headsOf(database.db, county), true)
    const [read] = readAnchors(anchors, vault)
    expect(read).toMatchObject({ kind: 'anchor', anchor: { code: written?.code } })
    expect(written?.code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/)
    const [name = ''] = readdirSync(anchors)
    writeFileSync(join(anchors, name), readFileSync(join(anchors, name), 'utf8').replace(' audit 3 ', ' audit 2 '))
    expect((await check(county, anchors)).wrongAnchors).toEqual([name])
  })

  test('a restore from an older backup does not look like a trail cut off', async () => {
    const [county, anchors] = [randomUUID(), folder()]
    const stream = await newStream(county)
    await fill(stream, 10)
    writeAnchor(anchors, vault, NOON, await headsOf(database.db, county), true)
    const { sql } = database.db
    await sql`delete from audit where stream = ${stream} and a > 5`
    const restored: AuditEntry = { actor: null, action: 'restored', subject: stream, detail: { from: 5, to: 9, backupAt: new Date(NOON - 3_600_000).toISOString() } }
    await database.db.begin((tx) => appendAudit(tx, vault, { stream, audit_n: 5 }, new Date(NOON + 3_600_000).toISOString(), [restored]))
    expect((await check(county, anchors)).broken).toEqual([])
  })

  test('a restore also explains what is gone of a township that was founded since the backup; what went before the backup it does not', async () => {
    const [county, anchors, township] = [randomUUID(), folder(), randomUUID()]
    await openStream(database.db.sql, county, county, 'county')
    await openStream(database.db.sql, township, county, 'township')
    await fill(county, 5)
    await fill(township, 5)
    writeAnchor(anchors, vault, NOON, await headsOf(database.db, county), true)
    const { sql } = database.db
    const backupAt = (ms: number): AuditEntry => ({ actor: null, action: 'restored', subject: county, detail: { from: 5, to: 9, backupAt: new Date(NOON + ms).toISOString() } })
    await sql`delete from audit where stream = ${township}`
    await sql`update stream set audit_n = 0 where stream = ${township}`
    expect((await check(county, anchors)).broken).toMatchObject([{ stream: township, damage: 'cutOff' }])
    await database.db.begin((tx) => appendAudit(tx, vault, { stream: county, audit_n: 5 }, new Date(NOON + 3_600_000).toISOString(), [backupAt(-3_600_000)]))
    expect((await check(county, anchors)).broken).toEqual([])
    await sql`delete from stream where stream = ${township}`
    expect((await check(county, anchors)).broken).toEqual([])
  })
})

describe('pruning', () => {
  const deps = (now: number) => ({ db: database.db, vault, now: () => now })

  test('S30: nothing younger than 180 days can be pruned', async () => {
    const county = randomUUID()
    await fill(await newStream(county), 3, JANUARY)
    expect(await pruneTrail(deps(NOON), county, '2026-05-25')).toEqual({ kind: 'tooYoung' })
    expect(await pruneTrail(deps(JANUARY), county, '2026-01-09')).toEqual({ kind: 'tooYoung' })
  })

  test('what is left is followed on from the closing hash, which nobody without the key can set', async () => {
    const county = randomUUID()
    const stream = await newStream(county)
    await fill(stream, 10, JANUARY)
    await database.db.begin((tx) => appendAudit(tx, vault, { stream, audit_n: 10 }, new Date(NOON).toISOString(), [entry(11)]))
    expect(await pruneTrail(deps(NOON), county, '2026-02-01')).toEqual({ kind: 'pruned', lines: 10 })
    const { sql } = database.db
    const lines = await sql<{ a: number; action: string }[]>`select a, action from audit where stream = ${stream} order by a`
    expect(lines.map(({ a, action }) => [a, action])).toEqual([[11, 'edit'], [12, 'pruned']])
    expect(await after(stream, async () => undefined)).toBeNull()
    expect(await after(stream, (tx) => tx`update audit_cut set a = 11, hash = (select hash from audit where stream = ${stream} and a = 11) where stream = ${stream}`)).toEqual({ a: 1, damage: 'cutOff' })
    expect(await after(stream, (tx) => tx`delete from audit where stream = ${stream} and a = 11`)).toEqual({ a: 11, damage: 'missing' })
  })

  test('a chain that does not hold is left whole, as evidence', async () => {
    const county = randomUUID()
    const stream = await newStream(county)
    await fill(stream, 10, JANUARY)
    const { sql } = database.db
    await sql`update audit set subject = 'x' where stream = ${stream} and a = 4`
    expect(await pruneTrail(deps(NOON), county, '2026-02-01')).toEqual({ kind: 'broken', stream, chain: 'audit' })
    expect(await sql`select 1 from audit where stream = ${stream}`).toHaveLength(10)
  })
})
