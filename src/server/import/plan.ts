import { fits, type Values } from '../../core/field'
import type { OpBody, Patch, RowPatches } from '../../core/op'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { IMPORT_PATHS, STAND_INS } from '../../domain/importWords'
import type { Kind } from '../../domain/registry'

/** The ops that bring a row of the past to where it stands. */
export type Plan =
  | { readonly kind: 'ops'; readonly bodies: readonly OpBody[]; readonly stoodIn: readonly { readonly field: string; readonly by: string }[] }
  /** Days that nobody wrote: a move would put today's in their place, which an old register never means. */
  | { readonly kind: 'missing'; readonly fields: readonly string[] }

/** The create op takes what no later move asks for; every later move takes its own fields with their days. */
export function planRow(type: RecordType, read: Values, rows: RowPatches): Plan {
  const path = pathOf(type, read)
  const { values, stoodIn } = withStandIns(type, path, read)
  const missing = [...new Set(path.flatMap((move) => daysOf(type, move)).filter((field) => values[field] === undefined))]
  if (missing.length > 0) return { kind: 'missing', fields: missing }
  const later = path.slice(1)
  const moveByField = new Map<string, string>()
  for (const move of later) for (const field of fieldsOf(type, move)) if (!moveByField.has(field)) moveByField.set(field, move)
  const part = (move: string | undefined): Pick<OpBody, 'set' | 'rows'> => {
    const mine = (field: string): boolean => moveByField.get(field) === move
    const set = Object.fromEntries(Object.entries(values).filter(([field]) => mine(field))) as Patch
    const ownRows = Object.fromEntries(Object.entries(rows).filter(([field]) => mine(field)))
    return Object.keys(ownRows).length === 0 ? { set } : { set, rows: ownRows }
  }
  const [first = ''] = path
  const bodies: OpBody[] = [{ kind: 'create', move: first, ...part(undefined) }, ...later.map((move): OpBody => ({ kind: 'move', move, ...part(move) }))]
  return { kind: 'ops', bodies, stoodIn }
}

function pathOf(type: RecordType, values: Values): readonly string[] {
  const path = IMPORT_PATHS[type.kind as Kind]
  if (path !== undefined) return path(values)
  const [first = ''] = Object.entries(type.moves).flatMap(([name, { from }]) => (from.length === 0 ? [name] : []))
  return [first]
}

/** What a move asks, needs or sets, but for what it sets by itself whatever anybody says. */
function fieldsOf(type: RecordType, name: string): readonly string[] {
  const move = own(type.moves, name)
  if (move === undefined) return []
  const given = Object.entries(move.sets ?? {}).flatMap(([field, by]) => (by.kind === 'today' || by.kind === 'copy' ? [field] : []))
  return [...move.asks, ...(move.needs ?? []), ...given]
}

function daysOf(type: RecordType, name: string): readonly string[] {
  return Object.entries(own(type.moves, name)?.sets ?? {}).flatMap(([field, by]) => (by.kind === 'today' ? [field] : []))
}

function withStandIns(type: RecordType, path: readonly string[], read: Values): { readonly values: Values; readonly stoodIn: readonly { readonly field: string; readonly by: string }[] } {
  const values: Record<string, Values[string]> = { ...read }
  const stoodIn: { field: string; by: string }[] = []
  const wanted = path.flatMap((move) => [...daysOf(type, move), ...(own(type.moves, move)?.needs ?? [])])
  for (const field of wanted) {
    if (values[field] !== undefined || !fits(own(type.fields, field)?.when ?? {}, values)) continue
    const by = (own<readonly string[]>(STAND_INS[type.kind as Kind] ?? {}, field) ?? []).find((other) => values[other] !== undefined)
    const value = by === undefined ? undefined : values[by]
    if (by === undefined || value === undefined) continue
    values[field] = value
    stoodIn.push({ field, by })
  }
  return { values, stoodIn }
}
