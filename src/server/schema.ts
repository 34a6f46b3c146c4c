import type { RecordType, Registry } from '../core/recordType'
import { AUDIT_MIGRATIONS } from './audit/migrations'
import { columnsOf, tableOf, type Column } from './columns'
import { dayIndexesOf } from './dayIndexes'
import type { Db, Sql } from './db'
import { FEEDBACK_MIGRATIONS } from './feedback/migrations'
import { PRIVACY_MIGRATIONS } from './privacy/migrations'
import { ROLLUP_MIGRATIONS } from './rollup/migrations'
import { buildIndex, changeSoon, indexIn, PATIENCE, patiently, type Index, type Patience } from './schemaChange'

/**
 * Infrastructure by hand, forward only, one statement per call (distributed engines take no more), and only ever added to: the release
 * before works on while they run, and is the way back. An index of another shape has another name. Record types need no migration: their
 * tables and typed columns are added at start from their descriptions.
 * Every primary and unique key leads with the stream (a township), so that the same schema can be distributed by it.
 */
export const MIGRATIONS: readonly (readonly [id: string, statement: string])[] = [
  ['0001-stream', `create table stream (
    stream uuid primary key, kind text not null, county uuid not null,
    n bigint not null default 0, audit_n bigint not null default 0, epoch text not null)`],
  ['0002-op', `create table op (
    stream uuid not null, id uuid not null, n bigint, device text not null, seq bigint not null,
    kind text not null, record uuid not null, base bigint not null, schema integer not null,
    body jsonb, outcome jsonb not null, sealed bytea, hash bytea not null,
    author uuid not null, roles text[] not null, unit uuid, config_n bigint not null, judged_on date not null,
    claimed_at text not null, received_at timestamptz not null,
    primary key (stream, id), unique (stream, device, seq))`],
  ['0003-op-by-n', `create unique index op_by_n on op (stream, n) where n is not null`],
  ['0004-op-by-record', `create index op_by_record on op (stream, record)`],
  ['0005-record-key', `create table record_key (
    stream uuid not null, record uuid not null, wrapped bytea not null, primary key (stream, record))`],
  ['0006-serial', `create table serial (
    stream uuid not null, name text not null, year integer not null, last bigint not null, primary key (stream, name, year))`],
  ['0007-audit', `create table audit (
    stream uuid not null, a bigint not null, at timestamptz not null, actor uuid, action text not null, subject text not null,
    detail jsonb not null, hash bytea not null, primary key (stream, a))`],
  ['0008-device-waiting', `create table device_waiting (
    stream uuid not null, device text not null, waiting bigint not null, at timestamptz not null, primary key (stream, device))`],
  ['0009-installation', `create table installation (name text primary key, value text not null)`],
  // Pictures are sealed piece by piece with a key of their own; a picture is named by records before or after it comes.
  ['0010-media', `create table media (
    stream uuid not null, id text not null, size integer not null, type text not null, wrapped bytea not null, person uuid not null,
    begun_at timestamptz not null, moved_at timestamptz not null, done_at timestamptz, primary key (stream, id))`],
  ['0010-media-unfinished', `create index media_unfinished on media (stream, person) where done_at is null`],
  ['0010-media-piece', `create table media_piece (
    stream uuid not null, id text not null, piece integer not null, sealed bytea not null, primary key (stream, id, piece))`],
  ['0010-media-ref', `create table media_ref (
    stream uuid not null, id text not null, record uuid not null, kind text not null, since bigint not null, at timestamptz not null,
    primary key (stream, id, record))`],
  // What an op names that waits to be settled by somebody else: kept until it is.
  ['0010-media-handed-over', `create table media_handed_over (
    stream uuid not null, id text not null, op uuid not null, primary key (stream, id, op))`],
  ['0020-handover', `create table handover (
    stream uuid not null, id uuid not null, sender uuid not null, receiver uuid, state text not null,
    kind text not null, record uuid not null, place uuid, at timestamptz not null, sealed bytea not null,
    ended_at timestamptz, ended_by uuid, ended_op uuid, why bytea, primary key (stream, id))`],
  ['0021-handover-by-sender', `create index handover_by_sender on handover (stream, sender)`],
  ['0022-device-missing', `alter table device_waiting add column missing bigint not null default 0`],
  // 定稿: what the list needs stands in the open; the report itself and the files issued with it are sealed.
  ['0040-frozen-report', `create table frozen_report (
    stream uuid not null, id uuid not null, template uuid not null, period_key text not null, version integer not null,
    name text not null, label text not null, until date not null, town_n bigint not null, county_n bigint not null,
    frozen_at timestamptz not null, frozen_by uuid not null, sealed bytea not null, primary key (stream, id))`],
  ['0041-frozen-report-version', `create unique index frozen_report_version on frozen_report (stream, template, period_key, version)`],
  ['0042-frozen-file', `create table frozen_file (
    stream uuid not null, report uuid not null, copy text not null, name text not null, size integer not null, hash text not null,
    sealed bytea not null, primary key (stream, report, copy))`],
  // An import: which file (by its hash), which of its rows, by whom. What became of each row stands in the ops of the batch's own device.
  ['0030-import-batch', `create table import_batch (
    stream uuid not null, id uuid not null, hash text not null, kind text not null, person uuid not null, at timestamptz not null,
    rows jsonb not null, sealed bytea not null, undone_at timestamptz, primary key (stream, id))`],
  ['0030-import-batch-by-file', `create index import_batch_by_file on import_batch (stream, hash)`],
  ['0031-import-mapping', `create table import_mapping (
    stream uuid not null, kind text not null, signature text not null, sealed bytea not null, primary key (stream, kind, signature))`],
  // 对接: what was handed to a superior's system, record by record, with the change it was at.
  ['0032-submission-batch', `create table submission_batch (
    stream uuid not null, id uuid not null, profile uuid not null, kind text not null, person uuid not null, at timestamptz not null,
    n bigint not null, records integer not null, primary key (stream, id))`],
  ['0032-submission-record', `create table submission_record (
    stream uuid not null, profile uuid not null, record uuid not null, since bigint not null, batch uuid not null, primary key (stream, profile, record, batch))`],
  // Of the row as it was handed over: a number taken back, or a photo added, is no change to the superior.
  ['0033-submission-digest', `alter table submission_record add column digest text not null default ''`],
  // 一案一码: which record a code is of. Codes follow from the key and the record, so only their hashes stand here; the county leads, as the public page knows no township.
  ['0050-case-code', `create table case_code (
    county uuid not null, hash bytea not null, stream uuid not null, record uuid not null, kind text not null, generation integer not null,
    made_at timestamptz not null, ended_at timestamptz, primary key (county, hash))`],
  ['0050-case-code-by-record', `create unique index case_code_by_record on case_code (county, stream, record, generation)`],
  // WeChat reminders: to whom, sealed, and how many more messages the person allowed.
  ['0051-remind-person', `create table remind_person (
    county uuid not null, person uuid not null, allowed integer not null, sealed bytea, at timestamptz not null, primary key (county, person))`],
  // A day's walk over what is due, and at most one message per person and day.
  ['0052-remind-day', `create table remind_day (county uuid not null, on_day date not null, at timestamptz not null, primary key (county, on_day))`],
  ['0052-reminder', `create table reminder (
    county uuid not null, person uuid not null, on_day date not null, counts jsonb not null, state text not null, tries integer not null default 0,
    next_at timestamptz not null, told text not null default '', primary key (county, person, on_day))`],
  // Hashes of names under a key outside the database (blind.ts): records are found by names that lie sealed.
  ['0056-blind-index', `create table blind_index (
    stream uuid not null, token bytea not null, kind text not null, record uuid not null, primary key (stream, token, record))`],
  ['0057-blind-index-by-record', `create index blind_index_by_record on blind_index (stream, record)`],
  // Why a whole attachment was not taken, so that it need not come again to be refused again; and what the field is for that names one.
  ['0059-media-refused', `alter table media add column refused text`],
  ['0060-media-what', `alter table media_ref add column what text not null default 'photos'`],
  // 文书样式: a county's own forms, every version kept; without bytes, back to the standard one.
  ['0053-paper-form', `create table paper_form (
    stream uuid not null, paper text not null, version integer not null, person uuid not null, at timestamptz not null, sealed bytea,
    primary key (stream, paper, version))`],
  // Records whose key was destroyed: they never get another, which old envelopes would not open with.
  ['0090-key-destroyed', `create table key_destroyed (stream uuid not null, record uuid not null, primary key (stream, record))`],
  ...AUDIT_MIGRATIONS,
  ...FEEDBACK_MIGRATIONS,
  ...PRIVACY_MIGRATIONS,
  ...ROLLUP_MIGRATIONS,
]

