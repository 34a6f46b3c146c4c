import { apply } from '../core/apply'
import { assert } from '../core/assert'
import type { Config } from '../core/config'
import type { Op, OpBody, StoredRecord } from '../core/op'
import { configOf } from '../domain/config'
import { CONFIG_KINDS } from './configStore'
import { own } from '../core/own'
import { everything } from './everything'
import type { Sql } from './db'
import { honest } from './judge'
import { openOp, type StoredOutcome } from './opStore'
import { joinBody } from './personal'
import { recordOf, standing, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from './versions'

/**
 * The records of a stream as its ops made them, up to change `upTo`: every op applied again under the configuration, author, day
 * and numbers it was judged with. The oracle of the version tables; also what repairs them.
 */
export async function replay(deps: RecordDeps, sql: Sql, stream: string, upTo: number): Promise<ReadonlyMap<string, StoredRecord>> {
  const [place] = await sql<{ county: string }[]>`select county from stream where stream = ${stream}`
  assert(place !== undefined, 'a stream that is replayed exists')
  const rows = await sql<OpRow[]>`
    select o.id, o.n, o.device, o.seq, o.kind, o.record, o.base, o.schema, o.body, o.outcome, o.sealed, o.author, o.roles, o.unit,
      o.config_n, o.judged_on, o.claimed_at, k.wrapped
    from op o left join record_key k on k.stream = o.stream and k.record = o.record
    where o.stream = ${stream} and o.n <= ${upTo} order by o.n`
  const configs = new Map<number, Config>()
  const records = new Map<string, StoredRecord>()
  for (const row of rows) {
    const config = configs.get(row.config_n) ?? await configAt(deps, sql, place.county, row.config_n)
    configs.set(row.config_n, config)
    const outcome = apply(deps.types, config, records.get(row.record) ?? null, honest(opOf(deps, stream, row), row.n), {
      n: row.n, today: row.judged_on, author: { person: row.author, roles: row.roles, unit: row.unit },
      given: row.outcome.kind === 'applied' ? row.outcome.given : {},
    })
    assert(outcome.kind === 'applied', `op ${row.id} applies again`)
    records.set(row.record, outcome.record)
  }
  return records
}

/** The county's configuration as it stood after change `n` of its stream. */
export async function configAt(deps: RecordDeps, sql: Sql, county: string, n: number): Promise<Config> {
  const records: StoredRecord[] = []
  for (const kind of CONFIG_KINDS) {
    const type = own(deps.types, kind)
    assert(type !== undefined, `${kind} is a record type`)
    const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, everything('upkeep'))}
      where v.stream = ${county} and ${standing(sql, n)}`
    records.push(...rows.map((row) => recordOf(deps, kind, row, false)))
  }
  return configOf(n, records)
}

interface OpRow {
  readonly id: string
  readonly n: number
  readonly device: string
  readonly seq: number
  readonly kind: string
  readonly record: string
  readonly base: number
  readonly schema: number
  readonly body: OpBody
  readonly outcome: StoredOutcome
  readonly sealed: Buffer | null
  readonly wrapped: Buffer | null
  readonly author: string
  readonly roles: readonly string[]
  readonly unit: string | null
  readonly config_n: number
  readonly judged_on: string
  readonly claimed_at: string
}

function opOf(deps: RecordDeps, stream: string, row: OpRow): Op {
  const { id, device, seq, schema, kind, record, base, claimed_at: claimedAt } = row
  return { id, device, seq, schema, kind, record, base, claimedAt, body: joinBody(row.body, openOp(deps, stream, row)?.secret ?? {}) }
}
