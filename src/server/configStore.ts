import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import { configOf } from '../domain/config'
import type { Sql } from './db'
import { everything } from './everything'
import { recordOf, standing, versionColumns, versionsFrom, type RecordDeps, type VersionRow } from './versions'

/** Kinds that make a county's configuration. Grants and templates are read on their own. */
export const CONFIG_KINDS = ['place', 'option', 'setting', 'ownFigure'] as const

/** The current configuration of counties, read again only when their stream has moved. */
export interface ConfigStore {
  /** Within a transaction it is the configuration that transaction sees. */
  readonly current: (sql: Sql, county: string) => Promise<Config>
  /** As it was after change `n` of the county's stream; read anew each time. */
  readonly asOf: (sql: Sql, county: string, n: number) => Promise<Config>
}

export function createConfigStore(deps: RecordDeps): ConfigStore {
  const readingByCounty = new Map<string, Reading>()
  return {
    asOf: (sql, county, n) => configAsOf(deps, sql, county, n),
    current: async (sql, county) => {
      const [row] = await sql<{ n: number }[]>`select n from stream where stream = ${county}`
      const n = row?.n ?? 0
      const reading = readingByCounty.get(county)
      // Read once however many ask outside a transaction. Inside one, nobody waits for a reading under way: it may be waiting for a
      // connection, and these are what transactions hold. If the one that is shared fails, each reads for itself.
      if (reading?.n === n && (reading.isOver || reading.by === sql)) return reading.config.catch(() => configAsOf(deps, sql, county, n))
      const begun: Reading = { n, by: sql, config: configAsOf(deps, sql, county, n), isOver: false }
      readingByCounty.set(county, begun)
      begun.config.then(
        () => { begun.isOver = true },
        () => { if (readingByCounty.get(county) === begun) readingByCounty.delete(county) },
      )
      return begun.config
    },
  }
}

interface Reading {
  readonly n: number
  readonly by: Sql
  readonly config: Promise<Config>
  isOver: boolean
}

/** As of exactly `n`: an op remembers that number, and a replay must find the same configuration under it. */
async function configAsOf(deps: RecordDeps, sql: Sql, county: string, n: number): Promise<Config> {
  return configOf(n, await readKinds(deps, sql, county, CONFIG_KINDS, n))
}

/** All kept records of some configuration kinds as of change `at` (null: now), without personal values. */
export async function readKinds(deps: RecordDeps, sql: Sql, county: string, kinds: readonly string[], at: number | null = null): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = []
  for (const kind of kinds) {
    const type = own(deps.types, kind)
    if (type === undefined) continue
    const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, everything('configuration'))}
      where v.stream = ${county} and ${standing(sql, at)} and v.stage = 'kept' order by v.record`
    records.push(...rows.map((row) => recordOf(deps, kind, row, false)))
  }
  return records
}
