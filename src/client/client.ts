import { createStore, type StoreApi } from 'zustand/vanilla'
import { newId } from '../core/id'
import { dayAt } from '../core/period'
import type { RevealNote } from '../core/privacyWire'
import type { FiguresAnswer, FiguresRequest } from '../core/protocol'
import { REGISTRY } from '../domain/registry'
import { createAccount, type Signed } from './account'
import { chanceOf } from './chance'
import { createDraftWindow, draftsOf, NO_DRAFTS } from './drafts'
import type { Initials } from '../core/pinyin/initials'
import { createFind, type RecordRows, type RecordsQuery } from './find'
import { createLock } from './idle'
import { countLocally } from './localFigures'
import { createOnline, type Online } from './online'
import { openPerson, type Person } from './person'
import type { Platform } from './platform/ports'
import type { AttentionItem, Clock, Drafts, Entered, LockState, MediaDoor, Pokes, SessionState, SignInWay, SyncState, TakenIn, ViewState, Way, WriteAnswer, WriteInput } from './state'
import { createReveals } from './reveals'
import { createTurns } from './turns'
import { createViewStore, NOTHING_SHOWN } from './view'

export type {
  AttentionItem, AttentionReason, Clock, Draft, Drafts, Entered, KeptMedia, LockState, MediaDoor, MediaSync, Opened, Pokes, SessionState, ShownMedia, ShownRecord, SignedIn, SignInWay, StreamState, SyncMark, SyncState, TakenIn, Unkept, ViewState, Way, WriteAnswer, WriteInput,
} from './state'
export type { RecordRows, RecordsQuery } from './find'

/** What the phone holds of whoever is signed in: not yet read, there to see and write, or out of reach. */
export type Opening = 'unread' | 'open' | 'silent'

/** Everything the screens know of the world. Made once in app.tsx and handed down by `ClientProvider`. */
export interface Client {
  /** Shows what is on the phone at once, then syncs. */
  start(): Promise<void>
  readonly session: StoreApi<SessionState>
  readonly view: StoreApi<ViewState>
  readonly opening: StoreApi<Opening>
  /** Tries again to open what the phone holds. */
  reopen(): void
  readonly sync: StoreApi<SyncState>
  /** Last change number told by the server's poke, per stream; figures of online roles read again when it moves. */
  readonly pokes: StoreApi<Pokes>
  /** Whether the server's pokes are heard, as far as the phone can tell. */
  readonly hearing: StoreApi<boolean>
  readonly clock: StoreApi<Clock>
  readonly lock: StoreApi<LockState>
  /** A hand is on the screen. */
  touched(): void
  /** The tap that a covered screen asks for; one that asks for a sign-in stays covered. */
  uncover(): void
  /** Needs the network; everything afterwards does not. */
  signIn(way: SignInWay): Promise<Entered>
  /** Never drops unsent ops: sealed files stay, the key is forgotten. */
  signOut(): Promise<void>
  /**
   * Validates with `apply`, resolves once the op is safely in the journal, never waits for the network.
   * `record` null creates; `stream` is only needed when nothing else tells it; `draft` is dropped with the save.
   */
  write(input: WriteInput): Promise<WriteAnswer>
  /** A way out of 需核对; null when nothing had to be written. */
  settle(item: AttentionItem, way: Way): Promise<WriteAnswer | null>
  readonly drafts: Drafts
  /** Puts on the phone what is still only in memory; false: some of it could not be. */
  putAway(): Promise<boolean>
  /** What this phone holds for the server, as one sealed file to be carried to another phone of the same person; null when storage does not answer. */
  exportJournal(): Promise<{ readonly name: string; readonly text: string } | null>
  /** Such a file of the person's other phone; safe to repeat. */
  takeIn(text: string): Promise<TakenIn>
  readonly media: MediaDoor
  /** Somebody saw personal values whole: kept until the server has it. Never in the way of reading. */
  revealed(what: Omit<RevealNote, 'id' | 'at'>): void
  /** A person asks for it: pictures that were refused are tried again too. */
  syncNow(): void
  readonly online: Online
  /** Lists and searches over what the phone holds. */
  find(query: RecordsQuery, initials?: Initials): RecordRows
  /** Figures over what the phone holds, own unconfirmed ops included. */
  count(request: FiguresRequest): FiguresAnswer
  /** The phone's clock: the time of day a form may begin with. */
  now(): number
  /** The platform's timer, for what screens do later; returns how to call it off. */
  after(ms: number, run: () => void): () => void
  /** From 0 to below 1: so that not all phones do at one moment what they heard at one moment. Only while somebody is signed in. */
  chance(): number
}

