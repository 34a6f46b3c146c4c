import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { NO_HOST, type Host } from './host'
import type { PrivacyAsked } from './privacyGate'
import { barOf, type UpdateBar } from './update'

const HostContext = createContext<Host>(NO_HOST)
export const HostProvider = HostContext.Provider

export function useHost(): Host {
  return useContext(HostContext)
}

export function usePrivacyAsked(): PrivacyAsked {
  return useStore(useHost().privacy.store)
}

/** What the bar of a newer program says; `isOutdated`: the server no longer gives this one anything. */
export function useUpdateBar(isOutdated: boolean): UpdateBar {
  return useStore(useHost().updates.store, (state) => barOf(state, isOutdated))
}
