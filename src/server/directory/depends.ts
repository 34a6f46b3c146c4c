import { must } from '../../core/assert'
import type { GrantList, PlaceDepends } from '../../core/directoryWire'
import { own } from '../../core/own'
import { dayAt } from '../../core/period'
import { atLevel, isWithin, within } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { grant } from '../../domain/directory'
import { holdsOn } from '../../domain/granting'
import { createMoves, permitOf, rightsOf } from '../../domain/role'
import type { PushDeps } from '../batch'
import { columnName } from '../columns'
import { readKinds } from '../configStore'
import { everything } from '../everything'
import { versionsFrom } from '../versions'

/** Who holds which role, within one's own places: for whoever grants, and for whoever keeps the people. Null for anybody else. */
export async function grantsFor(deps: PushDeps, me: Me): Promise<GrantList | null> {
  const { sql } = deps.db
  const { places } = await deps.configs.current(sql, me.county)
  const grants = await readKinds(deps, sql, me.county, [grant.kind])
  const mine = me.grants.filter(({ role }) => allows(role))
  if (mine.length === 0) return null
  return { grants: grants.filter(({ values }) => mine.some((held) => isWithin(places, String(values.place), held.place))) }
}

function allows(role: string): boolean {
  return rightsOf(role)?.accounts === true || permitOf(role, grant.kind)?.changes !== undefined
}

/** Counts alone: who keeps the places sees no cases. Null outside of one's own places. */
export async function dependsOn(deps: PushDeps, me: Me, place: string): Promise<PlaceDepends | null> {
  const { sql } = deps.db
  const { places } = await deps.configs.current(sql, me.county)
  const type = must(own(deps.types, 'place'), 'places')
  if (own(places.byId, place) === undefined || createMoves(me, type).length === 0 || !me.grants.some((held) => held.role === 'admin' && isWithin(places, place, held.place))) return null
  const below = new Set(within(places, place))
  const today = dayAt(deps.now())
  const held = await readKinds(deps, sql, me.county, ['person', 'unit', 'grant'])
  const there = (kind: string): number => held.filter((record) => record.kind === kind && below.has(String(record.values.place)) && holdsOn(record, today)).length
  const stream = atLevel(places, place, 'township')?.id ?? null
  const counted = stream === null ? [] : await Promise.all(Object.values(deps.types).filter(({ placed }) => placed !== null).map((each) => countAt(deps, each, stream, [...below])))
  return {
    people: there('person'), units: there('unit'), grants: there('grant'),
    open: counted.reduce((sum, { open }) => sum + open, 0), records: counted.reduce((sum, { all }) => sum + all, 0),
  }
}

async function countAt({ db: { sql } }: PushDeps, type: RecordType, stream: string, places: readonly string[]): Promise<{ readonly all: number; readonly open: number }> {
  const isCase = type.kind === 'dispute' || type.kind === 'matter'
  const openStages = Object.entries(type.stages).filter(([, { done, uncounted }]) => isCase && done !== true && uncounted !== true).map(([stage]) => stage)
  const [row] = await sql<{ all: number; open: number }[]>`
    select count(*)::int as "all", (count(*) filter (where v.stage = any(${openStages})))::int as open
    ${versionsFrom(sql, type, everything('counting'))}
    where v.stream = ${stream} and v.until is null and v.${sql(columnName(must(type.placed, 'a placed type')))} = any(${[...places]}::uuid[])`
  return row ?? { all: 0, open: 0 }
}
