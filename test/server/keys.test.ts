import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { must } from '../../src/core/assert'
import { REGISTRY } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { readAudit } from '../../src/server/audit/verify'
import { tablesOf } from '../../src/server/backup/tables'
import type { Db } from '../../src/server/db'
import { COMPLAINT, complaintActContext } from '../../src/server/feedback/complaints'
import { addVersion, retireVersion, rotateAll, type ChangeDeps } from '../../src/server/keys/change'
import { noteKeys } from '../../src/server/keys/check'
import { HASHES, sealedColumns } from '../../src/server/keys/columns'
import { keySource, readKeys, writeKeys, type KeyPlace } from '../../src/server/keys/keyFile'
import { rotate, usesOf } from '../../src/server/keys/rotate'
import { pull } from '../../src/server/pull'
import { readRecord } from '../../src/server/read'
import { migrate } from '../../src/server/schema'
import { search } from '../../src/server/search/search'
import { createVault } from '../../src/server/vault'
import { keyringOf, newKeyring, withNewVersion, type Keyring } from '../../src/server/vault/keyring'
import { withDatabase } from './database'
import { openAlbum, pictureOf, type Album, type Picture } from './pictures'
import { fillSealed } from './sealedRows'
import { deviceOf, NOON, openTown, pushAll, settled, type Town } from './town'

const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): KeyPlace & { readonly kind: 'file' } => ({ kind: 'file', file: join(folder, name) })

describe('which columns a rotation reaches', () => {
  const database = withDatabase({ prepare: (db) => migrate(db, REGISTRY, ACCOUNT_MIGRATIONS) })

  test('S34: every column of bytes in the schema is known: as an envelope with its key, or as a hash', async () => {
    const found = await database.db.sql<{ name: string }[]>`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = current_schema() and data_type = 'bytea' order by 1`
    const sealed = sealedColumns(REGISTRY).map(({ table, column }) => `${table}.${column}`)
    expect(new Set([...sealed, ...HASHES]).size).toBe(sealed.length + HASHES.length)
    expect([...sealed, ...HASHES].sort()).toEqual(found.map(({ name }) => name).sort())
  })

  test('the key by which a rotation finds and changes a row is the table’s own', async () => {
    const keys = new Map((await tablesOf(database.db.sql)).map(({ name, key }) => [name, key]))
    for (const { table, key } of sealedColumns(REGISTRY)) expect([table, keys.get(table)]).toEqual([table, [...key]])
  })
})

