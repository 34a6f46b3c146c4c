import { decodeOp, decodeRefusal } from '../core/decode'
import { isId } from '../core/id'
import type { Op, Refusal } from '../core/op'
import { own } from '../core/own'
import { dayAt } from '../core/period'
import { isWithin, type Places } from '../core/place'
import type { HandoverEnd, HandoverState, Me, RecipientList } from '../core/protocol'
import { grant } from '../domain/directory'
import { mayReceive, reachesNamed, unsentRight } from '../domain/role'
import type { AuditEntry } from './audit'
import { hashOf, type Batch, type PushDeps } from './batch'
import type { Sql } from './db'
import { handoverColumns, sealWords, type HandoverRow } from './handoverStore'
import type { Directory } from './me'
import { noteHandedOver } from './media/named'
import { opsById, type StoredOp } from './opStore'
import { hex, keysOf, readKeys, storeKeys, type Keys } from './recordKeys'
import { onTrail } from './trail'
import { recordContext } from './versions'

export interface HandoverDeps extends PushDeps {
  readonly directory: Directory
}

/** `notFound`: no such thing, or not for this person; both alike. */
export type Handed = { readonly kind: 'done'; readonly answer: HandoverState } | { readonly kind: 'notFound' | 'badRequest' | 'cannotReceive' }

const NOT_FOUND: Handed = { kind: 'notFound' }

/** Everything a batch was refused for its author's lost scope goes into 待接收, in the batch's own transaction. Returns the lines for the audit trail. */
export async function handOverRefused(deps: PushDeps, tx: Sql, { stream, sender, batch }: { readonly stream: string; readonly sender: string; readonly batch: Batch }): Promise<readonly AuditEntry[]> {
  const refused = batch.refused.flatMap(({ op, outcome }) => {
    // A kind this program does not know is nobody's to take; its op is kept with the refused.
    const isTakable = outcome.kind === 'rejected' && own(deps.types, op.kind) !== undefined
    return isTakable ? [{ op, refusal: outcome.refusal }] : []
  })
  await openAll(deps, tx, { stream, sender, receiver: null, places: batch.bench.config.places, handed: refused, keys: batch.keys.keys })
  return refused.map(({ op }) => handOverLine(sender, op, null))
}

/** 转给…, by the author of the op: to somebody who may write it, or to the township's 待接收. The same again changes nothing. */
export async function handOver(deps: HandoverDeps, me: Me, devices: readonly string[], request: { readonly stream: string; readonly op: unknown; readonly refusal: unknown; readonly to: string | null }): Promise<Handed> {
  const { stream, to } = request
  const op = decodeOp(request.op)
  const config = await deps.configs.current(deps.db.sql, me.county)
  if (!reachesNamed(me, config.places, stream)) return NOT_FOUND
  if (op === null || own(deps.types, op.kind) === undefined || !devices.includes(op.device)) return { kind: 'badRequest' }
  const recipients = await recipientsOf(deps, me, stream, op.kind, null)
  if (to !== null && !recipients.some(({ person }) => person === to)) return { kind: 'cannotReceive' }
  return inStream(deps, me, stream, async (tx) => {
    const known = (await opsById(deps, tx, stream, [op.id])).get(op.id)
    if (known !== undefined && !known.hash.equals(hashOf(op))) return { kind: 'badRequest', lines: [] }
    const before = await readOne(tx, stream, op.id)
    if (before === null) {
      const { keys, fresh } = keysOf(deps.vault, stream, await readKeys(tx, stream, [op.record]), [op.record])
      await storeKeys(tx, fresh)
      await openAll(deps, tx, { stream, sender: me.person, receiver: to, places: config.places, handed: [{ op, refusal: refusalOf(known, request.refusal) }], keys })
    } else {
      if (before.sender !== me.person) return { kind: 'notFound', lines: [] }
      if (before.state === 'taken' || (before.state === 'open' && before.receiver === to)) return done(before.state)
      await tx`update handover set state = 'open', receiver = ${to}, at = ${instant(deps)}, ended_at = null, ended_by = null, why = null where stream = ${stream} and id = ${op.id}`
    }
    return { ...done('open'), lines: [handOverLine(me.person, op, to)] }
  })
}

