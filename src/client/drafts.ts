import type { StoreApi } from 'zustand/vanilla'
import type { Values } from '../core/field'
import { hexText } from './bytes'
import type { Device, Files } from './platform/ports'
import type { Sealer } from './seal'
import type { Draft, Drafts, Opened } from './state'
import { createTurns } from './turns'

/** Newest first. */
export interface HeldDrafts {
  readonly all: readonly Draft[]
}

export const NO_DRAFTS: HeldDrafts = { all: [] }

export interface StoredDrafts {
  /** `saved`: draft key → when its op was written; the program may have died between saving the one and dropping the other. */
  load(saved: ReadonlyMap<string, string>): Promise<void>
  put(key: string, values: Values, opened?: Opened): void
  drop(key: string): void
  /** Writes what is still only in memory; true when all of it is on the phone. */
  flush(): Promise<boolean>
}

/** Sealed files of one person, one per draft. */
export function createDrafts(files: Files, sealer: Sealer, owner: string, device: Device, store: StoreApi<HeldDrafts>): StoredDrafts {
  const drafts = new Map<string, Draft>()
  const unsaved = new Set<string>()
  const inTurn = createTurns()
  const at = `drafts/${owner}/`
  let callOff = (): void => undefined

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
      for (const key of [...unsaved]) {
        unsaved.delete(key)
        // Tried again with the next change.
        if (!(await keep(key))) unsaved.add(key)
      }
      return unsaved.size === 0
    })
  }

  async function keep(key: string): Promise<boolean> {
    const path = at + hexText(key)
    const draft = drafts.get(key)
    try {
      await device.ready()
      if (draft !== undefined) return (await files.write(path, sealer.seal(path, JSON.stringify(draft)))) === 'written'
      await files.remove(path)
      return true
    } catch {
      return false
    }
  }

  async function read(path: string): Promise<Draft | null> {
    try {
      const opened = sealer.open(path, (await files.read(path)) ?? '')
      return opened.kind === 'text' ? (JSON.parse(opened.text) as Draft) : null
    } catch {
      return null
    }
  }

  return {
    flush,
    put(key, values, opened) {
      drafts.set(key, { key, values, opened: drafts.get(key)?.opened ?? opened ?? null, savedAt: new Date(device.now()).toISOString() })
      later(key)
    },
    drop(key) {
      if (drafts.delete(key)) later(key)
    },
    async load(saved) {
      for (const path of await files.list(at)) {
        const draft = await read(path)
        if (draft === null) continue
        const savedAt = saved.get(draft.key)
        if (savedAt !== undefined && savedAt >= draft.savedAt) await files.remove(path)
        else drafts.set(draft.key, draft)
      }
      show()
    },
  }
}

const PAUSE_MS = 500

/** What screens hold, whoever is signed in; nobody has no drafts. */
export function draftsOf(store: StoreApi<HeldDrafts>, current: () => StoredDrafts | null): Drafts {
  return {
    get: (key) => store.getState().all.find((draft) => draft.key === key) ?? null,
    put: (key, values, opened) => current()?.put(key, values, opened),
    drop: (key) => current()?.drop(key),
    list: () => store.getState().all,
    subscribe: (run) => store.subscribe(run),
  }
}
