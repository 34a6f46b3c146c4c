import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import { configOf } from '../domain/config'
import type { Sql } from './db'
import { recordOf, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from './versions'

/** Kinds that make a county's configuration. Grants and templates are read on their own. */
export const CONFIG_KINDS = ['place', 'option', 'setting'] as const

/** The current configuration of counties, read again only when their stream has moved. */
export interface ConfigStore {
  /** Within a transaction it is the configuration that transaction sees. */
  readonly current: (sql: Sql, county: string) => Promise<Config>
}

export function createConfigStore(deps: RecordDeps): ConfigStore {
  const configByCounty = new Map<string, Config>()
  return {
    current: async (sql, county) => {
      const [row] = await sql<{ n: number }[]>`select n from stream where stream = ${county}`
      const n = row?.n ?? 0
      const known = configByCounty.get(county)
      if (known?.n === n) return known
      const config = configOf(n, await readKinds(deps, sql, county, CONFIG_KINDS))
      configByCounty.set(county, config)
      return config
    },
  }
}

/** All kept records of some configuration kinds, without personal values. */
export async function readKinds(deps: RecordDeps, sql: Sql, county: string, kinds: readonly string[]): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = []
  for (const kind of kinds) {
    const type = own(deps.types, kind)
    if (type === undefined) continue
    const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type)}
      where v.stream = ${county} and v.until is null and v.stage = 'kept'`
    records.push(...rows.map((row) => recordOf(deps, kind, row, false)))
  }
  return records
}