/**
 * 收下, 转给别人, 不要了, by whoever it was handed to or who is answerable for 待接收. One that has ended stays as it ended; only its
 * author may still give up what nobody took.
 */
export async function endHandover(deps: HandoverDeps, me: Me, stream: string, id: string, end: HandoverEnd): Promise<Handed> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  const receivers = await receiversIn(deps, me)
  const isFor = end.kind === 'passed' ? await passable(deps, me, stream, id, end.to) : true
  return inStream(deps, me, stream, async (tx) => {
    const row = await readOne(tx, stream, id)
    const isDropped = row !== null && row.sender === me.person && row.state !== 'taken' && end.kind === 'declined'
    const right = row === null ? null : isDropped ? 'takes' : rightTo(me, config.places, row, receivers)
    if (row === null || right === null || (right === 'passesOn' && end.kind !== 'passed')) return { kind: 'notFound', lines: [] }
    if (row.state !== 'open' && !isDropped) return done(row.state)
    const line = { actor: me.person, subject: row.record, detail: { kind: row.kind, op: id } }
    switch (end.kind) {
      case 'passed':
        if (!isFor) return { kind: 'cannotReceive', lines: [] }
        await tx`update handover set receiver = ${end.to} where stream = ${stream} and id = ${id}`
        return { ...done('open'), lines: [{ ...line, action: 'handOver', detail: { ...line.detail, to: end.to } }] }
      case 'taken':
        // Not on its taker's word: what only lies on a phone can still be lost, and then nobody would look for it.
        if (!(await hasWritten(tx, stream, row.record, me.person))) return { ...done('open'), lines: [] }
        await tx`update handover set state = 'taken', ended_at = ${instant(deps)}, ended_by = ${me.person}, ended_op = ${end.by} where stream = ${stream} and id = ${id}`
        return { ...done('taken'), lines: [{ ...line, action: 'take', detail: { ...line.detail, by: end.by } }] }
      case 'declined':
        await tx`update handover set state = 'declined', ended_at = ${instant(deps)}, ended_by = ${me.person}, why = ${sealWords(deps, row, end.why)} where stream = ${stream} and id = ${id}`
        return { ...done('declined'), lines: [{ ...line, action: 'declineHandover' }] }
    }
  })
}

async function hasWritten(tx: Sql, stream: string, record: string, person: string): Promise<boolean> {
  const [found] = await tx`select 1 from op where stream = ${stream} and record = ${record} and author = ${person} and n is not null limit 1`
  return found !== undefined
}

/** Asked before the township's row is locked: the directory reads on a connection of its own. */
async function passable(deps: HandoverDeps, me: Me, stream: string, id: string, to: string): Promise<boolean> {
  const row = await readOne(deps.db.sql, stream, id)
  return row !== null && (await recipientsOf(deps, me, stream, row.kind, row.place)).some(({ person }) => person === to)
}

/** Who else may write records of a kind in a township: by role, then by name. Empty for a kind nobody writes. */
export async function recipientsOf(deps: HandoverDeps, me: Me, stream: string, kind: string, place: string | null): Promise<RecipientList['recipients']> {
  const type = own(deps.types, kind)
  if (type === undefined) return []
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const people = await deps.directory.all(me.county, dayAt(deps.now()))
  const roles = Object.keys(grant.fields.role.options)
  const rank = (person: Me): number => Math.min(...person.roles.map((role) => roles.indexOf(role)))
  return people
    .filter((person) => person.person !== me.person && mayReceive(person, type, places, stream, place))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh-Hans-CN') || (a.person < b.person ? -1 : 1))
    .map(({ person, name, roles: held }) => ({ person, name, roles: held }))
}

/** Whether a person named as receiver can still do anything with it; whoever lost the township since leaves it to 待接收. */
export type Receivers = (row: Pick<HandoverRow, 'stream' | 'kind' | 'receiver'>) => boolean

