import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Program } from './platform/program'

/** What is known of a newer program, and what its person said to it. */
export interface UpdateState {
  /** It lies on this device and takes over with the next start of the program. */
  readonly isReady: boolean
  /** 以后再说: not offered again in this run. */
  readonly isPutOff: boolean
  /** It was tapped; it takes over as soon as nothing is under way and nothing lies open. */
  readonly isWanted: boolean
  /** It was wanted, and something written could not be put on the phone first. */
  readonly isHeldBack: boolean
}
export type UpdateEvent = 'ready' | 'putOff' | 'wanted' | 'heldBack'

export const NO_UPDATE: UpdateState = { isReady: false, isPutOff: false, isWanted: false, isHeldBack: false }

export function stepped(state: UpdateState, event: UpdateEvent): UpdateState {
  switch (event) {
    case 'ready':
      return { ...state, isReady: true }
    case 'putOff':
      return { ...state, isPutOff: true, isWanted: false, isHeldBack: false }
    case 'wanted':
      return { ...state, isWanted: true, isHeldBack: false }
    case 'heldBack':
      return { ...state, isWanted: false, isHeldBack: true }
  }
}

/** What a newer program would end at this moment. */
export interface AtHand {
  /** A recorder is on, an attachment is being kept, something is being sent: nothing may end now. */
  readonly isUnderWay: boolean
  /** A page lies over the tabs, a form among them. */
  readonly isSomethingOpen: boolean
  /** Nobody has touched the screen since the program was started or brought to the front. */
  readonly isUntouched: boolean
}

/**
 * Whether the new program takes over now. Never over something under way or open, not even when it was wanted before that was opened;
 * without being asked only at a beginning, when nobody has put a finger on the screen.
 */
export function takesOver({ isReady, isWanted }: UpdateState, { isUnderWay, isSomethingOpen, isUntouched }: AtHand): boolean {
  if (!isReady || isUnderWay || isSomethingOpen) return false
  return isWanted || isUntouched
}

/** What the bar says; null: there is no bar. `outdated`: the server no longer gives this program anything (it takes what it hands in). */
export type UpdateBar = 'offered' | 'waiting' | 'heldBack' | 'outdated' | 'outdatedOffered' | null

export function barOf({ isReady, isPutOff, isWanted, isHeldBack }: UpdateState, isOutdated: boolean): UpdateBar {
  if (isHeldBack) return 'heldBack'
  if (isReady && isWanted) return 'waiting'
  // What the county no longer gives is not put off.
  if (isOutdated) return isReady ? 'outdatedOffered' : 'outdated'
  return isReady && !isPutOff ? 'offered' : null
}

/** The one who decides when a newer program takes over from this one. */
export interface Updates {
  readonly store: StoreApi<UpdateState>
  want(): void
  putOff(): void
  /** The program was started or came to the front. */
  begun(): void
  touched(): void
  /** Something that must not end begins; the answer ends it. */
  hold(): () => void
}

/** What the client and its screens say. `putAway`: everything written goes to the phone; false: something is still only in memory. */
export interface Around {
  isSending(): boolean
  isSomethingOpen(): boolean
  putAway(): Promise<boolean>
}

export function createUpdates(program: Program, { isSending, isSomethingOpen, putAway }: Around, after: (ms: number, run: () => void) => () => void): Updates {
  const store = createStore<UpdateState>(() => NO_UPDATE)
  let held = 0
  let isUntouched = true
  let isFresh = true
  let isLooking = false

  const say = (event: UpdateEvent): void => store.setState(stepped(store.getState(), event), true)
  // At the very start of a program that comes back to its page nobody has done anything there yet.
  const isLying = (): boolean => isSomethingOpen() && !(program.comesBack && isFresh)
  const isNow = (): boolean =>
    takesOver(store.getState(), { isUnderWay: held > 0 || isSending(), isSomethingOpen: isLying(), isUntouched })

  async function look(): Promise<void> {
    if (isLooking || !isNow()) return
    isLooking = true
    const isStored = await putAway().catch(() => false)
    isLooking = false
    if (!isStored) return store.getState().isWanted ? say('heldBack') : undefined
    // Somebody may have begun something meanwhile.
    if (isNow()) program.takeOver()
  }

  /** What is under way ends by itself; a wish for the new program is asked again until then. */
  function lookAgain(): void {
    void look()
    if (store.getState().isWanted) after(LOOK_EVERY_MS, lookAgain)
  }

  program.onNewer(() => {
    say('ready')
    void look()
  })
  return {
    store,
    want() {
      say('wanted')
      lookAgain()
    },
    putOff: () => say('putOff'),
    begun() {
      isUntouched = true
      isFresh = false
      void look()
    },
    touched() {
      isUntouched = false
      isFresh = false
    },
    hold() {
      let isOver = false
      held += 1
      return () => {
        if (!isOver) held -= 1
        isOver = true
      }
    },
  }
}

const LOOK_EVERY_MS = 1_000
