import { sha256 } from '@noble/hashes/sha2.js'
import type { StoreApi } from 'zustand/vanilla'
import type { Values } from '../core/field'
import { newId, uuidText } from '../core/id'
import { utf8Bytes } from './bytes'
import type { Device, Files, Written } from './platform/ports'
import type { Sealer } from './seal'
import type { Draft, Drafts, Opened, Unkept } from './state'
import { createTurns } from './turns'

export interface HeldDrafts {
  /** Newest first. */
  readonly all: readonly Draft[]
  /** Why some of it is still only in memory, though it was tried to write it. */
  readonly unkept: Unkept | null
}

export const NO_DRAFTS: HeldDrafts = { all: [], unkept: null }

/** What one window knows of draft files, whoever is signed in, and however often they are opened anew. */
export interface DraftWindow {
  /** Path → what this window last read or wrote there. What says something else is another window's. */
  readonly ours: Map<string, readonly string[]>
  /** Path → the key under which its form goes on here, since that file is another window's. */
  readonly moved: Map<string, string>
}

export function createDraftWindow(): DraftWindow {
  return { ours: new Map(), moved: new Map() }
}

export interface StoredDrafts {
  /** `saved`: drafts from which an op was written; the program may have died between saving the one and dropping the other. */
  load(saved: ReadonlySet<string>): Promise<void>
  get(key: string): Draft | null
  put(key: string, values: Values, opened?: Opened): void
  drop(key: string): void
  /** What an op written from it names it by; null: there is no such draft. */
  idOf(key: string): Promise<string | null>
  /** From where this window numbers new forms. */
  readonly from: number
  /** Writes what is still only in memory; true when all of it is on the phone. */
  flush(): Promise<boolean>
  /** Files that are there and could not be read; no other draft is written over them. */
  unreadable(): number
}

