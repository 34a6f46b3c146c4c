import { apply } from '../core/apply'
import type { Config } from '../core/config'
import type { PlainValue, Row, Rows, Value } from '../core/field'
import type { Op, OpBody, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { dayAt } from '../core/period'
import type { Author, Registry } from '../core/recordType'
import type { Held } from './verdicts'

/** What a replay needs beside records and ops. */
export interface Replay {
  readonly types: Registry
  readonly config: Config
  readonly author: Author
}

/**
 * A record as its author sees it: what the server last said, with the author's unconfirmed ops applied over it by the same
 * function the server uses. An op that no longer applies is left out here; the server's refusal will say why.
 */
export function overlay(replay: Replay, base: StoredRecord | null, held: readonly Held[]): StoredRecord | null {
  let record = base
  for (const { entry, verdict } of held) {
    if (verdict !== null && verdict.kind !== 'received') continue
    // What the server told has it already: replayed once more it would lie over what came after it.
    if (verdict !== null && base !== null && verdict.n <= base.n) continue
    const given = verdict?.given ?? {}
    const judgement = { n: record?.n ?? 0, author: replay.author, today: dayOf(entry.op), given }
    const outcome = apply(replay.types, replay.config, record, entry.op, judgement)
    if (outcome.kind === 'applied') record = outcome.record
  }
  return record
}

/** The day its author wrote it, by the author's clock. */
export function dayOf(op: Op): string {
  return dayAt(Date.parse(op.claimedAt))
}

/** A record that was refused at its creation, as it was typed: its author must be able to read it until it is settled. */
export function typed(types: Registry, author: Author, held: readonly Held[]): StoredRecord | null {
  const create = held.find(({ entry }) => entry.op.body.kind === 'create')?.entry.op
  const type = create === undefined ? undefined : own(types, create.kind)
  if (create?.body.kind !== 'create' || type === undefined) return null
  const stage = own(type.moves, create.body.move)?.to ?? ''
  const values = held.reduce((before, { entry }) => typedOver(before, entry.op.body), {} as Readonly<Record<string, Value>>)
  return { id: create.record, kind: create.kind, stage, values, written: [], n: 0, createdBy: author.person }
}

function typedOver(before: Readonly<Record<string, Value>>, body: OpBody): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = { ...before }
  for (const [name, value] of Object.entries(body.set)) put(values, name, value)
  for (const [name, patches] of Object.entries(body.rows ?? {})) {
    const rows: Record<string, Row> = { ...(values[name] as Rows | undefined) }
    for (const [id, { set, retire }] of Object.entries(patches)) {
      const cells: Record<string, PlainValue> = { ...rows[id]?.values }
      for (const [cell, value] of Object.entries(set ?? {})) put(cells, cell, value)
      rows[id] = retire === true ? { values: cells, retired: true } : { values: cells }
    }
    values[name] = rows
  }
  return values
}

function put<V>(target: Record<string, V>, name: string, value: V | null): void {
  if (value === null) delete target[name]
  else target[name] = value
}
