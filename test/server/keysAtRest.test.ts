import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { must } from '../../src/core/assert'
import type { Field, Value } from '../../src/core/field'
import type { ImportFile } from '../../src/core/importing'
import type { Patch, RowPatches } from '../../src/core/op'
import type { Session } from '../../src/core/protocol'
import { REGISTRY } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { makeBackup } from '../../src/server/backup/make'
import { readParts } from '../../src/server/backup/read'
import { newKeyPair } from '../../src/server/backup/seal'
import { openDb, type Db } from '../../src/server/db'
import { codeOf } from '../../src/server/errorCode'
import { APPEND_ONLY, divideRoles } from '../../src/server/dbRole'
import { destroyKey } from '../../src/server/keys/destroy'
import { startPostgres, type Postgres } from '../../src/server/postgres/start'
import { push } from '../../src/server/push'
import { migrate } from '../../src/server/schema'
import { newKeyring } from '../../src/server/vault/keyring'
import { tracesOf } from './canaries'
import { openOffice, type Office } from './office'
import { allPieces, attachmentOf, pictureOf, pieceOf } from './pictures'
import { crc32 } from '../../src/core/media'
import { fillSealed } from './sealedRows'
import { deviceOf, NOON, opOf, type Planned } from './town'

/** A whole installation of its own: its files are read as a thief of the disk would. */
jest.setTimeout(120_000)

const NAME = '闻人金丝雀'
const PHONE = '13987654321'
const TEXT = '只有金丝雀知道的那句话'
/** In her name and in the sentence. */
const CANARIES = ['金丝雀', PHONE]

const folder = mkdtempSync(join(tmpdir(), 'shuoshibu-rest-'))
let postgres: Postgres
let owner: Db
let app: Db
let office: Office
let li: Session

