import type { StoreApi } from 'zustand/vanilla'
import { REGISTRY, SCHEMA_VERSION } from '../domain/registry'
import type { Account, Signed } from './account'
import type { AttentionItem, AttentionReason, Pokes, SyncState, TakenIn, ViewState } from './state'
import { createDrafts, type DraftWindow, type HeldDrafts, type StoredDrafts } from './drafts'
import { chanceOf } from './chance'
import { createExchange } from './exchange'
import { createJournal, type Verdict } from './journal'
import { readJournalFile, writeJournalFile } from './journalFile'
import { createOutbox, type Outbox } from './outbox'
import { createMedia, type Media } from './media'
import type { Platform } from './platform/ports'
import { createPoker, type Poker } from './poke'
import { createReplica, type Replica } from './replica'
import { createSealer } from './seal'
import { createSync, type Status, type Sync } from './sync'
import type { Held } from './verdicts'
import { createView, receiptOf, type View } from './view'
import { createWriter, type Writer } from './write'

/** Everything of the person who is signed in, opened from this phone. */
export interface Person {
  readonly signed: Signed
  readonly outbox: Outbox
  readonly replica: Replica
  readonly view: View
  readonly writer: Writer
  readonly drafts: StoredDrafts
  readonly media: Media
  readonly sync: Sync
  readonly poker: Poker
  /** What other windows and the days have changed. */
  tidy(): Promise<void>
  /** The journal as one file's text. Rejects when the phone's storage does not answer. */
  exportJournal(): Promise<string>
  takeIn(text: string): Promise<TakenIn>
  /** Tells `sync` what waits and what needs attention. */
  tell(): void
  /** Nothing runs or goes out for this person any more; nothing of theirs is lost. */
  close(): Promise<void>
}

export interface Stores {
  readonly view: StoreApi<ViewState>
  readonly sync: StoreApi<SyncState>
  readonly pokes: StoreApi<Pokes>
  readonly hearing: StoreApi<boolean>
  readonly drafts: StoreApi<HeldDrafts>
  readonly draftWindow: DraftWindow
}

/** Rejects when the phone's storage does not answer. */
export async function openPerson({ kv, files, sockets, device }: Platform, account: Account, signed: Signed, stores: Stores): Promise<Person> {
  await device.ready()
  const owner = signed.me.person
  const sealer = createSealer(signed.journalKey, device.random)
  const journal = createJournal(files, kv, sealer, owner)
  const outbox = createOutbox(journal, device, signed.device, SCHEMA_VERSION)
  const replica = createReplica(files, sealer, owner, device.now)
  const drafts = createDrafts(files, sealer, owner, device, stores.drafts, stores.draftWindow)
  // Files of the one are read while those of the other are opened.
  await Promise.all([outbox.open(), replica.load()])
  await drafts.load(savedDrafts(outbox))
  const unreadable = (): number => journal.unreadable() + drafts.unreadable()
  let isAlive = true
  const view = createView(stores.view, REGISTRY, signed.me, replica, outbox, () => isAlive)
  view.touchAll()

  const lastAtKey = `lastAt/${owner}`
  let lastAt = await kv.get(lastAtKey)
  let status: Status = 'idle'

  function tell(): void {
    if (!isAlive) return
    const waiting = outbox.waiting()
    stores.sync.setState({
      status, waiting: waiting.length, oldestAt: waiting[0]?.entry.op.claimedAt ?? null, lastAt,
      attention: outbox.attention().map(attentionItem), unreadable: unreadable(),
      media: media.state(),
      streams: replica.positions().map(({ stream, upTo, complete }) => ({ stream, upTo, complete })),
    }, true)
  }

  async function tidy(): Promise<void> {
    try {
      view.touch(await outbox.tidy())
      await media.open()
      await media.tidy()
    } catch {
      // Storage did not answer: nothing was let go of that is needed, and the next time does the rest.
    }
    tell()
    if (outbox.waiting().length > 0) sync.wake('write')
  }

  async function takeIn(text: string): Promise<TakenIn> {
    const read = readJournalFile(text, sealer, owner)
    if (read.kind !== 'read') return read
    const ops = await outbox.adopt(read.entries, read.verdicts)
    view.touch(read.entries.map(({ op }) => op.record))
    tell()
    sync.wake('write')
    return ops === null ? { kind: 'notSaved' } : { kind: 'takenIn', ops, unreadable: read.unreadable }
  }

  const chance = (): number => chanceOf(device)
  const media = createMedia({
    account, files, sealer, owner, device, types: REGISTRY, outbox, unreadable, chance, alive: () => isAlive,
    drafts: () => JSON.stringify(stores.drafts.getState().all),
    isGone: (stream, record) => view.current(record) === null && replica.positions().some((position) => position.stream === stream),
  })
  await media.open()
  const exchange = createExchange({ account, outbox, replica, view, device, alive: () => isAlive })
  const poker = createPoker(account, sockets, device, chance, (stream, n) => {
    stores.pokes.setState({ [stream]: n })
    sync.wake('poke')
  }, (isHeard) => { if (isAlive || !isHeard) stores.hearing.setState(isHeard, true) })
  const sync = createSync({
    push: async () => told(await exchange.push()),
    async pull() {
      const step = await exchange.pull()
      // What left the scope with it leaves the phone.
      if (step === 'done') await media.tidy()
      return told(step)
    },
    media: async () => told(await media.step()),
    asked: exchange.asked,
    onHope: () => void media.hope(),
    after: device.after,
    chance,
    onStatus(now) {
      status = now
      if (now === 'expired') poker.stop()
      tell()
    },
    onRound() {
      lastAt = new Date(device.now()).toISOString()
      kv.set(lastAtKey, lastAt).catch(() => undefined)
    },
  })

  function told<T>(step: T): T {
    tell()
    return step
  }

  const writer = createWriter({ types: REGISTRY, me: signed.me, device, code: signed.device, outbox, replica, view, media, drafts })
  tell()
  return {
    signed, outbox, replica, view, writer, drafts, media, sync, poker, tidy, tell, takeIn,
    exportJournal: () => writeJournalFile(files, owner, signed.device, new Date(device.now()).toISOString()),
    async close() {
      isAlive = false
      sync.stop()
      poker.stop()
      await drafts.flush()
    },
  }
}

/** Ids of drafts from which an op was written. No clock tells it: a phone's may go wrong, and ops of another phone are taken in. */
function savedDrafts(outbox: Outbox): ReadonlySet<string> {
  const saved = [...outbox.records()].flatMap((record) => outbox.everOf(record))
  return new Set(saved.flatMap(({ entry }) => entry.draft ?? []))
}

function attentionItem({ entry, verdict }: Held): AttentionItem {
  return { id: entry.op.id, op: entry.op, stream: entry.stream, receipt: receiptOf(entry), reason: reasonOf(verdict) }
}

function reasonOf(verdict: Verdict | null): AttentionReason {
  if (verdict?.kind === 'refused') return { kind: 'refused', refusal: verdict.refusal }
  if (verdict?.kind === 'held') return { kind: 'held', by: verdict.by }
  return verdict?.kind === 'conflict' ? { kind: 'conflict', conflicts: verdict.conflicts, n: verdict.n } : { kind: 'conflict', conflicts: [], n: 0 }
}
