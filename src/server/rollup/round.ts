import { dayAt } from '../../core/period'
import { ABOVE, levelOf } from '../../domain/division'
import type { PushDeps } from '../batch'
import { codeOf } from '../errorCode'
import { rollAbove } from './above'
import { rollCounty, type CountyRolled } from './county'
import { AT_ONCE, LIST } from './scope'

export interface Rounded {
  /** How many scopes had something to be made again. */
  readonly scopes: number
  /** False: another worker holds a part of it, and what is read is as of an earlier round. */
  readonly isWhole: boolean
}

/**
 * One round of the worker: counties whose streams have moved, then what lies above them, level by level. Any number of processes may go round
 * at once; what broke off is made in the next, and told when all others are done. Everything committed before the round began is in what it
 * leaves. `atOnce`: periods made in one transaction.
 */
export async function rollUp(deps: PushDeps, atOnce = AT_ONCE): Promise<Rounded> {
  const begun = new Date(deps.now()).toISOString()
  const counties = await movedCounties(deps)
  let isWhole = true
  const faults: unknown[] = []
  /** One that cannot be made keeps no other. */
  const make = async (roll: () => Promise<CountyRolled>): Promise<void> => {
    try {
      isWhole = await untilCurrent(roll) && isWhole
    } catch (error) {
      faults.push(error)
    }
  }
  for (const county of counties) await make(() => rollCounty(deps, county, atOnce))
  let scopes = counties.length
  for (const level of ABOVE) {
    const moved = (await movedAbove(deps)).filter((scope) => levelOf(scope) === level)
    scopes += moved.length
    for (const scope of moved) await make(() => rollAbove(deps, scope, atOnce))
  }
  if (faults.length > 0) throw faults[0]
  if (isWhole) await noteRound(deps, begun)
  return { scopes, isWhole }
}

/** Changes of its streams, the day, or the list of figures: read without a lock, over all counties. */
async function movedCounties({ db: { sql }, now }: PushDeps): Promise<readonly string[]> {
  const counties = await sql<{ county: string; moved: number }[]>`select county, sum(n)::bigint as moved from stream group by county order by county`
  const scopes = await sql<{ scope: string; parent: string | null; moved: number; on_day: string | null; list: string; left: boolean }[]>`
    select scope, parent, moved, on_day, list, cardinality(left_over) > 0 as left from rollup_scope`
  const scopeById = new Map(scopes.map((row) => [row.scope, row]))
  const today = dayAt(now())
  return counties.filter(({ county, moved }) => {
    const known = scopeById.get(county)
    if (known === undefined || known.moved !== moved || known.left) return true
    return known.parent !== null && (known.on_day !== today || !known.list.startsWith(LIST))
  }).map(({ county }) => county)
}

/** Those below which something was made that they have not read, or that have lost or left over something. */
async function movedAbove({ db: { sql } }: PushDeps): Promise<readonly string[]> {
  const scopes = await sql<{ scope: string; parent: string | null; n: number; left: boolean }[]>`select scope, parent, n, cardinality(left_over) > 0 as left from rollup_scope`
  const above = scopes.map(({ scope }) => scope).filter((scope) => levelOf(scope) !== null)
  const read = await sql<{ scope: string; child: string; n: number }[]>`select scope, child, n from rollup_read where scope = any(${above})`
  const keyOf = (scope: string, child: string): string => `${scope} ${child}`
  const readByKey = new Map(read.map(({ scope, child, n }) => [keyOf(scope, child), n]))
  const children = scopes.flatMap(({ scope, parent, n }) => (parent === null ? [] : [{ scope, parent, n }]))
  const present = new Set(children.map(({ scope, parent }) => keyOf(parent, scope)))
  return [...new Set([
    ...children.filter(({ scope, parent, n }) => readByKey.get(keyOf(parent, scope)) !== n).map(({ parent }) => parent),
    ...read.filter(({ scope, child }) => !present.has(keyOf(scope, child))).map(({ scope }) => scope),
    ...scopes.filter(({ scope, left }) => left && levelOf(scope) !== null).map(({ scope }) => scope),
  ])].sort()
}

/** True when it is; false when another worker is at it. */
async function untilCurrent(roll: () => Promise<CountyRolled>): Promise<boolean> {
  for (;;) {
    const done = await roll().catch((error: unknown) => {
      // Another worker ended between our snapshot and our lock.
      if (codeOf(error) === '40001') return 'held' as const
      throw error
    })
    if (done !== 'more') return done !== 'held'
  }
}

const ROUND = 'rolledUpTo'

/** Only ever forwards, whoever comes first. */
async function noteRound({ db: { sql } }: PushDeps, at: string): Promise<void> {
  await sql`insert into installation (name, value) values (${ROUND}, ${at}) on conflict (name) do update set value = excluded.value where installation.value < excluded.value`
}

/** Up to which moment everything is in; null: no round was made yet. */
export async function rolledUpTo({ db: { sql } }: Pick<PushDeps, 'db'>): Promise<string | null> {
  const [row] = await sql<{ value: string }[]>`select value from installation where name = ${ROUND}`
  return row?.value ?? null
}