beforeAll(async () => {
  const started = await startPostgres({ folder, from: __filename, log: () => undefined, onLost: (sentence) => console.error(sentence), durable: false })
  if (started.kind === 'refused') throw new Error(started.sentence)
  postgres = started.postgres
  owner = openDb({ address: postgres.address, max: 4 })
  await migrate(owner, REGISTRY, ACCOUNT_MIGRATIONS)
  await storePlain(owner)
  // The town is built as its owner; from then on the server works as what it is in a county.
  const state = { db: owner }
  const working: Db = { get sql() { return state.db.sql }, begin: (work) => state.db.begin(work), listen: (channel, heard) => state.db.listen(channel, heard), close: () => Promise.resolve() }
  office = await openOffice(working, () => NOON)
  const { address, role, warning } = await divideRoles(owner, postgres.address, postgres.app)
  expect({ role, warning }).toEqual({ role: null, warning: null })
  app = openDb({ address, max: 6 })
  state.db = app
  li = await office.signIn('li')
})
afterAll(async () => {
  await office.server.close()
  await app.close()
  await owner.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** PostgreSQL packs long values; packed ones would hide what a search of the files looks for. */
async function storePlain(db: Db): Promise<void> {
  const columns = await db.sql<{ table: string; column: string }[]>`select table_name::text as table, column_name::text as column from information_schema.columns
    where table_schema = current_schema() and data_type in ('text', 'jsonb', 'bytea')`
  await db.sql.unsafe(columns.map(({ table, column }) => `alter table "${table}" alter column "${column}" set storage external`).join('; '))
}

function canaryOf(field: Field): Value | undefined {
  return field.kind === 'text' && field.personal !== undefined ? `${TEXT}${NAME}${PHONE}`.slice(0, 60) : undefined
}

/** Every personal text of a type, at its top and in its rows. */
function canariesIn(kind: string): { readonly set: Patch; readonly rows: RowPatches } {
  const { fields } = must(REGISTRY[kind], kind)
  const texts = (all: Readonly<Record<string, Field>>): Patch =>
    Object.fromEntries(Object.entries(all).flatMap(([name, field]) => (canaryOf(field) === undefined ? [] : [[name, canaryOf(field)]]))) as Patch
  const rows = Object.entries(fields).flatMap(([name, field]) => (field.kind === 'rows' ? [[name, { r1: { set: texts(field.fields) } }] as const] : []))
  return { set: texts(fields), rows: Object.fromEntries(rows) }
}

/** Each of these goes through its own route, as a phone or a browser sends it. */
async function everyFlow(): Promise<void> {
  const { town, people, server } = office
  const device = deviceOf('canary')
  const record = randomUUID()
  const planned: readonly Planned[] = [
    { record, kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-01', summary: TEXT }, rows: { parties: { p1: { set: { name: NAME, phone: PHONE, side: 'applicant' } } } } } },
    // Whole or refused: neither may leave a word in the open.
    ...Object.values(REGISTRY).flatMap(({ kind, moves }): Planned[] => Object.keys(moves).slice(0, 2).map((move) => {
      const { set, rows } = canariesIn(kind)
      return { record: randomUUID(), kind, body: { kind: 'create', move, set: { place: town.east, ...set }, rows } }
    })),
    { record, kind: 'dispute', body: { kind: 'edit', set: { summary: TEXT, nosuch: NAME, type: NAME } } },
  ]
  for (const each of planned) await push({ ...town.deps, now: () => NOON }, { me: people.li, devices: [device.name] }, { stream: town.township, ops: [opOf(device, each)], waiting: 1 })

  const plain = pictureOf(2)
  plain.bytes.write(TEXT, 2_000)
  const picture = attachmentOf(plain.bytes, 'image/jpeg', record)
  const device2 = { name: li.device, seq: 0 }
  await office.post(li, '/api/push', { stream: town.township, ops: [opOf(device2, { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'settleOnSpot', set: { type: 'land', place: town.east, acceptedOn: '2026-06-01', form: 'oral', summary: TEXT, photos: [picture.id] } } })], waiting: 1 })
  expect((await office.post(li, '/api/media', { stream: town.township, record, id: picture.id, type: picture.type, size: picture.bytes.length })).status).toBe(200)
  for (const piece of allPieces(picture)) {
    const body = pieceOf(picture, piece)
    const headers = { authorization: `Bearer ${li.access}`, 'content-type': 'application/octet-stream', 'x-crc32': crc32(body) }
    expect((await server.inject({ method: 'POST', url: `/api/media/${town.township}/${picture.id}/${piece}`, headers, payload: body })).statusCode).toBe(200)
  }

  const op = opOf(device2, { record: randomUUID(), kind: 'dispute', body: { kind: 'create', move: 'register', set: { type: 'land', place: town.east, reportedOn: '2026-06-01', summary: TEXT } } })
  expect((await office.post(li, '/api/handover', { stream: town.township, op, refusal: { code: 'notAllowed' }, to: people.wang.person })).status).toBe(200)

  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['村组', '受理时间', '当事人', '纠纷类型', '简要案情'], ['东村', '2023-3-5', NAME, '邻里', TEXT]]), TEXT.slice(0, 8))
  const chosen = await server.inject({
    method: 'POST', url: `/api/imports/${town.township}/dispute`, payload: write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
    headers: { authorization: `Bearer ${li.access}`, 'content-type': 'application/octet-stream' },
  })
  const { file, sheet } = chosen.json<ImportFile>()
  expect((await office.post(li, `/api/import/${town.township}/${file}/confirm`, { mapping: sheet.mapping, name: `${NAME}.xlsx`, again: false })).status).toBe(200)

  expect((await office.post(li, '/api/feedback', { kind: 'complaint', text: TEXT, contact: `${NAME}${PHONE}` })).status).toBe(200)
  await office.post(li, '/api/search', { stream: town.township, kind: 'dispute', text: NAME, where: {}, place: null, period: null, told: false, after: null, limit: 50 })
  // The answer tells that the search found her, so that this test can fail.
  expect((await office.get(li, `/api/record/${town.township}/${record}`)).body).toMatchObject({ record: { values: { summary: TEXT } } })
  await office.get(li, `/api/record/${town.township}/${NAME}`)
  await fillSealed(owner, town.deps.vault, town, `${TEXT}${NAME}${PHONE}`)
  // What PostgreSQL itself would tell: statements that fail with her in them.
  await app.sql`insert into account (login, person, county, password) values (${NAME}, ${NAME}, ${PHONE}, ${TEXT})`.catch(() => undefined)
  await app.sql`select ${TEXT}::text::int`.catch(() => undefined)
  await app.sql.unsafe(`select '${TEXT}'::int`).catch(() => undefined)
}

