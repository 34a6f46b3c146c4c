import type { Config } from '../core/config'
import { own } from '../core/own'
import type { Day } from '../core/period'
import { placesOf, treeOn, within, type Places } from '../core/place'
import type { At } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import type { PushDeps } from './batch'
import type { Sql } from './db'
import type { Extent } from './figureSql'

/** The stream a question is about, as of one moment, with the county's places as they were then. */
export interface Ground {
  readonly stream: string
  readonly county: string
  readonly config: Config
  readonly at: At
  /** Versions are chosen by a change that has passed; null where nothing has changed since, and the current ones are read. */
  readonly past: { readonly town: number | null; readonly county: number | null }
  /** By which it is decided who may see what: today's tree, whatever moment is asked for; a place that is no longer in it stands where it stood. */
  readonly reach: Places
}

/** Null for a stream of another county, and for a moment that has not come yet. */
export async function groundOf(deps: PushDeps, sql: Sql, county: string, stream: string, at: At | null): Promise<Ground | null> {
  const [row] = await sql<{ n: number; county: string }[]>`select n, county from stream where stream = ${stream}`
  if (row === undefined || row.county !== county) return null
  const current = await deps.configs.current(sql, county)
  const now = { town: row.n, county: current.n }
  if (at === null) return { stream, county, config: current, at: now, past: { town: null, county: null }, reach: current.places }
  if (at.town > now.town || at.county > now.county) return null
  const isCountyNow = at.county === now.county
  const past = { town: at.town === now.town ? null : at.town, county: isCountyNow ? null : at.county }
  const config = isCountyNow ? current : await deps.configs.asOf(sql, county, at.county)
  return { stream, county, config, at, past, reach: isCountyNow ? current.places : reachOf(current.places, config.places) }
}

/** A group that was put under another village is no longer of those who work in the first, at whatever moment they say they look. */
function reachOf(now: Places, then: Places): Places {
  return placesOf([...Object.values(then.byId).filter(({ id }) => own(now.byId, id) === undefined), ...Object.values(now.byId)])
}

/**
 * Configuration (places, people) lies in the county's stream and is narrowed by place; a county's figure reads all its townships. What lies below
 * the place is what lay there at the end of the day `on`; null: today.
 */
export function extentOf(ground: Ground, type: RecordType, place: string | null, on: Day | null = null): Extent {
  const { past } = ground
  const root = place ?? ground.stream
  const { places } = ground.config
  const ids = within(on === null ? places : treeOn(places, on), root)
  if (type.stream === 'county') return { streams: [ground.county], places: ids, at: past.county }
  if (ground.stream !== ground.county) return { streams: [ground.stream], places: root === ground.stream ? null : ids, at: past.town }
  // A county's figure reads all its townships as they are: no one change number stands for all of them.
  return { streams: townshipsOf(ground, ids), places: root === ground.county ? null : ids, at: null }
}

function townshipsOf({ config }: Ground, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => config.places.byId[id]?.level === 'township')
}