export async function receiversIn(deps: HandoverDeps, me: Me): Promise<Receivers> {
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const people = new Map((await deps.directory.all(me.county, dayAt(deps.now()))).map((person) => [person.person, person]))
  return ({ stream, kind, receiver }) => {
    const [type, person] = [own(deps.types, kind), people.get(receiver ?? '')]
    return type !== undefined && person !== undefined && mayReceive(person, type, places, stream, null)
  }
}

/** null: none of the asker's business. */
export function rightTo(me: Me, places: Places, row: HandoverRow, isReceiver: Receivers): 'takes' | 'passesOn' | null {
  const isGiven = isReceiver(row)
  if (isGiven) return row.receiver === me.person ? 'takes' : null
  return unsentRight(me, places, row.stream)
}

interface Opening {
  readonly stream: string
  readonly sender: string
  readonly receiver: string | null
  readonly places: Places
  readonly handed: readonly { readonly op: Op; readonly refusal: Refusal }[]
  readonly keys: Keys
}

async function openAll(deps: PushDeps, tx: Sql, { stream, sender, receiver, places, handed, keys }: Opening): Promise<void> {
  if (handed.length === 0) return
  const rows = handed.map(({ op, refusal }) => {
    const key = keys.get(op.record) ?? Buffer.alloc(0)
    const sealed = hex(deps.vault.seal(key, { op, refusal }, `handover|${recordContext(stream, op.record)}`))
    return { stream, id: op.id, sender, receiver, state: 'open', kind: op.kind, record: op.record, place: placeOf(deps, places, stream, op), at: instant(deps), sealed }
  })
  await tx`insert into handover (stream, id, sender, receiver, state, kind, record, place, at, sealed)
    select stream, id, sender, receiver, state, kind, record, place, at, sealed from jsonb_populate_recordset(null::handover, ${tx.json(rows)})
    on conflict (stream, id) do nothing`
  await noteHandedOver(deps, tx, stream, handed.map(({ op }) => op))
}

/** Where the op itself says it belongs, if that is a place of this township; no record is asked. */
function placeOf(deps: PushDeps, places: Places, stream: string, op: Op): string | null {
  const placed = own(deps.types, op.kind)?.placed ?? null
  const place = placed === null ? null : own(op.body.set, placed)
  return isId(place) && isWithin(places, place, stream) ? place : null
}

/** Of an op that was judged here the server knows why; of any other the phone says. */
function refusalOf(known: StoredOp | undefined, told: unknown): Refusal {
  if (known?.outcome.kind === 'rejected' && known.outcome.refusal.code !== 'changedMeanwhile') return known.outcome.refusal
  if (known?.outcome.kind === 'applied') return { code: 'changedMeanwhile', conflicts: known.conflicts }
  return decodeRefusal(told)
}

interface Decided {
  readonly lines: readonly AuditEntry[]
}

/** Runs under the stream's row lock and writes what was done to its audit trail. */
async function inStream(deps: HandoverDeps, me: Me, stream: string, work: (tx: Sql) => Promise<Handed & Decided>): Promise<Handed> {
  return onTrail<Handed>(deps, stream, async (tx) => {
    const [row] = await tx<{ county: string }[]>`select county from stream where stream = ${stream}`
    if (row?.county !== me.county) return { result: NOT_FOUND, lines: [] }
    const { lines, ...handed } = await work(tx)
    return { result: handed, lines }
  })
}

async function readOne(tx: Sql, stream: string, id: string): Promise<HandoverRow | null> {
  const [row] = await tx<HandoverRow[]>`select ${handoverColumns(tx)} from handover h left join record_key k on k.stream = h.stream and k.record = h.record
    where h.stream = ${stream} and h.id = ${id}`
  return row ?? null
}

function handOverLine(actor: string, op: Op, to: string | null): AuditEntry {
  return { actor, action: 'handOver', subject: op.record, detail: { kind: op.kind, op: op.id, to } }
}

function done(state: HandoverState['state']): Extract<Handed, { kind: 'done' }> & Decided {
  return { kind: 'done', answer: { state }, lines: [] }
}

function instant(deps: PushDeps): string {
  return new Date(deps.now()).toISOString()
}

