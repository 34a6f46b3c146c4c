import { useSyncExternalStore } from 'react'

/** Paper counts as wide, or a PC's page would turn into the phone's while it is printed. */
const WIDE = 'print, (min-width: 1024px)'

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches)
}

function subscribe(run: () => void): () => void {
  const media = window.matchMedia(WIDE)
  // Safari before 14 knows the older pair only.
  if (typeof media.addEventListener !== 'function') {
    media.addListener(run)
    return () => media.removeListener(run)
  }
  media.addEventListener('change', run)
  return () => media.removeEventListener('change', run)
}
