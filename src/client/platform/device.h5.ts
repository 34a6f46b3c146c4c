import type { Device } from './ports'

export function createDevice(): Device {
  return {
    client: 'h5',
    now: () => Date.now(),
    // Unlike `crypto.subtle`, there on plain http too.
    random: (length) => window.crypto.getRandomValues(new Uint8Array(length)),
    ready: () => Promise.resolve(),
    after(ms, run) {
      const timer = window.setTimeout(run, ms)
      return () => window.clearTimeout(timer)
    },
    onVisible(run) {
      const heard = (): void => run(document.visibilityState === 'visible')
      // The last word of a page that is being closed, on phones too.
      const left = (): void => run(false)
      document.addEventListener('visibilitychange', heard)
      window.addEventListener('pagehide', left)
      return () => {
        document.removeEventListener('visibilitychange', heard)
        window.removeEventListener('pagehide', left)
      }
    },
    onNetwork(run) {
      const online = (): void => run(true)
      const offline = (): void => run(false)
      window.addEventListener('online', online)
      window.addEventListener('offline', offline)
      return () => {
        window.removeEventListener('online', online)
        window.removeEventListener('offline', offline)
      }
    },
  }
}
