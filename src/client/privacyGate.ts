import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PrivacyHost, PrivacyWord } from './platform/privacyHost'

/** What waits for the person's word: the calls of the host that want it, the first named. null: nothing is asked. */
export type PrivacyAsked = { readonly referrer: string } | null

/** The program's own sheet in the place of WeChat's. Whatever the answer, only the calls that wait for it are touched. */
export interface PrivacyGate {
  readonly store: StoreApi<PrivacyAsked>
  /** The sheet stands before the person. */
  shown(): void
  /** The host's button of that id was tapped. */
  agreed(buttonId: string): void
  refused(): void
  openContract(): void
}

export function createPrivacyGate(host: PrivacyHost): PrivacyGate {
  const store = createStore<PrivacyAsked>(() => null)
  let waiting: readonly ((word: PrivacyWord) => void)[] = []
  let told = 0

  function answer(word: PrivacyWord): void {
    const asked = waiting
    waiting = []
    told = 0
    store.setState(null, true)
    for (const say of asked) say(word)
  }

  host.onAsked((referrer, say) => {
    waiting = [...waiting, say]
    if (store.getState() === null) store.setState({ referrer }, true)
  })
  return {
    store,
    shown() {
      for (const say of waiting.slice(told)) say({ event: 'exposureAuthorization' })
      told = waiting.length
    },
    agreed: (buttonId) => answer({ event: 'agree', buttonId }),
    refused: () => answer({ event: 'disagree' }),
    openContract: host.openContract,
  }
}
