import type { Program } from './program'

/**
 * The service worker keeps the program, so that it opens without a network. Plain-http addresses other than this machine have no
 * service workers; there the program needs the network to open, and keeps records all the same.
 */
export function createProgram(): Program {
  const workers = 'serviceWorker' in navigator && process.env.NODE_ENV === 'production' ? navigator.serviceWorker : null
  let waiting: ServiceWorker | null = null

  return {
    comesBack: true,
    onNewer(run) {
      if (workers === null) return
      // The first one keeps this program, it is no newer one.
      let isNewer = workers.controller !== null
      const arrived = (worker: ServiceWorker | null): void => {
        if (worker === null || !isNewer) return
        waiting = worker
        run()
      }
      // Another window let it take over: this one still shows the program before.
      workers.addEventListener('controllerchange', () => {
        if (isNewer) run()
        isNewer = true
        waiting = null
      })
      workers.register('./sw.js').then(
        (registration: ServiceWorkerRegistration | undefined) => {
          // Browsers that were told to have no workers answer with nothing at all.
          if (registration === undefined) return
          arrived(registration.waiting)
          registration.addEventListener('updatefound', () => {
            const { installing } = registration
            installing?.addEventListener('statechange', () => {
              if (installing.state === 'installed') arrived(installing)
            })
          })
          keepLooking(registration)
        },
        // Without it the program still works; it only has to be fetched each time.
        () => undefined,
      )
    },
    takeOver() {
      const reload = (): void => window.location.reload()
      if (workers === null || waiting === null) return reload()
      workers.addEventListener('controllerchange', reload, { once: true })
      waiting.postMessage('takeOver')
    },
  }
}

/** Windows of offices stay open for weeks, and pages behind # are no navigation: a browser would never look. */
function keepLooking(registration: ServiceWorkerRegistration): void {
  let lookedAt = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < LOOK_AFTER_MS) return
    lookedAt = Date.now()
    registration.update().catch(() => undefined)
  })
}

const LOOK_AFTER_MS = 60 * 60_000
