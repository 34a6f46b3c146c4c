import { must } from '../core/assert'
import { own } from '../core/own'
import { initialsOf } from '../core/pinyin/initials'
import type { RecordType } from '../core/recordType'
import { bareName, bodyEnding, namedFields, namesIn, surnameOf } from '../domain/personName'
import type { Batch, PushDeps } from './batch'
import { everything } from './everything'
import type { Sql } from './db'
import type { Vault } from './vault'
import { readCurrent, recordOf, type RecordDeps } from './versions'
import { tableOf } from './columns'

/**
 * Names lie sealed, and are found all the same: of each name the index keeps what may be asked for (the whole, its beginnings, the
 * surname, the first letters), as a keyed hash under a key of the county that never enters the database. Whoever reads the table learns no
 * name; equal hashes only say that two records share one. Who may ask is decided where it is asked (search/search.ts).
 */
export async function noteNames(deps: RecordDeps, tx: Sql, { stream, county, batch }: { readonly stream: string; readonly county: string; readonly batch: Pick<Batch, 'applied' | 'existing' | 'keys'> }): Promise<void> {
  const last = new Map(batch.applied.flatMap(({ op, outcome }) => {
    const type = must(own(deps.types, op.kind), 'the type of an applied op')
    const fields = namedFields(type)
    const touches = fields.some((name) => own(op.body.rows ?? {}, name) !== undefined)
    return touches && outcome.kind === 'applied' ? [[op.record, { type, values: outcome.record.values }] as const] : []
  }))
  const hash = hasher(deps.vault, county)
  const named = [...last].filter(([record]) => !batch.keys.destroyed.has(record)).map(([record, { type, values }]) =>
    ({ record, kind: type.kind, tokens: tokensOf(hash, namesIn(type, values)) }))
  const old = named.map(({ record }) => record).filter((record) => batch.existing.has(record))
  await Promise.all([old.length > 0 && forgetNames(tx, stream, old), storeTokens(tx, stream, named)])
}

/** With a record's key go its hashes. In the caller's transaction. */
export async function forgetNames(tx: Sql, stream: string, records: readonly string[]): Promise<void> {
  await tx`delete from blind_index where stream = ${stream} and record = any(${[...records]}::uuid[])`
}

/** The tokens a word of a search may be: letters stand for first letters, anything else for a name, its beginning, or a surname. */
export function tokensOfWord(vault: Vault, county: string, word: string): readonly Buffer[] {
  const text = bareName(word)
  if (text === '') return []
  const hash = hasher(vault, county)
  if (/^[a-z]+$/.test(text)) return [hash(`i:${text}`)]
  // 李某 is how lists write somebody called 李.
  const masked = /^(.{1,2})某$/.exec(text)?.[1]
  return [hash(`n:${text}`), hash(`s:${text}`), ...(masked === undefined ? [] : [hash(`s:${masked}`)])]
}

const LONGEST_BEGINNING = 6

function tokensOf(hash: (part: string) => Buffer, names: readonly string[]): readonly Buffer[] {
  const parts = names.flatMap((name) => {
    const text = bareName(name)
    const letters = [...text]
    const beginnings = letters.map((_, i) => letters.slice(0, i + 1).join('')).slice(1, LONGEST_BEGINNING)
    const initials = initialsOf(text).flatMap((all) => [all, ...[...all].map((_, i) => all.slice(0, i + 1)).slice(1, LONGEST_BEGINNING)])
    const surname = surnameOf(text)
    const kind = bodyEnding(text)
    return [`n:${text}`, ...beginnings.map((each) => `n:${each}`), ...initials.map((each) => `i:${each}`), ...(surname === null ? [] : [`s:${surname}`]), ...(kind === null ? [] : [`n:${kind}`])]
  })
  return [...new Set(parts)].map(hash)
}

/** 16 bytes: enough that no two names meet in a county, less to keep. Of many names at once, surnames and letters are hashed once. */
function hasher(vault: Vault, county: string): (part: string) => Buffer {
  const key = keyOf(vault, county)
  const known = new Map<string, Buffer>()
  return (part) => {
    const hash = known.get(part) ?? vault.mac(key, part).subarray(0, 16)
    known.set(part, hash)
    return hash
  }
}

function keyOf(vault: Vault, county: string): Buffer {
  return vault.derive(`blind/${county}`)
}

interface Named {
  readonly record: string
  readonly kind: string
  readonly tokens: readonly Buffer[]
}

async function storeTokens(tx: Sql, stream: string, named: readonly Named[]): Promise<void> {
  const rows = named.flatMap(({ record, kind, tokens }) => tokens.map((token) => ({ stream, token: `\\x${token.toString('hex')}`, kind, record })))
  if (rows.length === 0) return
  await tx`insert into blind_index (stream, token, kind, record)
    select stream, token, kind, record from jsonb_populate_recordset(null::blind_index, ${tx.json(rows)})`
}

/** What makes an index another one: the key, and what is kept of a name. */
const VERSION = 1
const AT_ONCE = 500

/** Run at start: an index of another key or of another make (or none yet) is made anew from the records. */
export async function ensureBlindIndex(deps: PushDeps, county: string): Promise<void> {
  const { sql } = deps.db
  const mark = deps.vault.mac(keyOf(deps.vault, county), `version|${VERSION}`).toString('hex').slice(0, 32)
  const [known] = await sql<{ value: string }[]>`select value from installation where name = 'blindIndex'`
  if (known?.value === mark) return
  const streams = await sql<{ stream: string }[]>`select stream from stream where county = ${county}`
  for (const { stream } of streams) {
    for (const type of Object.values(deps.types)) if (namedFields(type).length > 0) await rebuild(deps, county, stream, type)
  }
  await sql`insert into installation (name, value) values ('blindIndex', ${mark}) on conflict (name) do update set value = excluded.value`
}

/** The names of records as they stand now, indexed anew. In the caller's transaction, under the stream's lock. */
export async function renoteNames(deps: RecordDeps, tx: Sql, { stream, county, type, ids }: { readonly stream: string; readonly county: string; readonly type: RecordType; readonly ids: readonly string[] }): Promise<void> {
  const rows = await readCurrent(tx, type, stream, ids, everything('upkeep'))
  await forgetNames(tx, stream, ids)
  const hash = hasher(deps.vault, county)
  await storeTokens(tx, stream, rows.map((row) => ({ record: row.record, kind: type.kind, tokens: tokensOf(hash, namesIn(type, recordOf(deps, type.kind, row, true).values)) })))
}

async function rebuild(deps: PushDeps, county: string, stream: string, type: RecordType): Promise<void> {
  const { sql } = deps.db
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const ids = (await sql<{ record: string }[]>`select record from ${sql(tableOf(type))} where stream = ${stream} and until is null and record > ${after} order by record limit ${AT_ONCE}`).map(({ record }) => record)
    const last = ids[ids.length - 1]
    if (last === undefined) return
    await deps.db.begin(async (tx) => {
      // Under the township's lock: nobody writes a name between its reading and its hash.
      await tx`select n from stream where stream = ${stream} for update`
      await renoteNames(deps, tx, { stream, county, type, ids })
    })
    after = last
  }
}
