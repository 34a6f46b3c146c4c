import { webcrypto } from 'node:crypto'
import type { Device } from './ports'

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