test('S34, S35: people who went through every flow are nowhere in the database’s files, its log, a dump or a backup', async () => {
  await everyFlow()
  const file = join(folder, 'all.backup')
  const { identity, recipient } = await newKeyPair()
  expect(await makeBackup({ db: owner, types: REGISTRY, keys: () => newKeyring('aes', NOON), now: () => NOON }, file, { kind: 'recipients', recipients: [recipient] }, null)).toMatchObject({ kind: 'made' })
  // As COPY prints them: packed values unpacked.
  const dump: Buffer[] = []
  for await (const part of readParts(file, { kind: 'identities', identities: [identity] })) if (part.kind === 'rows') dump.push(part.rows)
  const rows = Buffer.concat(dump)
  expect(rows.includes('東村') || rows.includes('东村')).toBe(true)
  expect(tracesOf(CANARIES, 'dump', rows)).toEqual([])
  expect(tracesOf(CANARIES, 'backup', readFileSync(file))).toEqual([])
  rmSync(file)
  await asAdmin((admin) => admin.sql.unsafe('checkpoint'))
  const found = filesIn(folder).map((path) => {
    const bytes = readFileSync(path)
    return { path, open: bytes.includes('东村'), traces: tracesOf(CANARIES, path.slice(folder.length), bytes) }
  })
  expect(found.flatMap(({ traces }) => traces)).toEqual([])
  // What is in the open is found this way, in the tables and in what PostgreSQL writes ahead: the search itself works.
  for (const part of ['pg/base/', 'pg/pg_wal/']) expect([part, found.some(({ path, open }) => open && path.includes(part))]).toEqual([part, true])
  expect(found.some(({ path }) => path.includes('log/'))).toBe(true)
})

test('S30: the role the server works as may add to the trail and to what was issued, and may not change, delete, empty or re-make anything of them', async () => {
  for (const table of APPEND_ONLY) {
    for (const statement of [`delete from ${table}`, `truncate ${table}`, `drop table ${table}`, `alter table ${table} add column x text`]) expect([statement, await refusedWith(statement)]).toEqual([statement, '42501'])
    expect([table, await refusedWith(`update ${table} set stream = stream`)]).toEqual([table, '42501'])
  }
  for (const statement of ['create table x (a int)', 'create temporary table x (a int)', 'create schema x', 'create role x', 'delete from migration', 'set role shuoshibu', 'alter table op disable trigger all', 'copy op to program \'true\'']) {
    expect([statement, await refusedWith(statement)]).toEqual([statement, '42501'])
  }
  const [trail] = await app.sql<{ count: number }[]>`select count(*) as count from audit`
  expect(trail?.count).toBeGreaterThan(20)
  // What deletes a person is among what it may do.
  const [row] = await app.sql<{ stream: string; record: string }[]>`select stream, record from record_key limit 1`
  expect(await app.begin((tx) => destroyKey(tx, row?.stream ?? '', row?.record ?? ''))).toMatchObject({ key: true })
})

test('of one account that may make roles the connections take one on; of one that may not the starter is told', async () => {
  const { user, ...rest } = postgres.address as Extract<Postgres['address'], { kind: 'socket' }>
  const same = await divideRoles(owner, { ...rest, user }, { ...rest, user })
  expect(same).toMatchObject({ role: null, warning: expect.stringContaining('同一个账号') as unknown })
  const alone = await divideRoles(owner, postgres.address, null)
  expect(alone).toMatchObject({ role: null, warning: expect.stringContaining('docs/keys.md') as unknown })
  await asAdmin((admin) => admin.sql.unsafe(`alter role ${user} createrole; grant shuoshibu_app to ${user} with admin option`))
  const divided = await divideRoles(owner, postgres.address, null)
  expect(divided).toMatchObject({ role: 'shuoshibu_app', warning: null })
  const db = openDb({ address: divided.address, role: 'shuoshibu_app', max: 1 })
  try {
    expect(codeOf(await db.sql`delete from audit`.then(() => null, (error: unknown) => error))).toBe('42501')
    expect((await db.sql<{ count: number }[]>`select count(*) as count from audit`)[0]?.count).toBeGreaterThan(0)
  } finally {
    await db.close()
  }
})

async function refusedWith(statement: string): Promise<string> {
  return app.sql.unsafe(statement).then(() => 'done', codeOf)
}

async function asAdmin(work: (db: Db) => PromiseLike<unknown>): Promise<void> {
  const admin = openDb({ address: postgres.admin, max: 1 })
  try {
    await work(admin)
  } finally {
    await admin.close()
  }
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)).filter((each) => statSync(each).isFile())
}
