import { own } from '../../core/own'

/** A table as the catalogue knows it. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly keys: readonly KeyShape[]
  /** What a distributed engine refuses: triggers, foreign keys, sequences behind a column. */
  readonly hindrances: readonly string[]
}

/** A primary or unique key, its columns in order. */
export interface KeyShape {
  readonly name: string
  readonly isPrimary: boolean
  readonly columns: readonly string[]
}

/** Where the rows of a table lie: spread by a column beside another table's, or whole on every machine. */
export type Placement =
  | { readonly kind: 'distributed'; readonly table: string; readonly column: string; readonly beside: string | null }
  | { readonly kind: 'reference'; readonly table: string; readonly why: string }

/**
 * The columns by which rows are spread, with the table beside which they lie: equal values are on the same machine. A county's own stream bears
 * the county's id, so that what is led by the county lies beside it.
 */
const SPREAD_BY: Readonly<Record<string, string>> = { stream: 'stream', county: 'stream', scope: 'rollup_scope' }

/** Tables that are led by neither, and why they may be whole on every machine: they are small, and asked for before it is known whose they are. */
export const REFERENCE: Readonly<Record<string, string>> = {
  migration: 'one row for each change of the schema',
  installation: 'a few words about the database itself',
  account: 'a login is told before it is known in which county; one login, one spelling, one person',
  device: 'a code is looked for among all devices; an op names it and nothing else of its phone',
  session: 'a token is shown before it is known whose it is',
  access: 'as session: found by the hash of the token, joined to the session',
  refresh_token: 'as session: found by the hash of the token, joined to the session',
}

export type Placed = { readonly kind: 'placed'; readonly placements: readonly Placement[] } | { readonly kind: 'wrong'; readonly problems: readonly string[] }

/** For every table its placement, reference tables first, then each before what lies beside it; or everything that cannot be spread. */
export function placementsOf(tables: readonly TableShape[]): Placed {
  const problems = tables.flatMap(problemsOf)
  if (problems.length > 0) return { kind: 'wrong', problems }
  const placements = tables.map(placementOf)
  const rank = (placement: Placement): number => (placement.kind === 'reference' ? 0 : placement.beside === null ? 1 : 2)
  return { kind: 'placed', placements: [...placements].sort((a, b) => rank(a) - rank(b) || (a.table < b.table ? -1 : 1)) }
}

function placementOf(table: TableShape): Placement {
  const why = own(REFERENCE, table.name)
  if (why !== undefined) return { kind: 'reference', table: table.name, why }
  const column = leadOf(table) ?? ''
  const beside = own(SPREAD_BY, column) ?? null
  return { kind: 'distributed', table: table.name, column, beside: beside === table.name ? null : beside }
}

function leadOf({ keys }: TableShape): string | undefined {
  return keys.find(({ isPrimary }) => isPrimary)?.columns[0]
}

function problemsOf(table: TableShape): readonly string[] {
  const { name, keys, hindrances } = table
  const wrong = hindrances.map((hindrance) => `${name}: ${hindrance}`)
  if (own(REFERENCE, name) !== undefined) return wrong
  const lead = leadOf(table)
  if (lead === undefined) return [...wrong, `${name}: no primary key`]
  if (own(SPREAD_BY, lead) === undefined) return [...wrong, `${name}: its primary key is led by ${lead}, and it is no reference table`]
  return [...wrong, ...keys.filter(({ columns }) => columns[0] !== lead).map((key) => `${name}: the key ${key.name} is not led by ${lead}`)]
}

/** What the engine says of a table it already holds. */
export interface Held {
  readonly table: string
  readonly kind: 'distributed' | 'reference'
  readonly column: string | null
}

/** A table is spread, and then what it left on the first machine is taken off: by itself, as what is seen of the table no longer shows it. */
export type Step = { readonly kind: 'spread'; readonly placement: Placement } | { readonly kind: 'takeOff'; readonly table: string }

export type Steps =
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  /** Tables that lie otherwise than they should. */
  | { readonly kind: 'otherwise'; readonly tables: readonly string[] }

/** What is still to be done. Of what lies as it should, only what an earlier run that broke off may have left behind. */
export function stepsFrom(placements: readonly Placement[], held: readonly Held[]): Steps {
  const heldByTable = new Map(held.map((each) => [each.table, each]))
  const isAsPlanned = (placement: Placement, { kind, column }: Held): boolean => kind === placement.kind && (placement.kind === 'reference' || column === placement.column)
  const otherwise = placements.filter((placement) => {
    const there = heldByTable.get(placement.table)
    return there !== undefined && !isAsPlanned(placement, there)
  })
  if (otherwise.length > 0) return { kind: 'otherwise', tables: otherwise.map(({ table }) => table) }
  return { kind: 'steps', steps: placements.flatMap((placement): readonly Step[] => {
    const takeOff: Step = { kind: 'takeOff', table: placement.table }
    return heldByTable.has(placement.table) ? [takeOff] : [{ kind: 'spread', placement }, takeOff]
  }) }
}

/** The one statement of a step. Names come from the catalogue of our own schema and from this file. */
export function statementOf(step: Step): string {
  if (step.kind === 'takeOff') return `select truncate_local_data_after_distributing_table('${step.table}')`
  const { placement } = step
  if (placement.kind === 'reference') return `select create_reference_table('${placement.table}')`
  return `select create_distributed_table('${placement.table}', '${placement.column}', colocate_with => '${placement.beside ?? 'none'}')`
}
