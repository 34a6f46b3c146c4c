import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { must } from '../../src/core/assert'
import type { Registry } from '../../src/core/recordType'
import { REGISTRY } from '../../src/domain/registry'
import { ACCOUNT_MIGRATIONS } from '../../src/server/accounts'
import { openDb, type Db } from '../../src/server/db'
import { codeOf } from '../../src/server/errorCode'
import { push } from '../../src/server/push'
import { migrate } from '../../src/server/schema'
import { buildIndex, changeSoon, indexIn, type Patience } from '../../src/server/schemaChange'
import { withDatabase } from './database'
import { whileHeld } from './held'
import { deviceOf, openTown, opOf, settled, type Town } from './town'

/** A newer program brings the schema forward while a server of the one before takes pushes. */

const database = withDatabase()
let town: Town
beforeAll(async () => {
  town = await openTown(database.db)
})

const QUICK: Patience = { ms: 20_000, pause: () => 20 }
const NEXT = [
  ['9001-op-note', `alter table op add column note text`],
  ['9002-op-by-author', `create index op_by_author on op (stream, author)`],
  ['9003-later', `create table later (stream uuid not null, id uuid not null, primary key (stream, id))`],
  ['9004-later-by-id', `create unique index later_by_id on later (stream, id)`],
] as const
/** The next release's disputes have one more day that figures could be dated by. */
const dispute = must(REGISTRY.dispute, 'disputes')
const NEXT_TYPES: Registry = { ...REGISTRY, dispute: { ...dispute, fields: { ...dispute.fields, visitedOn: { kind: 'day', label: '回访日期' } } } }

const entry = () => settled(randomUUID(), town.east, '2026-06-10')

test('a server of the release before pushes on while two of the next migrate at once: no push fails, and all is there', async () => {
  const others = [openDb({ address: database.address, max: 2 }), openDb({ address: database.address, max: 2 })]
  let isOver = false
  const pushing = Promise.all(Array.from({ length: 4 }, async (_, i) => {
    const device = deviceOf(`m${i}`)
    let ops = 0
    for (; !isOver || ops < 5; ops += 1) {
      const pushed = await push(town.deps, { me: town.li, devices: [device.name] }, { stream: town.township, ops: [opOf(device, entry())], waiting: 1 })
      expect(pushed?.answer.results[0]?.kind).toBe('applied')
    }
    return ops
  }))
  await wait(50)
  await Promise.all(others.map((db) => migrate(db, NEXT_TYPES, [...ACCOUNT_MIGRATIONS, ...NEXT], QUICK)))
  isOver = true
  const told = await pushing
  const [count] = await database.db.sql<{ ops: number }[]>`select count(*) as ops from op where stream = ${town.township}`
  expect(count?.ops).toBe(told.reduce((sum, ops) => sum + ops, 0))
  expect(await indexes(database.db)).toMatchObject({ op_by_author: true, later_by_id: true, dispute_version_current: true })
  const ids = await database.db.sql<{ id: string }[]>`select id from migration where id like '9%' order by id`
  expect(ids.map(({ id }) => id)).toEqual(NEXT.map(([id]) => id))
  await Promise.all(others.map((db) => db.close()))
})

test('a table that somebody reads for long is not waited for in one piece: pushes go on beside the waiting change', async () => {
  const device = deviceOf('long')
  const changer = openDb({ address: database.address, max: 1 })
  let isChanged = false
  let changing = Promise.resolve()
  await whileHeld(database.address, (tx) => tx`select count(*) from op`, async () => {
    changing = changeSoon(changer, QUICK, (tx) => tx`alter table op add column remark text`).then(() => { isChanged = true })
    for (let i = 0; i < 10; i += 1) {
      const pushed = await push(town.deps, { me: town.li, devices: [device.name] }, { stream: town.township, ops: [opOf(device, entry())], waiting: 1 })
      expect(pushed?.answer.results[0]?.kind).toBe('applied')
    }
    expect(isChanged).toBe(false)
  })
  await changing
  expect(isChanged).toBe(true)
  await changer.close()
})

test('who never gets a table gives up with what kept it, and has changed nothing', async () => {
  const changer = openDb({ address: database.address, max: 1 })
  await database.db.begin(async (tx) => {
    await tx`select count(*) from handover`
    const error = await changeSoon(changer, { ms: 500, pause: () => 20 }, (other) => other`alter table handover add column remark text`).catch((caught: unknown) => caught)
    expect(codeOf(error)).toBe('55P03')
  })
  await changer.close()
  expect(await database.db.sql`select 1 from pg_attribute where attrelid = 'handover'::regclass and attname = 'remark'`).toHaveLength(0)
})

test('an index whose building was broken off is taken away and built anew', async () => {
  const index = must(indexIn('create index op_by_kind on op (stream, kind)'), 'an index')
  const builder = openDb({ address: database.address, max: 1 })
  // A concurrent building waits for whoever writes into the table; it is cut there.
  await whileHeld(database.address, (tx) => tx`lock table op in row exclusive mode`, async () => {
    const cut = builder.sql.unsafe('create index concurrently op_by_kind on op (stream, kind)').catch((error: unknown) => error)
    while ((await indexes(database.db)).op_by_kind !== false) await wait(10)
    await database.db.sql`select pg_cancel_backend(pid) from pg_stat_activity where query like 'create index concurrently op_by_kind%' and pid <> pg_backend_pid()`
    expect(codeOf(await cut)).toBe('57014')
  })
  expect((await indexes(database.db)).op_by_kind).toBe(false)
  await Promise.all([buildIndex(builder, QUICK, index), buildIndex(database.db, QUICK, index)])
  expect((await indexes(database.db)).op_by_kind).toBe(true)
  await builder.close()
})

test('a start on a schema that stands takes no lock of any table', async () => {
  const starter = openDb({ address: database.address, max: 1 })
  await database.db.begin(async (tx) => {
    await tx`lock table op, stream, dispute_version, audit in access exclusive mode`
    await migrate(starter, NEXT_TYPES, [...ACCOUNT_MIGRATIONS, ...NEXT], { ms: 1_000, pause: () => 20 })
  })
  await starter.close()
})

/** Whether each is whole. */
async function indexes(db: Db): Promise<Readonly<Record<string, boolean>>> {
  const rows = await db.sql<{ name: string; whole: boolean }[]>`select c.relname::text as name, i.indisvalid as whole from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = current_schema()::regnamespace`
  return Object.fromEntries(rows.map(({ name, whole }) => [name, whole]))
}
