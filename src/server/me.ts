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
  readonly people: ReadonlyMap<string, StoredRecord>
  readonly grantsByPerson: ReadonlyMap<string, readonly StoredRecord[]>
}

export function createDirectory(deps: PushDeps): Directory {
  const readingByCounty = new Map<string, { readonly n: number; readonly known: Promise<Known> }>()
  /** Read once however many ask: after a change in the county, or a start, all its phones come at the same moment. */
  const read = (county: string, n: number): Promise<Known> => {
    const reading = readingByCounty.get(county)
    if (reading?.n === n) return reading.known
    const known = readKnown(deps, county)
    readingByCounty.set(county, { n, known })
    known.catch(() => {
      if (readingByCounty.get(county)?.known === known) readingByCounty.delete(county)
    })
    return known
  }
  const known: Directory['known'] = async (county, person, today) => {
    const config = await deps.configs.current(deps.db.sql, county)
    const { people, grantsByPerson } = await read(county, config.n)
    const record = people.get(person)
    return record === undefined ? null : meOf(county, record, (grantsByPerson.get(person) ?? []).filter((grant) => holds(grant, today)), config.places)
  }
  return {
    known,
    me: async (county, person, today) => {
      const found = await known(county, person, today)
      return found === null || found.roles.length === 0 ? null : found
    },
    all: async (county, today) => {
      const config = await deps.configs.current(deps.db.sql, county)
      const { people, grantsByPerson } = await read(county, config.n)
      return [...grantsByPerson].flatMap(([person, grants]) => {
        const record = people.get(person)
        const held = grants.filter((grant) => holds(grant, today))
        return record === undefined || held.length === 0 ? [] : [meOf(county, record, held, config.places)]
      })
    },
  }
}

async function readKnown(deps: PushDeps, county: string): Promise<Known> {
  const { sql } = deps.db
  const [people, grants] = [await readKinds(deps, sql, county, ['person']), await readKinds(deps, sql, county, ['grant'])]
  const grantsByPerson = new Map<string, StoredRecord[]>()
  for (const grant of grants) {
    const person = String(grant.values.person)
    const known = grantsByPerson.get(person)
    if (known === undefined) grantsByPerson.set(person, [grant])
    else known.push(grant)
  }
  return { people: new Map(people.map((person) => [person.id, person])), grantsByPerson }
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
