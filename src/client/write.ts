import { must } from '../core/assert'
import { apply } from '../core/apply'
import { newId } from '../core/id'
import type { OpBody, Patch, Refusal, StoredRecord } from '../core/op'
import { own } from '../core/own'
import { dayAt, type Day } from '../core/period'
import { ancestry, type Places } from '../core/place'
import { MAX_OP_BYTES, type Me } from '../core/protocol'
import type { RecordType, Registry } from '../core/recordType'
import { endedProblem } from '../domain/placeRules'
import { mayWrite } from '../domain/role'
import { utf8Length } from './bytes'
import type { AttentionItem, Way, WriteAnswer, WriteInput } from './state'
import type { StoredDrafts } from './drafts'
import type { Media } from './media'
import type { Outbox } from './outbox'
import type { Device } from './platform/ports'
import type { Replica } from './replica'
import type { Held } from './verdicts'
import { receiptOf, type View } from './view'

export interface WriteDeps {
  readonly types: Registry
  readonly me: Me
  readonly device: Device
  /** This device, as its ops name it: what it wrote itself nobody else changed. */
  readonly code: string
  readonly outbox: Outbox
  readonly replica: Replica
  readonly view: View
  readonly media: Pick<Media, 'evict'>
  readonly drafts: Pick<StoredDrafts, 'idOf'>
}

export interface Writer {
  /** `base`: the change up to which the author had seen the record. */
  write(input: WriteInput & { readonly base: number }): Promise<WriteAnswer>
  settle(item: AttentionItem, way: Way, base: number): Promise<WriteAnswer | null>
}

/** Judges with the server's own function before anything is stored; what passes is in the journal when the promise resolves. */
export function createWriter({ types, me, device, code, outbox, replica, view, media, drafts }: WriteDeps): Writer {
  interface Intent {
    readonly kind: string
    readonly record: string
    readonly before: StoredRecord | null
    readonly base: number
    readonly stream: string | undefined
    readonly body: OpBody
    readonly replaces: readonly string[]
    readonly draft: string | null
  }

  async function commit(intent: Intent): Promise<WriteAnswer> {
    const type = own(types, intent.kind)
    if (type === undefined) return refused({ code: 'unknownKind' })
    const today = dayAt(device.now())
    const body = withDays(type, intent.body, today)
    const { config, author } = view.replay()
    const { kind, record, before, base, replaces, draft } = intent
    const probe = { id: record, device: code, seq: 0, schema: 0, kind, record, base, body, claimedAt: new Date(device.now()).toISOString() }
    if (utf8Length(JSON.stringify(probe)) > MAX_OP_BYTES - IDENTITY_BYTES) return refused({ code: 'tooLarge' })
    const outcome = apply(types, config, before, probe, { n: before?.n ?? 0, author, today })
    if (outcome.kind === 'rejected') return refused(outcome.refusal)
    const stream = intent.stream ?? streamOf(type, outcome.record, me, config.places)
    // Without the county's places nobody's scope can be told here; the server will. Who holds no role has none anywhere.
    const isScopeKnown = me.grants.length === 0 || Object.keys(config.places.byId).length > 0
    const refusal = isScopeKnown ? mayWrite(me, config.places, { type, body, stream, before, after: outcome.record }) : null
    if (refusal !== null) return refused(refusal)
    const ended = endedProblem(config.places, type, before, outcome.record, today)
    if (ended !== null) return refused({ code: 'rule', say: ended })
    const seen = replica.records.has(record) ? null : view.base(record)
    return keep({ stream, kind, record, base, body, seen, replaces, draft })
  }

  async function keep(written: Parameters<Outbox['add']>[0]): Promise<WriteAnswer> {
    let added = await outbox.add(written)
    // What the server has makes room for what was typed; the county's places and options last, for nothing can be entered without them.
    for (const makeRoom of [() => media.evict(), () => replica.evict(me.county), () => replica.evict(null)]) {
      if (added.kind === 'added' || added.why !== 'full') break
      await makeRoom()
      added = await outbox.add(written)
    }
    if (added.kind === 'notAdded') return { kind: 'notSaved', why: added.why }
    view.touch([written.record])
    return { kind: 'saved', record: written.record, receipt: receiptOf(added.entry), op: added.entry.op.id }
  }

  async function rewrite(item: AttentionItem, body: OpBody, base: number): Promise<WriteAnswer> {
    const { op, stream } = item
    const dependents = body.kind === 'create' ? outbox.ofRecord(op.record).filter(dependsOn(op.id)) : []
    const before = body.kind === 'create' ? null : view.current(op.record)
    const answer = await commit({ kind: op.kind, record: op.record, before, base, stream, body, replaces: [op.id], draft: null })
    if (answer.kind !== 'saved') return answer
    await outbox.settle([op.id], null)
    for (const { entry } of dependents) {
      const again = { kind: op.kind, record: op.record, before: view.current(op.record), base, stream, body: entry.op.body, replaces: [entry.op.id], draft: null }
      if ((await commit(again)).kind === 'saved') await outbox.settle([entry.op.id], null)
    }
    view.touch([op.record])
    return answer
  }

  /**
   * The same content on the record that stayed when two were merged. Its author has not seen that one: where both say something else, what
   * stands there stays, and the author finds both, as ever.
   */
  async function writeOnto(item: AttentionItem, survivor: string): Promise<WriteAnswer> {
    const { op, stream } = item
    const answer = await commit({ kind: op.kind, record: survivor, before: view.current(survivor), base: 0, stream, body: op.body, replaces: [op.id], draft: null })
    if (answer.kind === 'saved') await outbox.settle([op.id], null)
    view.touch([op.record, survivor])
    return answer
  }

  async function writeNow({ kind, record, base, stream, body, draft }: Parameters<Writer['write']>[0]): Promise<WriteAnswer> {
    const made = draft === undefined ? null : await drafts.idOf(draft)
    const isReady = await device.ready().then(() => true, () => false)
    if (!isReady) return { kind: 'notSaved', why: 'broken' }
    const id = record ?? newId(device.now(), device.random)
    const before = record === null ? null : view.current(record)
    const home = stream ?? outbox.ofRecord(id)[0]?.entry.stream ?? replica.records.get(id)?.stream
    return commit({ kind, record: id, before, base, stream: home, body, replaces: [], draft: made })
  }

  /** A host may tell of one tap twice before the page has drawn that it is saving: of one form, what comes meanwhile is the same writing. */
  const underWay = new Map<string, Promise<WriteAnswer>>()

  return {
    write(input) {
      const draft = input.draft ?? null
      const known = draft === null ? undefined : underWay.get(draft)
      if (known !== undefined) return known
      const writing = writeNow(input)
      if (draft === null) return writing
      underWay.set(draft, writing)
      const end = (): void => void underWay.delete(draft)
      writing.then(end, end)
      return writing
    },
    async settle(item, way, base) {
      if (typeof way === 'object' && 'set' in way) return rewrite(item, changed(item, way.set), base)
      if (way === 'mine') return rewrite(item, mine(item), base)
      if (typeof way === 'object' && 'onto' in way) return writeOnto(item, way.onto)
      if (typeof way === 'object' && 'given' in way) await outbox.settle([item.id], `转给 ${way.given}`, true)
      else await outbox.settle([item.id], way === 'stored' ? null : way.discard)
      view.touch([item.op.record])
      return null
    },
  }
}