/**
 * Brings the database to this program's schema, while a server of the release before goes on working in it; safe to run at every start and by
 * two processes at once. What is there already is found in the catalogue and takes no lock of any table.
 */
export async function migrate(db: Db, types: Registry, more: typeof MIGRATIONS = [], patience: Patience = PATIENCE): Promise<void> {
  const { sql } = db
  await changeSoon(db, patience, (tx) => tx`create table if not exists migration (id text primary key, at timestamptz not null default now())`)
  const done = new Set((await sql<{ id: string }[]>`select id from migration`).map((row) => row.id))
  const missing = [...MIGRATIONS, ...more].filter(([id]) => !done.has(id))
  if (done.size === 0) await changeSoon(db, patience, (tx) => begin(tx, missing, types))
  else for (const migration of missing) await add(db, patience, migration)
  const standing = await readStanding(sql)
  for (const type of Object.values(types)) await ensureTable(db, patience, standing, type)
}

/** An empty database gets everything in one transaction: nobody is there to wait, and one forcing to the disk does for all. */
async function begin(tx: Sql, migrations: typeof MIGRATIONS, types: Registry): Promise<void> {
  for (const [id, statement] of migrations) if (await isTaken(tx, id)) await tx.unsafe(statement)
  for (const type of Object.values(types)) {
    const { create, columns, indexes } = planOf(type)
    await tx.unsafe(create)
    if (columns.length > 0) await tx.unsafe(adding(type, columns))
    for (const { statement } of indexes) await tx.unsafe(statement.replace(/index/, 'index if not exists'))
  }
}

