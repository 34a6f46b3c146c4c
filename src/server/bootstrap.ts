import { createHash, randomUUID } from 'node:crypto'
import { assert } from '../core/assert'
import { letters } from './account/oneTime'
import type { Db, Sql } from './db'

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

const SECRET = 'bootstrap'
const SECRET_HOURS = 24
/** 128 bits and some, in groups that can be typed. */
const SECRET_GROUPS = 6

/**
 * The one-time secret by which a county is begun; null once somebody holds a role in it. Only its hash is kept, for a day; each start
 * while nobody used it makes another.
 */
export async function foundingSecret({ sql }: Db, county: string, now: number): Promise<string | null> {
  const [row] = await sql<{ is_founded: boolean }[]>`select exists (select 1 from grant_version where stream = ${county}) as is_founded`
  if (row?.is_founded !== false) return null
  const secret = Array.from({ length: SECRET_GROUPS }, () => letters(5)).join('-')
  const value = `${secretHash(secret)} ${new Date(now + SECRET_HOURS * 3_600_000).toISOString()}`
  await sql`insert into installation (name, value) values (${SECRET}, ${value}) on conflict (name) do update set value = excluded.value`
  return secret
}

/** Takes the secret away for good. False: it is not the one, used, or too old. */
export async function spendFoundingSecret(sql: Sql, secret: string, now: number): Promise<boolean> {
  const [row] = await sql<{ value: string }[]>`select value from installation where name = ${SECRET}`
  const [hash = '', until = ''] = (row?.value ?? '').split(' ')
  if (row === undefined || hash !== secretHash(secret) || Date.parse(until) <= now) return false
  const spent = await sql`delete from installation where name = ${SECRET} and value = ${row.value}`
  return spent.count === 1
}

function secretHash(secret: string): string {
  return createHash('sha256').update(secret.toUpperCase().replace(/[^0-9A-Z]/g, '')).digest('hex')
}
