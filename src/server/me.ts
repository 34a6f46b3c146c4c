import type { Grant, Me } from '../core/protocol'
import { isDay, type Day } from '../core/period'
import { atLevel, existsOn, type Place, type Places } from '../core/place'
import type { StoredRecord } from '../core/op'
import { own } from '../core/own'
import type { PushDeps } from './batch'
import { readKinds } from './configStore'

/** Who people are, from the county's own records; read again only when its stream has moved. */
export interface Directory {
  /** null when the person is unknown or holds no role today. */
  readonly me: (county: string, person: string, today: Day) => Promise<Me | null>
  /** Also without any role: whoever's last role was taken away may still hand in what the phone holds. null when unknown or 停用. */
  readonly known: (county: string, person: string, today: Day) => Promise<Me | null>
  /** Everybody who holds a role today. */
  readonly all: (county: string, today: Day) => Promise<readonly Me[]>
}

interface Known {
  readonly n: number
  readonly people: ReadonlyMap<string, StoredRecord>
  readonly grants: readonly StoredRecord[]
}

export function createDirectory(deps: PushDeps): Directory {
  const knownByCounty = new Map<string, Known>()
  const read = async (county: string, n: number): Promise<Known> => {
    const known = knownByCounty.get(county)
    if (known?.n === n) return known
    const [people, grants] = [await readKinds(deps, deps.db.sql, county, ['person']), await readKinds(deps, deps.db.sql, county, ['grant'])]
    const fresh = { n, people: new Map(people.map((person) => [person.id, person])), grants }
    knownByCounty.set(county, fresh)
    return fresh
  }
  const known: Directory['known'] = async (county, person, today) => {
    const config = await deps.configs.current(deps.db.sql, county)
    const { people, grants } = await read(county, config.n)
    const record = people.get(person)
    return record === undefined ? null : meOf(county, record, grants.filter((grant) => grant.values.person === person && holds(grant, today)), config.places)
  }
  return {
    known,
    me: async (county, person, today) => {
      const found = await known(county, person, today)
      return found === null || found.roles.length === 0 ? null : found
    },
    all: async (county, today) => {
      const config = await deps.configs.current(deps.db.sql, county)
      const { people, grants } = await read(county, config.n)
      const held = grants.filter((grant) => holds(grant, today))
      return [...new Set(held.map((grant) => String(grant.values.person)))].flatMap((person) => {
        const record = people.get(person)
        return record === undefined ? [] : [meOf(county, record, held.filter((grant) => grant.values.person === person), config.places)]
      })
    },
  }
}

function meOf(county: string, record: StoredRecord, held: readonly StoredRecord[], places: Places): Me {
  const { name, unit } = record.values
  return {
    person: record.id,
    name: typeof name === 'string' ? name : '',
    county,
    grants: held.flatMap((grant) => grantOf(grant, places)),
    roles: [...new Set(held.map((grant) => String(grant.values.role)))],
    unit: typeof unit === 'string' ? unit : null,
  }
}

function holds({ values }: StoredRecord, today: Day): boolean {
  const { from, until } = values
  return existsOn({ from: isDay(from) ? from : null, until: isDay(until) ? until : null } as Place, today)
}

function grantOf({ values }: StoredRecord, places: Places): readonly Grant[] {
  const place = String(values.place)
  const node = own(places.byId, place)
  if (node === undefined) return []
  const stream = atLevel(places, place, 'township')?.id ?? atLevel(places, place, 'county')?.id
  return stream === undefined ? [] : [{ role: String(values.role), place, stream }]
}
