import { createStore, type StoreApi } from 'zustand/vanilla'
import { ON, SETTING } from '../domain/settingNames'
import type { Kv, Platform } from './platform/ports'
import type { LockState, SessionState } from './state'

/** How long nobody may have touched the screen, and what it asks once it has covered itself. */
export interface IdleRule {
  readonly afterMs: number
  readonly asks: Exclude<LockState, 'open'>
}

/**
 * 等保 asks for an end to idle sessions. Offices in a browser sign in again after fifteen minutes. Who works in the field is never
 * kept from writing something down: there a screen covers itself after thirty minutes if the county wants that, and a tap opens it.
 */
export function idleRule(session: SessionState, client: 'h5' | 'weapp', isCoverWanted: boolean): IdleRule | null {
  if (session.kind !== 'signedIn' || session.mode === 'demo') return null
  if (client === 'h5' && !session.holdsRecords) return OFFICE
  return isCoverWanted ? FIELD : null
}

export const OFFICE: IdleRule = { afterMs: 15 * 60_000, asks: 'signIn' }
export const FIELD: IdleRule = { afterMs: 30 * 60_000, asks: 'tap' }

/** By the phone's clock, in milliseconds; one that was put back makes nobody idle. */
export function isIdle({ afterMs }: IdleRule, touchedAt: number, now: number): boolean {
  return now - touchedAt >= afterMs
}

export interface Lock {
  readonly store: StoreApi<LockState>
  /** A browser that was left and is opened again hours later is locked from its first moment. */
  start(): Promise<void>
  /** Somebody is there; says nothing while the screen is covered. */
  touched(): void
  check(): Promise<void>
  /** After a sign-in, or after the tap that a cover asks for. */
  open(): void
}

export function createLock({ kv, device }: Pick<Platform, 'kv' | 'device'>, session: StoreApi<SessionState>, settings: () => Readonly<Record<string, unknown>>): Lock {
  const store = createStore<LockState>(() => 'open')
  let touchedAt = device.now()
  let keptAt = 0

  const rule = (): IdleRule | null => idleRule(session.getState(), device.client, settings()[SETTING.idleCover] === ON)

  function touch(): void {
    touchedAt = device.now()
    // Shared with the other windows of this browser, and with the next start; a minute more or less is nothing.
    if (rule()?.asks !== 'signIn' || Math.abs(touchedAt - keptAt) < KEEP_EVERY_MS) return
    keptAt = touchedAt
    kv.set(TOUCHED_KEY, String(touchedAt)).catch(() => undefined)
  }

  async function check(): Promise<void> {
    const now = device.now()
    const asked = rule()
    if (asked === null) return store.setState('open', true)
    if (now < touchedAt) touchedAt = now
    if (!isIdle(asked, touchedAt, now)) return
    const elsewhere = asked.asks === 'signIn' ? await touchedElsewhere(kv) : null
    if (elsewhere !== null && elsewhere <= now) touchedAt = Math.max(touchedAt, elsewhere)
    if (!isIdle(asked, touchedAt, now)) return store.setState('open', true)
    store.setState(asked.asks, true)
  }

  return {
    store, check,
    async start() {
      const last = await touchedElsewhere(kv)
      if (last !== null) touchedAt = last
      await check()
      if (store.getState() === 'open') touch()
    },
    touched() {
      if (store.getState() === 'open') touch()
    },
    open() {
      keptAt = 0
      store.setState('open', true)
      touch()
    },
  }
}

const TOUCHED_KEY = 'touchedAt'
const KEEP_EVERY_MS = 30_000

/** null: nobody was here, or storage does not answer. */
async function touchedElsewhere(kv: Kv): Promise<number | null> {
  try {
    const kept = Number(await kv.get(TOUCHED_KEY))
    return Number.isFinite(kept) && kept > 0 ? kept : null
  } catch {
    return null
  }
}
