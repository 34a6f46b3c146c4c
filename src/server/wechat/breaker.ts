/** After so many silences in a row nobody is made to wait for another one, for a while. */
export interface Breaker {
  readonly isOpen: () => boolean
  readonly note: (wasAnswered: boolean) => void
}

const SILENCES = 5
const REST_MS = 30_000

export function createBreaker(now: () => number): Breaker {
  let silences = 0
  let restUntil = 0
  return {
    isOpen: () => now() >= restUntil,
    note(wasAnswered) {
      silences = wasAnswered ? 0 : silences + 1
      if (silences >= SILENCES) [silences, restUntil] = [0, now() + REST_MS]
    },
  }
}
