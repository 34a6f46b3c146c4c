import type { Client } from './client'
import type { PrivacyHost } from './platform/privacyHost'
import type { Program } from './platform/program'
import { createPrivacyGate, type PrivacyGate } from './privacyGate'
import { createUpdates, type Updates } from './update'

/** What the host asks of the person, and what the program asks of the host: privacy and newer programs. */
export interface Host {
  readonly privacy: PrivacyGate
  readonly updates: Updates
}

/** Made once in app.tsx. `isSomethingOpen`: a page lies over the tabs. */
export function createHost(client: Client, program: Program, privacy: PrivacyHost, isSomethingOpen: () => boolean): Host {
  const updates = createUpdates(program, {
    isSending: () => client.sync.getState().status === 'working', isSomethingOpen, putAway: client.putAway,
  }, client.after)
  client.clock.subscribe((now, before) => {
    if (now.visible && !before.visible) updates.begun()
  })
  return { privacy: createPrivacyGate(privacy), updates }
}

const NOTHING: Program = { comesBack: false, onNewer: () => undefined, takeOver: () => undefined }
/** Screens shown without a host around them: nothing is ever asked. */
export const NO_HOST: Host = {
  privacy: createPrivacyGate({ onAsked: () => undefined, openContract: () => undefined }),
  updates: createUpdates(NOTHING, { isSending: () => false, isSomethingOpen: () => false, putAway: async () => true }, () => () => undefined),
}