/** Ids, device and place in the order, which the op gets later. */
const IDENTITY_BYTES = 64

function refused(refusal: Refusal): WriteAnswer {
  return { kind: 'refused', refusal }
}

/** What a move dates with "today" is the day it was written, not the day it reaches the server. */
function withDays(type: RecordType, body: OpBody, today: Day): OpBody {
  const sets = body.kind === 'edit' ? {} : (own(type.moves, body.move)?.sets ?? {})
  const days = Object.entries(sets).filter(([name, by]) => by.kind === 'today' && !Object.keys(body.set).includes(name))
  return { ...body, set: { ...body.set, ...Object.fromEntries(days.map(([name]) => [name, today])) } }
}

/** A record belongs to the township its place lies in; without a place, to the one its author works in. */
function streamOf(type: RecordType, record: StoredRecord, me: Me, places: Places): string {
  if (type.stream === 'county') return me.county
  const place = type.placed === null ? undefined : record.values[type.placed]
  const path = typeof place === 'string' ? ancestry(places, place) : []
  const granted = new Set(me.grants.map((grant) => grant.stream))
  const home = path.find((step) => granted.has(step.id) && step.id !== me.county) ?? path.find((step) => step.level === 'township')
  return home?.id ?? me.grants.find((grant) => grant.stream !== me.county)?.stream ?? me.county
}

/** Later ops on a record whose creation was refused: told so by the server, or still to be told. */
function dependsOn(create: string): (held: Held) => boolean {
  return ({ entry, verdict }) => entry.op.id !== create && (verdict === null || (verdict.kind === 'held' && verdict.by === create))
}

/** The same once more, seen against what stands there now; of a conflict only what did not get through. */
function mine({ op, reason }: AttentionItem): OpBody {
  if (reason.kind !== 'conflict') return op.body
  return editOf(Object.fromEntries(reason.conflicts.map(({ path, mine: value }) => [path, value])))
}

function changed({ op, reason }: AttentionItem, set: Patch): OpBody {
  return reason.kind === 'conflict' ? editOf(set) : { ...op.body, set: { ...op.body.set, ...set } }
}

/** Names of fields, or of cells as conflicts name them: `rows/row/cell`. */
export function editOf(valuesByPath: Patch): OpBody {
  const set: Record<string, Patch[string]> = {}
  const rows: Record<string, Record<string, { set: Record<string, Patch[string]> }>> = {}
  for (const [path, value] of Object.entries(valuesByPath)) {
    const [name = '', row, cell] = path.split('/')
    if (row === undefined) set[name] = value
    else {
      const patches = (rows[name] ??= {})
      const patch = (patches[row] ??= { set: {} })
      patch.set[must(cell, `a cell in ${path}`)] = value
    }
  }
  return Object.keys(rows).length === 0 ? { kind: 'edit', set } : { kind: 'edit', set, rows }
}
