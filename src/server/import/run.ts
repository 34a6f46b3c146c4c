import { randomUUID } from 'node:crypto'
import { must } from '../../core/assert'
import type { ImportBatch, ImportMapping, ImportUndone } from '../../core/importing'
import type { Op, OpBody } from '../../core/op'
import { MAX_OPS_PER_PUSH, type OpResult } from '../../core/protocol'
import { own } from '../../core/own'
import { SCHEMA_VERSION } from '../../domain/registry'
import { refusalAdvice } from '../../domain/words'
import { takenSeqs } from '../opStore'
import { push } from '../push'
import { onTrail } from '../trail'
import { everything } from '../everything'
import { readCurrent } from '../versions'
import { deviceOf, opId, recordId } from './ids'
import type { Held } from './held'
import { prepare, type Desk, type ReadyRow } from './prepare'
import { batchOf, keepMapping, openBatch, rowsByRecord, sealBatch, shownBatch, type StoredBatch } from './store'
import { signatureOf } from './suggest'
import type { Table } from './table'

/** A batch is written in parts, so that no request lasts: whoever asks goes on asking. This many pushes are one or two seconds. */
const PUSHES_PER_PART = 20

/** Writes down what is to be written, before the first record; null: no row is ready. */
export async function beginBatch(desk: Desk, held: Held, table: Table, mapping: ImportMapping, name: string): Promise<StoredBatch | null> {
  const { deps, me, stream, type } = desk
  // What was shown is what is written; the judge has the last word on every row all the same.
  const shown = held.tried?.key === JSON.stringify(mapping) ? held.tried.prepared : prepare(desk, table, mapping)
  const { ready } = await shown
  if (ready.length === 0) return null
  const id = randomUUID()
  await onTrail(deps, stream, async (tx, at) => {
    const sealed = sealBatch(deps, stream, id, { name, mapping })
    await tx`insert into import_batch (stream, id, hash, kind, person, at, rows, sealed)
      values (${stream}, ${id}, ${held.hash}, ${type.kind}, ${me.person}, ${at}, ${tx.json(ready.map(({ row: number }) => number))}, ${sealed})`
    await keepMapping(deps, tx, stream, type.kind, signatureOf(table), mapping)
    return { result: undefined, lines: [{ actor: me.person, action: 'import', subject: id, detail: { kind: type.kind, rows: ready.length } }] }
  })
  held.work = { batch: id, rows: ready, mapping }
  // What was tried before these were written does not know them: wanted again, the file is tried again.
  held.tried = null
  return must(await batchOf(deps.db.sql, stream, id), 'the batch just written')
}

/** The next part. `n`: the stream's last change, null when nothing was written. Rows already judged are passed over, so it may be asked again and again. */
export async function goOn(desk: Desk, held: Held, table: Table, batch: StoredBatch, pushes = PUSHES_PER_PART): Promise<{ readonly batch: ImportBatch; readonly n: number | null }> {
  const { deps, stream } = desk
  const device = deviceOf(batch.id)
  const rows = await workOf(desk, held, table, batch)
  const done = new Set((await deps.db.sql<{ record: string }[]>`select distinct record from op where stream = ${stream} and device = ${device}`).map(({ record }) => record))
  const left = rows.filter(({ row }) => !done.has(recordId(batch.id, row)))
  let n: number | null = null
  for (const part of partsOf(left).slice(0, pushes)) {
    const bodies = part.flatMap(({ row, bodies: steps }) => steps.map((body, step) => ({ id: opId(batch.id, row, step), record: recordId(batch.id, row), base: 0, body })))
    const pushed = await send(desk, device, batch.kind, bodies)
    n = pushed.n
  }
  return { batch: await shownBatch(deps, stream, batch), n }
}

/** Worked out once per batch and file; after a restart anew, with the batch's own mapping. */
async function workOf(desk: Desk, held: Held, table: Table, batch: StoredBatch): Promise<readonly ReadyRow[]> {
  if (held.work?.batch === batch.id) return held.work.rows
  const { mapping } = openBatch(desk.deps, desk.stream, batch)
  // Which rows it is about was settled when it began: what is there by now, this very batch wrote.
  const { ready } = await prepare(desk, table, { ...mapping, skipKnown: false })
  const planned = new Set(batch.rows)
  const rows = ready.filter(({ row }) => planned.has(row))
  held.work = { batch: batch.id, rows, mapping }
  return rows
}

