import { isId } from '../core/id'
import type { Op } from '../core/op'
import { own } from '../core/own'
import type { Places } from '../core/place'
import type { Me } from '../core/protocol'
import { CARRIES } from '../domain/carries'
import { mergeTarget } from '../domain/merging'
import { answersApart } from '../domain/role'
import { DOING } from '../domain/roleTable'
import { closedIn, hiddenFrom } from '../domain/sight'
import type { Sql } from './db'
import { figureFrom } from './figureSql'
import type { RecordDeps } from './versions'

/** Of the records that ops write to or name: those that are somebody else's to see, also by what they lead to. */
export async function closedTo(deps: RecordDeps, tx: Sql, me: Me, places: Places, stream: string, ops: readonly Op[]): Promise<ReadonlySet<string>> {
  const closed = new Set<string>()
  for (const kind of Object.keys(CARRIES)) {
    const type = own(deps.types, kind)
    const ids = [...new Set(ops.filter((op) => op.kind === kind).flatMap((op) => [op.record, mergeTarget(op.body) ?? op.record]))].filter(isId)
    if (type === undefined || ids.length === 0) continue
    const rows = await tx<{ record: string }[]>`select v.record ${figureFrom(tx, type, hiddenFrom(me, type, places))}
      where v.stream = ${stream} and v.until is null and v.record = any(${ids}::uuid[])`
    for (const { record } of rows) closed.add(record)
  }
  return closed
}

/** Of records that were read without a person's sight: those that only their handler may see, also by what they lead to. `person`: as `closedIn` has it. */
export async function closedAmong(deps: RecordDeps, sql: Sql, streams: readonly string[], kind: string, ids: readonly string[], person: string | null): Promise<ReadonlySet<string>> {
  const type = own(deps.types, kind)
  if (type?.protectedWhen === undefined || ids.length === 0) return new Set()
  const rows = await sql<{ record: string }[]>`select v.record ${figureFrom(sql, type, closedIn(streams, person))}
    where v.stream = any(${[...streams]}::uuid[]) and v.until is null and v.record = any(${[...ids]}::uuid[])`
  return new Set(rows.map(({ record }) => record))
}

/** Who did the work of the records to which somebody else has to say something. Written to while the batch is judged. */
export async function doersOf(deps: RecordDeps, tx: Sql, stream: string, ops: readonly Op[]): Promise<Map<string, Set<string>>> {
  const doers = new Map<string, Set<string>>()
  for (const [kind, moves] of Object.entries(DOING)) {
    const type = own(deps.types, kind)
    const ids = type === undefined ? [] : [...new Set(ops.filter((op) => op.kind === kind && answersApart(type, op.body)).map(({ record }) => record))].filter(isId)
    if (ids.length === 0) continue
    const rows = await tx<{ record: string; author: string }[]>`select distinct record, author from op
      where stream = ${stream} and record = any(${ids}::uuid[]) and n is not null and body ->> 'move' = any(${[...moves]})`
    for (const { record, author } of rows) noteDoer(doers, record, author)
  }
  return doers
}

export function noteDoer(doers: Map<string, Set<string>>, record: string, person: string): void {
  doers.set(record, (doers.get(record) ?? new Set()).add(person))
}
