import type { Http } from '../../src/client/platform/ports'
import type { Conflict, Op, StoredRecord } from '../../src/core/op'

/** One seed's county: a township of two villages, another township with one, two mediators and a grid worker. The same ids with every server. */
export interface Names {
  readonly seed: number
  readonly county: string
  readonly town: string
  readonly otherTown: string
  /** Two of the township, one of the other. */
  readonly villages: readonly [string, string, string]
  readonly people: readonly Named[]
}

export interface Named {
  readonly login: string
  readonly person: string
  readonly role: string
  /** The place of the grant at the beginning. */
  readonly place: string
}

export const PASSWORD = 'demo'
/** The person whose place changes. */
export const MOVING = 2

export function namesOf(seed: number): Names {
  const id = (tail: string): string => `${seed.toString(16).padStart(8, '0')}-0000-4000-8000-0000000000${tail}`
  const [town, first] = [id('a0'), id('a1')]
  const named = (name: string, tail: string, role: string, place: string): Named => ({ login: `s${seed}-${name}`, person: id(tail), role, place })
  return {
    seed, county: id('c0'), town, otherTown: id('b0'), villages: [first, id('a2'), id('b1')],
    people: [named('zhang', 'd1', 'mediator', town), named('wang', 'd2', 'mediator', town), named('li', 'd3', 'gridWorker', first)],
  }
}

/** Place, name, level, parent: in the order they are entered. */
export function placesOfCounty({ county, town, otherTown, villages }: Names): readonly (readonly [id: string, name: string, level: string, parent: string | null])[] {
  const [near, next, far] = villages
  return [
    [county, '某县', 'county', null], [town, '某乡', 'township', county], [otherTown, '邻乡', 'township', county],
    [near, '前村', 'village', town], [next, '后村', 'village', town], [far, '远村', 'village', otherTown],
  ]
}

/** The server side of one seed, in memory or over PostgreSQL. */
export interface County {
  http(): Http
  /** A poke from the server. */
  onMoved: (stream: string, n: number) => void
  backup(): Promise<void>
  /** Back to the last backup: another epoch, and every sign-in has ended. */
  restore(): Promise<void>
  /** Where the moving person works from now on; null: nowhere. */
  grant(place: string | null): Promise<void>
  /** Where that is now. */
  works(): string | null
  /** The next push dies before that statement of its transaction, and with it the process. */
  dieAt(statement: number): void
  /** What stands there now, for the oracle. */
  state(stream: string): Promise<StreamTruth>
  /** Lines of the audit trail that should not be as they are. */
  auditFaults(): Promise<readonly string[]>
  /** The server's own count of disputes of a township, and the people in them; null where the server counts nothing. */
  readonly counts: boolean
}

export interface StreamTruth {
  readonly n: number
  readonly applied: readonly Applied[]
  readonly refused: readonly Op[]
  readonly records: readonly StoredRecord[]
}
export interface Applied {
  readonly n: number
  readonly op: Pick<Op, 'id' | 'device' | 'seq' | 'kind' | 'record' | 'body'>
  readonly conflicts: readonly Conflict[]
}

export interface Server {
  readonly name: 'standin' | 'postgres'
  /** `now`: the world's clock. */
  open(names: Names, now: () => number): Promise<County>
  close(): Promise<void>
}