/** Rows together as long as their ops fit into one push: a row is judged whole or not at all. */
function partsOf(rows: readonly ReadyRow[]): readonly (readonly ReadyRow[])[] {
  const parts: ReadyRow[][] = []
  let ops = MAX_OPS_PER_PUSH
  for (const row of rows) {
    if (ops + row.bodies.length > MAX_OPS_PER_PUSH) {
      parts.push([])
      ops = 0
    }
    parts[parts.length - 1]?.push(row)
    ops += row.bodies.length
  }
  return parts
}

interface Planned {
  readonly id: string
  readonly record: string
  readonly base: number
  readonly body: OpBody
}

/** Through the same door as any phone's ops. */
async function send({ deps, me, stream }: Desk, device: string, kind: string, planned: readonly Planned[]): Promise<{ readonly results: readonly OpResult[]; readonly n: number }> {
  const taken = (await takenSeqs(deps.db.sql, stream, [device])).get(device) ?? 0
  const claimedAt = new Date(deps.now()).toISOString()
  const ops = planned.map(({ id, record, base, body }, index): Op => ({ id, device, seq: taken + index + 1, schema: SCHEMA_VERSION, kind, record, base, body, claimedAt }))
  const pushed = must(await push(deps, { me, devices: [device] }, { stream, ops, waiting: 0 }), 'the stream of a batch')
  return { results: pushed.answer.results, n: pushed.n }
}

/**
 * Takes a batch back as one: every record is withdrawn by the same way it came. What somebody worked on since stands, unless its id is in
 * `also`; what cannot be withdrawn stands and is named.
 */
export async function undoBatch(desk: Desk, batch: StoredBatch, also: readonly string[], pushes = PUSHES_PER_PART): Promise<{ readonly undone: ImportUndone; readonly n: number | null }> {
  const { deps, stream, type } = desk
  const device = deviceOf(batch.id)
  const rowByRecord = rowsByRecord(batch)
  const written = await deps.db.sql<{ record: string; last: number }[]>`
    select record, max(n) as last from op where stream = ${stream} and device = ${device} and n is not null group by record`
  const lastByRecord = new Map(written.map(({ record, last }) => [record, last]))
  const current = (await readCurrent(deps.db.sql, type, stream, [...lastByRecord.keys()], everything('judging'))).filter(({ stage }) => stage !== own(type.moves, 'withdraw')?.to)
  const inOrder = [...current].sort((a, b) => (rowByRecord.get(a.record) ?? 0) - (rowByRecord.get(b.record) ?? 0))
  const isTouched = ({ record, since }: { readonly record: string; readonly since: number }): boolean => since > (lastByRecord.get(record) ?? 0) && !also.includes(record)
  const left: ImportUndone['left'][number][] = inOrder.filter(isTouched).map(({ record }) => {
    const row = rowByRecord.get(record) ?? 0
    return { row, record, say: `第 ${row} 行记下的那一件，后来有人改过，没有作废。`, mayForce: true }
  })
  const free = inOrder.filter((version) => !isTouched(version))
  let [withdrawn, at, n]: [number, number, number | null] = [0, 0, null]
  while (at < free.length && at < pushes * MAX_OPS_PER_PUSH) {
    const part = free.slice(at, at + MAX_OPS_PER_PUSH)
    // What stands is looked at anew each time, so an id need not be found again; one that was refused to somebody would be refused to everybody.
    const sent = await send(desk, device, batch.kind, part.map(({ record, since }) => ({
      id: randomUUID(), record, base: since,
      body: { kind: 'move', move: 'withdraw', set: { withdrawReason: UNDO_REASON } },
    })))
    n = sent.n
    sent.results.forEach((result, index) => {
      const record = part[index]?.record ?? ''
      const row = rowByRecord.get(record) ?? 0
      if (result.kind === 'rejected') left.push({ row, record, say: `第 ${row} 行记下的那一件没有作废：${refusalAdvice(result.refusal, type).what}。`, mayForce: false })
      else withdrawn += 1
    })
    at += part.length
  }
  const more = at < free.length
  if (!more) await noteUndone(desk, batch, withdrawn, left.length)
  const after = must(await batchOf(deps.db.sql, stream, batch.id), 'the batch')
  return { undone: { batch: await shownBatch(deps, stream, after), withdrawn, left, more }, n }
}

const UNDO_REASON = '批量导入已撤销'

async function noteUndone({ deps, me, stream }: Desk, batch: StoredBatch, withdrawn: number, left: number): Promise<void> {
  await onTrail(deps, stream, async (tx, at) => {
    await tx`update import_batch set undone_at = coalesce(undone_at, ${at}) where stream = ${stream} and id = ${batch.id}`
    return { result: undefined, lines: [{ actor: me.person, action: 'undoImport', subject: batch.id, detail: { withdrawn, left } }] }
  })
}
