import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { assert } from '../core/assert'
import type { Db, Sql } from './db'

/** The master key: 32 bytes outside the database. Made once; without it nothing personal can be opened again. */
export function masterKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  assert(key.length === 32, `${file} holds 32 bytes in base64`)
  return key
}

/** What this database is, once and for all: its kind and its county. */
export interface Installation {
  readonly mode: 'demo' | 'county'
  readonly county: string
}

export type Opened =
  | { readonly kind: 'opened'; readonly installation: Installation; readonly isNew: boolean }
  | { readonly kind: 'otherMode'; readonly found: string }

/** A demo database never serves a county, and the reverse: the mark stands in the database itself, beside the folder's. */
export async function openInstallation(db: Db, mode: Installation['mode'], newCounty: string = randomUUID()): Promise<Opened> {
  return db.begin(async (sql) => {
    await sql`insert into installation (name, value) values ('mode', ${mode}) on conflict do nothing`
    const made = await sql`insert into installation (name, value) values ('county', ${newCounty}) on conflict do nothing`
    const rows = await sql<{ name: string; value: string }[]>`select name, value from installation`
    const values = new Map(rows.map((row) => [row.name, row.value]))
    const [found, county] = [values.get('mode'), values.get('county')]
    assert(county !== undefined, 'an installation has a county')
    if (found !== mode) return { kind: 'otherMode', found: found ?? '' }
    await openStream(sql, county, county, 'county')
    return { kind: 'opened', installation: { mode, county }, isNew: made.count === 1 }
  })
}

/** A stream begins at 0, in an epoch of its own. */
export async function openStream(sql: Sql, stream: string, county: string, kind: 'county' | 'township'): Promise<void> {
  await sql`insert into stream (stream, kind, county, epoch) values (${stream}, ${kind}, ${county}, ${randomUUID()}) on conflict do nothing`
}
