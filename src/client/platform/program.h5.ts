/**
 * Registers the service worker, so that the program opens without a network. A waiting new version takes over here, at the start of
 * a page: drafts are already on the device and nobody has typed yet. Plain-http addresses other than this machine have no service
 * workers; there the program needs the network to open, and keeps records all the same.
 */
export function keepProgram(): void {
  if (!('serviceWorker' in navigator) || process.env.NODE_ENV !== 'production') return
  const isReplacing = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.register('./sw.js').then(
    (registration) => {
      if (!isReplacing || registration.waiting === null) return
      navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
      registration.waiting.postMessage('takeOver')
    },
    // Without it the program still works; it only has to be fetched each time.
    () => undefined,
  )
}