describe('a rotation', () => {
  const database = withDatabase()
  const place = at('rotated.key')
  let town: Town
  let album: Album
  let now = NOON
  const picture: Picture = pictureOf(2)
  const shown = randomUUID()
  let deps: ChangeDeps

  beforeAll(async () => {
    writeKeys(place.file, newKeyring('aes', NOON - 3_600_000))
    town = await openTown(database.db, keySource(place))
    album = await openAlbum(town, [town.zhang, town.li], NOON)
    deps = { ...town.deps, now: () => now, county: town.county, place }
    await noteKeys(database.db.sql, deps.vault)
    await pushAll(town.deps, town.li, town.township, deviceOf('old'), Array.from({ length: 60 }, () => named(randomUUID())))
    await pushAll(town.deps, town.li, town.township, deviceOf('shown'), [settled(shown, town.east, '2026-06-01', { photos: [picture.id] })])
    await album.bring(town.li, town.township, picture)
    await fillSealed(database.db, deps.vault, town)
    ringWith([])
  })
  afterAll(() => album.server.close())

  function named(record: string) {
    const body = { ...settled(record, town.east, '2026-06-01', { summary: `旧事${record}` }).body, rows: { parties: { p1: { set: { name: '欧阳旋转' } } } } }
    return { record, kind: 'dispute', body }
  }
  async function isReadable(record: string): Promise<boolean> {
    const read = await readRecord(town.deps, town.li, town.township, record)
    return read.kind === 'read' && read.answer.record.values.summary === `旧事${record}`
  }
  async function unreadable(records: readonly string[]): Promise<readonly string[]> {
    const read = await Promise.all(records.map(async (record) => ((await isReadable(record)) ? [] : [record])))
    return read.flat()
  }
  async function allRecords(): Promise<readonly string[]> {
    return (await database.db.sql<{ record: string }[]>`select distinct record from dispute_version where record <> ${shown}`).map((row) => row.record)
  }

  test('S34: while eight phones push and pull, no request fails, every row is readable at any time, and afterwards nothing is under the old key', async () => {
    expect(await addVersion(deps, 'sm')).toMatchObject({ kind: 'done', result: { version: 2, provider: 'sm' } })
    const state = { isOver: false, requests: 0, failures: 0 }
    const old = (await allRecords()).slice(0, 20)
    const phones = Array.from({ length: 8 }, async (_, i) => {
      const device = deviceOf(`p${i}`)
      while (!state.isOver) {
        const mine = randomUUID()
        const shownBytes = async (): Promise<boolean> => {
          const link = await album.link(town.li, town.township, picture.id, shown)
          return link.body.kind === 'here' && (await album.server.inject({ url: link.body.url })).rawPayload.equals(picture.bytes)
        }
        const done = await Promise.all([
          pushAll(town.deps, town.li, town.township, device, [named(mine)]).then(() => isReadable(mine), () => false),
          pull(town.deps, town.zhang, { cursor: null, waiting: 0 }).then(({ streams }) => streams.length === 2, () => false),
          isReadable(must(old[(i * 7 + state.requests) % old.length], 'a record')).catch(() => false),
          shownBytes().catch(() => false),
        ])
        state.requests += done.length
        state.failures += done.filter((each) => !each).length
        // What phones write is to be moved as well: without a pause they would outrun the rotation.
        await wait(50)
      }
    })
    const rotated = await rotateAll(deps).finally(() => {
      state.isOver = true
    })
    await Promise.all(phones)
    expect(rotated).toMatchObject({ broken: [] })
    expect(rotated.moved).toBeGreaterThan(150)
    expect({ failures: state.failures, some: state.requests > 20 }).toEqual({ failures: 0, some: true })
    expect(await usesOf(database.db.sql, REGISTRY, 1)).toEqual({})
    for (const { table, column } of sealedColumns(REGISTRY)) {
      const rows = await database.db.sql<{ id: number }[]>`select distinct get_byte(${database.db.sql(column)}, 1) as id from ${database.db.sql(table)} where ${database.db.sql(column)} is not null`
      expect([table, column, rows.filter(({ id }) => id !== 2)]).toEqual([table, column, []])
    }
  })

  test('stopped in the middle it goes on where it was, and what lasts is as before: names are found, the trail holds, phones’ keys are theirs', async () => {
    const journal = deps.vault.derive(`journal/${town.county}/x`)
    expect(await addVersion(deps, 'aes')).toMatchObject({ kind: 'done', result: { version: 3, provider: 'aes' } })
    let left = 3
    const dying: Db = { ...database.db, begin: (work) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : database.db.begin(work)) }
    await expect(rotate({ ...deps, db: dying })).rejects.toThrow('killed')
    expect(await unreadable((await allRecords()).slice(0, 30))).toEqual([])
    expect(await rotateAll(deps)).toMatchObject({ broken: [] })
    expect((await rotateAll(deps)).moved).toBe(0)
    expect(await unreadable(await allRecords())).toEqual([])
    expect(deps.vault.derive(`journal/${town.county}/x`)).toEqual(journal)
    const judicial = { ...town.li, roles: ['judicial'], grants: [{ role: 'judicial', place: town.township, stream: town.township }] }
    expect(await search(town.deps, judicial, { stream: town.township, kind: 'dispute', text: '欧阳旋转', where: {}, place: null, period: null, told: false, after: null, limit: 5 })).toMatchObject({ kind: 'read' })
    for (const stream of [town.county, town.township]) expect((await readAudit(database.db.sql, deps.vault, stream)).brokenAt).toBeNull()
    const lines = await database.db.sql<{ action: string; detail: unknown }[]>`select action, detail from audit where stream = ${town.county} and action like 'keys%' order by a`
    expect(lines.map(({ action }) => action)).toEqual(['keysNew', 'keysRotated', 'keysNew', 'keysRotated', 'keysRotated'])
  })

  test('a version goes only when nothing is under it any more; afterwards every envelope opens without it', async () => {
    expect(await retireVersion(deps, 3)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('正在使用') as unknown })
    expect(await retireVersion(deps, 9)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('没有第 9 版') as unknown })
    expect(await retireVersion(deps, 1)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('过一分钟') as unknown })
    now += 61_000
    const other = createVault(ringWith([1]))
    const id = randomUUID()
    await database.db.sql`insert into complaint_act (county, complaint, step, act, person, at, sealed)
      values (${town.county}, ${id}, 1, 'reply', ${town.li.person}, ${new Date(NOON).toISOString()}, ${other.sealFor(COMPLAINT, { text: '晚到' }, complaintActContext(id, 1))})`
    expect(await retireVersion(deps, 1)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('complaint_act.sealed 1 行') as unknown })
    expect((await rotateAll(deps)).moved).toBe(1)
    expect(await retireVersion(deps, 1)).toEqual({ kind: 'done', result: null })
    expect(await retireVersion(deps, 2)).toEqual({ kind: 'done', result: null })
    expect(versionsIn(place)).toEqual([3])
    // Moved once more by a vault that has only the third and a fourth: whatever could not be opened would be told.
    const kept = readKeys(place)
    const probe = createVault(withNewVersion(kept.kind === 'keys' ? kept.keyring : keyringOf(randomBytes(32)), 'sm', now))
    expect((await rotate({ ...deps, vault: probe })).broken).toEqual([])
    await database.db.sql`update remind_person set sealed = ${randomBytes(80)} where county = ${town.county}`
    expect(await rotate({ ...deps, vault: createVault(withNewVersion(ringWith([3]), 'aes', now)) })).toMatchObject({ broken: expect.arrayContaining([expect.stringMatching(/^remind_person\.sealed /)]) as unknown })
  })

  const seen: Keyring[] = []
  /** The versions asked for of all that ever stood in the file. */
  function ringWith(versions: readonly number[]): Keyring {
    const read = readKeys(place)
    if (read.kind === 'keys') seen.push(read.keyring)
    const all = new Map(seen.flatMap((ring) => ring.versions).map((each) => [each.version, each]))
    return { root: must(seen[0], 'a ring').root, versions: versions.map((version) => must(all.get(version), 'a version')) }
  }
})

function versionsIn(place: KeyPlace): readonly number[] {
  const read = readKeys(place)
  return read.kind === 'keys' ? read.keyring.versions.map(({ version }) => version) : []
}