async function add(db: Db, patience: Patience, [id, statement]: (typeof MIGRATIONS)[number]): Promise<void> {
  const index = indexIn(statement)
  if (index !== null && (await holdsRows(db.sql, index.table))) {
    await buildIndex(db, patience, index)
    await isTaken(db.sql, id)
    return
  }
  await changeSoon(db, patience, async (tx) => {
    if (await isTaken(tx, id)) await tx.unsafe(statement)
  })
}

/** The row is taken first: a second starter waits here, then finds the key taken and leaves the statement alone. */
async function isTaken(sql: Sql, id: string): Promise<boolean> {
  const taken = await sql`insert into migration (id) values (${id}) on conflict do nothing`
  return taken.count === 1
}

/** What the catalogue has: columns by table, and the indexes that are whole. */
interface Standing {
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>
  readonly indexes: ReadonlySet<string>
}

async function readStanding(sql: Sql): Promise<Standing> {
  const tables = await sql<{ name: string; columns: string[] }[]>`
    select c.relname::text as name, array_agg(a.attname::text) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') group by c.relname`
  const indexes = await sql<{ name: string }[]>`select c.relname::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = current_schema()::regnamespace and i.indisvalid`
  return { columns: new Map(tables.map(({ name, columns }) => [name, new Set(columns)])), indexes: new Set(indexes.map(({ name }) => name)) }
}

async function ensureTable(db: Db, patience: Patience, standing: Standing, type: RecordType): Promise<void> {
  const table = tableOf(type)
  const { create, columns, indexes } = planOf(type)
  const there = standing.columns.get(table)
  const missing = columns.filter(({ name }) => there?.has(name) !== true)
  if (there === undefined) await changeSoon(db, patience, (tx) => tx.unsafe(create))
  if (missing.length > 0) await changeSoon(db, patience, (tx) => tx.unsafe(adding(type, missing)))
  for (const index of indexes) if (!standing.indexes.has(index.name)) await buildIndex(db, patience, index)
  for (const name of formerIndexes(type).filter((each) => standing.indexes.has(each))) await patiently(patience, () => db.sql.unsafe(`drop index concurrently if exists ${name}`))
}

/** By one day, without what is counted over it: dayIndexes.ts has them now. */
function formerIndexes(type: RecordType): readonly string[] {
  const table = tableOf(type)
  return [`${table}_dated`, ...columnsOf(type).map(({ name }) => `${table}_by_${name}`)]
}

/** Counts read an index alone only where the pages below are known to be settled; left to itself that would be told after a fifth of all years. */
const VACUUMED = 'autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05'

/** The table of a record type, as its description wants it. */
function planOf(type: RecordType): { readonly create: string; readonly columns: readonly Column[]; readonly indexes: readonly Index[] } {
  const table = tableOf(type)
  const columns = columnsOf(type)
  return {
    create: `create table if not exists ${table} (
    stream uuid not null, record uuid not null, since bigint not null, until bigint, stage text not null,
    created_by uuid not null, changed_at timestamptz not null, data jsonb not null, sealed bytea, written jsonb not null,
    primary key (stream, record, since)) with (${VACUUMED})`,
    columns,
    indexes: [
      { name: `${table}_current`, table, statement: `create unique index ${table}_current on ${table} (stream, record) where until is null` },
      ...dayIndexesOf(type).map(({ name, key, include, where }): Index => (
        { name, table, statement: `create index ${name} on ${table} (stream, ${key}) include (${include.join(', ')}) where ${where}` }
      )),
    ],
  }
}

function adding(type: RecordType, columns: readonly Column[]): string {
  return `alter table ${tableOf(type)} ${columns.map(({ name, sqlType }) => `add column if not exists ${name} ${sqlType}`).join(', ')}`
}

async function holdsRows(sql: Sql, table: string): Promise<boolean> {
  const [row] = await sql<{ holds: boolean }[]>`select exists (select 1 from ${sql(table)}) as holds`
  return row?.holds === true
}
