import { webcrypto } from 'node:crypto'

export interface Device {
  readonly client: 'h5' | 'weapp'
  /** Milliseconds since 1970 by the phone's clock: shown, and for delays; it orders nothing. */
  now(): number
  /** Bytes of a cryptographic generator; throws when the pool is empty, so await `ready` first. */
  random(length: number): Uint8Array
  /** Resolves once `random` has enough for what one save or one pull needs. */
  ready(): Promise<void>
  /** Runs once after that many milliseconds; returns how to call it off. */
  after(ms: number, run: () => void): () => void
  /** The program comes to the front (true) or leaves it (false); five seconds later WeChat stops it. */
  onVisible(run: (visible: boolean) => void): () => void
  /** A hint, never a gate. */
  onNetwork(run: (online: boolean) => void): () => void
}

export function createDevice(): Device {
  return {
    client: 'h5',
    now: () => Date.now(),
    random: (length) => webcrypto.getRandomValues(new Uint8Array(length)),
    ready: () => Promise.resolve(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    onVisible: () => () => undefined,
    onNetwork: () => () => undefined,
  }
}
