import { must } from '../../src/core/assert'
import { decodeOp } from '../../src/core/decode'
import type { Values } from '../../src/core/field'
import { MAX_RECORDS_PER_PULL, type Grant, type Me } from '../../src/core/protocol'
import { createStandin, type StandinWords } from '../standin/server'
import { kept } from '../standin/town'
import { MOVING, PASSWORD, placesOfCounty, type County, type Named, type Names, type Server } from './county'

/** The server in memory: fast, and written apart from the real one. */
export function standinServer(): Server {
  return { name: 'standin', open: async (names, now) => openCounty(names, now), close: async () => undefined }
}

function openCounty(names: Names, now: () => number): County {
  const accounts = names.people.map((named) => [named.login, { password: PASSWORD, me: meOf(names, named, named.place) }] as const)
  const standin = createStandin(names.county, [names.town, names.otherTown], new Map(accounts), now, AS_LONG)
  standin.page = MAX_RECORDS_PER_PULL
  for (const [id, name, level, parent] of placesOfCounty(names)) enter('place', id, { name, level, order: 1, ...(parent === null ? {} : { parent }) })
  for (const { person, login } of names.people) enter('person', person, { name: login })
  let made = 0
  let granted = names.people.map((named) => put(named, named.place))
  let dying = false
  let works: string | null = must(names.people[MOVING], 'the moving person').place
  let saved: { readonly copy: ReturnType<typeof standin.backup>; readonly granted: typeof granted; readonly works: string | null } | null = null

  /** As long as what the clerk's ops leave in the real county. */
  function enter(kind: string, id: string, values: Values): void {
    const n = must(standin.streams.get(names.county), 'the county').n + 1
    const written = [[n, 'T000000000', Object.keys(values)]] as const
    standin.put(names.county, { ...kept(kind, id, values), written, createdBy: names.county })
  }

  function put({ person, role }: Named, place: string): ReturnType<typeof kept> {
    const grant = kept('grant', `${person.slice(0, 24)}${(made += 1).toString().padStart(12, '0')}`, { person, role, place })
    standin.put(names.county, grant)
    return grant
  }

  function move(place: string | null): void {
    const named = must(names.people[MOVING], 'the moving person')
    works = place
    must(standin.people.get(named.login), 'the account').me = meOf(names, named, place)
  }

  const county: County = {
    counts: false,
    onMoved: () => undefined,
    http() {
      const way = standin.http()
      return {
        async send(request) {
          const isDying = dying && request.path === '/api/push'
          dying = false
          return isDying ? { kind: 'noAnswer' } : way.send(request)
        },
      }
    },
    backup: async () => void (saved = { copy: standin.backup(), granted, works }),
    async restore() {
      if (saved === null) return
      standin.restore(saved.copy)
      granted = saved.granted
      standin.expire('refresh')
      move(saved.works)
    },
    works: () => works,
    async grant(place) {
      const named = must(names.people[MOVING], 'the moving person')
      const before = must(granted[MOVING], 'a grant')
      if (before.stage === 'kept') standin.put(names.county, { ...before, stage: 'withdrawn' })
      granted = [...granted]
      granted[MOVING] = place === null ? { ...before, stage: 'withdrawn' } : put(named, place)
      move(place)
    },
    dieAt: () => void (dying = true),
    async state(stream) {
      const { n, changes, records, results } = must(standin.streams.get(stream), 'the stream')
      const refused = [...results.values()].filter(({ result }) => result.kind === 'rejected').map(({ text }) => must(decodeOp(JSON.parse(text)), 'an op'))
      return {
        n, records: [...records.values()], refused,
        applied: changes.map((change) => {
          const result = must(results.get(change.op.id), 'the result of a judged op').result
          return { n: change.n, op: change.op, conflicts: 'conflicts' in result ? result.conflicts : [] }
        }),
      }
    },
    auditFaults: async () => [],
  }
  standin.onMoved = (stream, n) => county.onMoved(stream, n)
  return county
}

/** As long as what the real server writes: what fits on a full phone must be the same with both. */
const AS_LONG: StandinWords = {
  epoch: (count) => `epoch-${count}`.padEnd(36, '-'),
  device: (count) => `D${String(count).padStart(5, '0')}`,
  cursor: { made: (text) => `${Buffer.from(text).toString('base64url')}.${'-'.repeat(43)}`, open: (cursor) => Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString() },
}

function meOf(names: Names, { login, person, role }: Named, place: string | null): Me {
  const stream = place === names.villages[2] ? names.otherTown : names.town
  const grants: readonly Grant[] = place === null ? [] : [{ role, place, stream }]
  return { person, name: login, county: names.county, unit: null, roles: grants.map((grant) => grant.role), grants }
}