const NOTHING_TOLD: SyncState = { status: 'unread', waiting: 0, oldestAt: null, attention: [], unreadable: 0, streams: [], lastAt: null, media: { waiting: 0, refused: [] } }

export function createClient(platform: Platform): Client {
  const { device } = platform
  const account = createAccount(platform)
  const reveals = createReveals(platform.kv, account)
  const stores = { view: createViewStore(), sync: createStore(() => NOTHING_TOLD), pokes: createStore<Pokes>(() => ({})), hearing: createStore<boolean>(() => false), drafts: createStore(() => NO_DRAFTS), draftWindow: createDraftWindow() }
  const clock = createStore<Clock>(() => ({ today: dayAt(device.now()), visible: true }))
  const lock = createLock(platform, account.store, () => stores.view.getState().config.settings)
  const opening = createStore<Opening>(() => 'unread')
  const find = createFind(REGISTRY)
  const inTurn = createTurns()
  let person: Person | null = null

  async function revealed(what: Omit<RevealNote, 'id' | 'at'>): Promise<void> {
    const owner = person?.signed.me.person
    if (owner === undefined) return
    await device.ready()
    await reveals.note(owner, { ...what, id: newId(device.now(), device.random), at: new Date(device.now()).toISOString() })
    await reveals.handIn(owner)
  }

  /** The signed-in person, opened once; null while nobody is signed in, or when the phone's storage does not answer. */
  function open(): Promise<Person | null> {
    return inTurn(async () => {
      const signed = account.signed()
      if (person !== null && signed === null) await cleared(person)
      if (person !== null && (signed === null || !isSame(person.signed, signed))) await close()
      if (signed === null) {
        // No form is open any more that another window's draft would have to be kept from.
        stores.draftWindow.ours.clear()
        stores.draftWindow.moved.clear()
      }
      if (signed === null || person !== null) return person
      try {
        person = await openPerson(platform, account, signed, stores)
      } catch {
        opening.setState('silent', true)
        return null
      }
      opening.setState('open', true)
      if (signed.me.grants.length === 0) await cleared(person)
      person.sync.resume()
      person.poker.start()
      return person
    })
  }

  /** What was downloaded leaves the phone; what was written stays, sealed. */
  async function cleared({ replica, media }: Person): Promise<void> {
    await replica.clear()
    await media.evict()
  }

  async function close(): Promise<void> {
    const before = person
    person = null
    opening.setState('unread', true)
    await before?.close()
    stores.view.setState(NOTHING_SHOWN, true)
    stores.sync.setState(NOTHING_TOLD, true)
    stores.pokes.setState({}, true)
    stores.drafts.setState(NO_DRAFTS, true)
  }

  /** Grants may have changed while it was being saved: whoever is opened since then takes it in, as from another window. */
  async function passedOn(): Promise<void> {
    await (await open())?.tidy()
  }

  /** The change up to which the record on the screen is the server's. */
  function seen(record: string | null): number {
    const { records, borrowed } = stores.view.getState()
    return record === null ? 0 : ((records.get(record) ?? borrowed.get(record))?.n ?? 0)
  }

  function onVisible(visible: boolean): void {
    clock.setState({ visible })
    tick()
    if (person === null) {
      if (visible) void open()
      return
    }
    if (visible) {
      void person.tidy()
      person.sync.wake('foreground')
      person.poker.start()
    } else {
      // Five seconds later the host may stop everything.
      void person.drafts.flush()
      person.poker.stop()
    }
  }

  function tick(): void {
    const today = dayAt(device.now())
    if (today !== clock.getState().today) clock.setState({ today })
    void lock.check()
  }

  function tickEveryMinute(): void {
    tick()
    device.after(60_000, tickEveryMinute)
  }

  return {
    now: device.now, chance: () => chanceOf(device), session: account.store, view: stores.view, opening, sync: stores.sync, pokes: stores.pokes, hearing: stores.hearing, clock, lock: lock.store,
    reopen: () => void open(),
    touched: lock.touched,
    uncover() {
      if (lock.store.getState() === 'tap') lock.open()
    },
    online: createOnline(account, (stream, record) => person?.view.borrow(stream, record)),
    async start() {
      await account.start()
      await lock.start()
      await open()
      device.onVisible(onVisible)
      device.onNetwork((online) => {
        if (!online) return
        person?.sync.wake('network')
        void account.tellLeft()
      })
      tickEveryMinute()
      // With every round: what was seen offline is told as soon as what was written is.
      stores.sync.subscribe((now, before) => { if (now.lastAt !== before.lastAt && person !== null) reveals.handIn(person.signed.me.person).catch(() => undefined) })
      // Grants may change with a refresh: what may be seen and written follows.
      account.store.subscribe(() => void open())
      void account.tellLeft()
      void account.welcome()
    },
    async signIn(way) {
      const entered = await account.signIn(way)
      if (entered.kind !== 'in') return entered
      lock.open()
      const opened = await open()
      opened?.sync.resume()
      opened?.poker.start()
      return entered
    },
    async signOut() {
      const before = person
      before?.sync.stop()
      await before?.drafts.flush()
      await before?.replica.clear()
      await before?.media.evict()
      await account.signOut()
      await open()
    },
    async write(input) {
      // What its author sees at this moment: a pull that ends during the saving has not been seen.
      const base = input.base ?? seen(input.record)
      const opened = await open()
      if (opened === null) return { kind: 'notSaved', why: 'broken' }
      const answer = await opened.writer.write({ ...input, base })
      if (person !== opened) await passedOn()
      if (answer.kind === 'saved' && input.draft !== undefined) (person ?? opened).drafts.drop(input.draft)
      opened.tell()
      if (answer.kind === 'saved') opened.sync.wake('write')
      return answer
    },
    async settle(item, way) {
      const base = baseOf(item) ?? seen(item.op.record)
      const opened = await open()
      if (opened === null) return { kind: 'notSaved', why: 'broken' }
      const answer = await opened.writer.settle(item, way, base)
      if (person !== opened) await passedOn()
      opened.tell()
      opened.sync.wake('write')
      return answer
    },
    async exportJournal() {
      try {
        const opened = await open()
        if (opened === null) return null
        return { name: `说事簿-${opened.signed.device}-${clock.getState().today}.txt`, text: await opened.exportJournal() }
      } catch {
        return null
      }
    },
    async takeIn(text) {
      return (await (await open())?.takeIn(text)) ?? { kind: 'notSaved' }
    },
    putAway: () => inTurn(async () => (person === null ? true : person.drafts.flush())),
    drafts: draftsOf(stores.drafts, () => person?.drafts ?? null),
    find: (query, initials) => find(stores.view.getState(), query, initials),
    count(request) {
      const { streams } = stores.sync.getState()
      const n = streams.find(({ stream }) => stream === request.stream)?.upTo ?? 0
      const waiting = person?.outbox.waiting(request.stream).length ?? 0
      return countLocally({ types: REGISTRY, view: stores.view.getState(), request, n, waiting, readAt: new Date(device.now()).toISOString() })
    },
    after: device.after,
    media: {
      keep: async (bytes, what) => (await open())?.media.keep(bytes, what) ?? { kind: 'notKept', why: 'broken' },
      show: async (stream, record, id) => (await open())?.media.show(stream, record, id) ?? { kind: 'offline' },
    },
    revealed: (what) => void revealed(what).catch(() => undefined),
    syncNow() {
      void person?.tidy()
      void person?.media.hope(true).then(() => person?.sync.wake('foreground'))
    },
  }
}

/** What the author of an op had seen when settling it; null: what the phone shows now. */
function baseOf({ op, reason }: AttentionItem): number | null {
  if (reason.kind === 'conflict') return reason.n
  // Written before the phone was lost: what others have changed since then was not seen.
  return reason.kind === 'refused' && reason.refusal.code === 'deviceRevoked' ? op.base : null
}

function isSame(a: Signed, b: Signed): boolean {
  return a.device === b.device && a.journalKey === b.journalKey && JSON.stringify(a.me) === JSON.stringify(b.me)
}