/** Sealed files of one person, one per draft. The device is ready. */
export function createDrafts(files: Files, sealer: Sealer, owner: string, device: Device, store: StoreApi<HeldDrafts>, { ours, moved }: DraftWindow): StoredDrafts {
  const drafts = new Map<string, Draft>()
  const unsaved = new Set<string>()
  /** Path → the longer name under which an older program keeps the same draft. */
  const formerly = new Map<string, string>()
  const inTurn = createTurns()
  const run = newId(device.now(), device.random)
  const from = Number.parseInt(run.slice(-6), 16)
  let given = 0
  let unread = 0
  let callOff = (): void => undefined

  // A key in full would be too long for the name of a file on a phone (255).
  const pathOf = (key: string): string => `drafts/${owner}/${uuidText(sha256(utf8Bytes(key)).subarray(0, 16))}`
  const freshId = (): string => `${run}.${(given += 1)}`

  function here(key: string): string {
    const next = moved.get(pathOf(key))
    return next === undefined ? key : here(next)
  }

  function show(): void {
    store.setState({ all: [...drafts.values()].sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)) })
  }

  function later(key: string): void {
    unsaved.add(key)
    callOff()
    callOff = device.after(PAUSE_MS, () => void flush())
    show()
  }

  function flush(): Promise<boolean> {
    callOff()
    return inTurn(async () => {
      let unkept: Unkept | null = null
      for (const key of [...unsaved]) {
        const outcome = await keep(key)
        if (outcome !== 'written' && drafts.has(here(key))) unkept = outcome
      }
      store.setState({ unkept })
      return unsaved.size === 0
    })
  }

  /** What is not written is tried again with the next change. */
  async function keep(asked: string): Promise<Written> {
    let key = asked
    try {
      await device.ready()
      key = await ownKey(asked)
      unsaved.delete(key)
      const outcome = await settled(key)
      if (outcome !== 'written') unsaved.add(key)
      return outcome
    } catch {
      unsaved.add(key)
      return 'broken'
    }
  }

  async function settled(key: string): Promise<Written> {
    const [path, draft] = [pathOf(key), drafts.get(key)]
    const known = ours.get(path) ?? []
    if (draft === undefined) {
      if (known.length > 0) await files.remove(path)
      ours.delete(path)
      await removeFormer(path)
      return 'written'
    }
    const text = sealer.seal(path, JSON.stringify(draft))
    // Storage may have done what it then failed to answer.
    ours.set(path, [...known, text])
    const outcome = await files.write(path, text)
    if (outcome !== 'written') return outcome
    ours.set(path, [text])
    await removeFormer(path)
    return outcome
  }

  async function removeFormer(path: string): Promise<void> {
    const former = formerly.get(path)
    if (former === undefined) return
    await files.remove(former)
    formerly.delete(path)
  }

  /**
   * The key under which this window may write: what another window has written there meanwhile stays, and what is written here goes on as
   * a draft of its own. Rejects when storage does not tell.
   */
  async function ownKey(key: string): Promise<string> {
    const path = pathOf(key)
    const there = await files.read(path)
    const [draft, known] = [drafts.get(key), ours.get(path) ?? []]
    const isOurs = there === null ? known.length === 0 : known.includes(there)
    if (isOurs && there !== null) ours.set(path, [there])
    else ours.delete(path)
    if (isOurs || draft === undefined) return key
    // Its old id may stand in an op of the other window: what was typed here since is another draft. Where that one's file is still there,
    // under another key too, far from where forms are numbered.
    const own = there === null ? key : besides(key, 2 ** 48 + Number.parseInt(run.slice(-12), 16) + (given += 1))
    drafts.delete(key)
    drafts.set(own, { ...draft, key: own, id: freshId() })
    if (own !== key) moved.set(path, own)
    unsaved.delete(key)
    unsaved.add(own)
    show()
    return own
  }

  async function read(path: string): Promise<Draft | null> {
    const text = await files.read(path)
    if (text === null) return null
    const opened = sealer.open(path, text)
    if (opened.kind !== 'text') throw new Error(opened.kind)
    const draft = JSON.parse(opened.text) as StoredDraft
    const at = pathOf(draft.key)
    if (path === at && draft.id !== undefined) {
      // One that this window knew before may be shown by a form: what another window has made of it since is not that form's.
      if (!ours.has(at)) ours.set(at, [text])
      return { ...draft, id: draft.id }
    }
    // An older program's goes when it was written under its new name; where that is there already, it is the newer.
    if (path !== at && (await files.read(at)) !== null) {
      await files.remove(path)
      return null
    }
    if (path === at) ours.set(at, [text])
    else formerly.set(at, path)
    unsaved.add(draft.key)
    return { ...draft, id: freshId() }
  }

  return {
    flush, from,
    get: (key) => drafts.get(here(key)) ?? null,
    put(asked, values, opened) {
      const key = here(asked)
      const before = drafts.get(key)
      drafts.set(key, { key, id: before?.id ?? freshId(), values, opened: before?.opened ?? opened ?? null, savedAt: new Date(device.now()).toISOString() })
      later(key)
    },
    drop(key) {
      const at = here(key)
      if (!drafts.delete(at)) return
      // Whoever asks for the first key again means what the other window has there.
      for (const [path, to] of [...moved]) if (here(to) === at) moved.delete(path)
      later(at)
    },
    idOf: (key) => inTurn(async () => {
      // Where storage does not tell, it is taken for this window's, as it is on every phone.
      await ownKey(here(key)).catch(() => undefined)
      return drafts.get(here(key))?.id ?? null
    }),
    unreadable: () => unread,
    async load(saved) {
      for (const path of await files.list(`drafts/${owner}/`)) {
        try {
          // Another window's, beside which this one has its own: to be seen there, or after the next start.
          if (moved.has(path)) continue
          const draft = await read(path)
          if (draft === null) continue
          // What cannot be removed now is removed at the next start.
          if (saved.has(draft.id)) await files.remove(path).catch(() => undefined)
          else drafts.set(draft.key, draft)
        } catch {
          unread += 1
          ours.delete(path)
        }
      }
      if (unsaved.size > 0) callOff = device.after(PAUSE_MS, () => void flush())
      show()
    },
  }
}

/** The same form's, under another number; of a text that has none, with one. */
function besides(key: string, n: number): string {
  return /:\d+$/.test(key) ? key.replace(/\d+$/, String(n)) : `${key}~${n}`
}

/** An older program gave no ids, and files longer names. */
type StoredDraft = Omit<Draft, 'id'> & { readonly id?: string }

const PAUSE_MS = 500

/** What screens hold, whoever is signed in; nobody has no drafts. */
export function draftsOf(store: StoreApi<HeldDrafts>, current: () => StoredDrafts | null): Drafts {
  return {
    get: (key) => current()?.get(key) ?? null,
    put: (key, values, opened) => current()?.put(key, values, opened),
    drop: (key) => current()?.drop(key),
    list: () => store.getState().all,
    from: () => current()?.from ?? 1,
    unkept: () => store.getState().unkept,
    subscribe: (run) => store.subscribe(run),
  }
}
