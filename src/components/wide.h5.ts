import { useSyncExternalStore } from 'react'

const WIDE = '(min-width: 1024px)'

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches)
}

function subscribe(run: () => void): () => void {
  const media = window.matchMedia(WIDE)
  media.addEventListener('change', run)
  return () => media.removeEventListener('change', run)
}
