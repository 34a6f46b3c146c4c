import { finished } from 'node:stream/promises'
import { assert } from '../../core/assert'
import type { Sql } from '../db'
import { createDigest, isKnownType, type Digest, type TableShape } from './format'

/** Written by `migrate` itself; a backup names the migrations in its head. */
const MIGRATIONS_TABLE = 'migration'

/** Every table of the program, by name, as the catalogue knows it: a table added tomorrow is in tomorrow's backup. */
export async function tablesOf(sql: Sql): Promise<readonly TableShape[]> {
  const rows = await sql<{ name: string; columns: string[]; types: string[]; key: string[] }[]>`
    select c.relname::text as name,
      array(select a.attname::text ${columnsOf(sql)} order by a.attnum) as columns,
      array(select format_type(a.atttypid, a.atttypmod) ${columnsOf(sql)} order by a.attnum) as types,
      array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by k.place) as key
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> ${MIGRATIONS_TABLE}
    order by c.relname collate "C"`
  return rows.map(({ name, columns, types, key }) => ({
    name, key, columns: columns.map((column, index) => {
      const type = types[index] ?? ''
      assert(isKnownType(type), `${name}.${column} is ${type}, which backups do not know`)
      return { name: column, type }
    }),
  }))
}

function columnsOf(sql: Sql) {
  return sql`from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`
}

/** Numbers, times and bytes come out alike on every server, and nothing here ends because it takes long. */
export async function setForCopying(tx: Sql): Promise<void> {
  await tx.unsafe(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = '10min'; set local bytea_output = 'hex'; set local extra_float_digits = 1`)
}

const BLOCK = 64 * 1024

/** The rows of a table as COPY writes them, in order of the primary key, in blocks of whole lines. */
export async function* copyOut(tx: Sql, table: TableShape): AsyncGenerator<Buffer> {
  const rows = await tx.unsafe(`copy (select ${names(table)} from "${table.name}" order by ${order(table)}) to stdout`).readable()
  let block: Buffer[] = []
  let size = 0
  try {
    for await (const row of rows.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      block.push(row)
      size += row.length
      if (size < BLOCK) continue
      yield Buffer.concat(block)
      block = []
      size = 0
    }
    if (size > 0) yield Buffer.concat(block)
  } finally {
    // Who stops listening half-way (a full disk) leaves the driver waiting for its reader: the rest is let run out.
    if (!rows.readableEnded && !rows.destroyed) await finished(rows.resume())
    // postgres.js 3.4.9 pauses its socket when the reader is slow and wakes it only when asked for more, which nobody does after the
    // last row: every later statement would wait for ever.
    rows._read(0)
  }
}

export async function digestOf(tx: Sql, table: TableShape): Promise<Digest> {
  const digest = createDigest()
  for await (const rows of copyOut(tx, table)) digest.add(rows)
  return digest.end()
}

export function copyIn(table: TableShape): string {
  return `copy "${table.name}" (${names(table)}) from stdin`
}

function names({ columns }: TableShape): string {
  return columns.map(({ name }) => `"${name}"`).join(', ')
}

/** By code point, whatever the server's language. */
function order({ columns, key }: TableShape): string {
  const isText = (name: string): boolean => columns.some((column) => column.name === name && column.type === 'text')
  const by = key.length > 0 ? key : columns.map(({ name }) => name)
  return by.map((name) => (isText(name) ? `"${name}" collate "C"` : `"${name}"`)).join(', ')
}
