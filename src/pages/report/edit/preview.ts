/** Asks for what is being typed: a moment after the last change, and never twice at a time. */
export interface Asker<Q> {
  /** The newest question takes the place of any that was not asked yet. */
  ask(question: Q, waitMs: number): void
  close(): void
}

/** `put` asks, `take` gets each answer with its question; after `close` nothing is heard any more. */
export function createAsker<Q, A>(after: (ms: number, run: () => void) => () => void, put: (question: Q) => Promise<A>, take: (question: Q, answer: A) => void): Asker<Q> {
  let next: { readonly question: Q } | null = null
  let isAsking = false
  let isDue = false
  let isClosed = false
  let callOff = (): void => undefined

  async function go(): Promise<void> {
    if (isAsking || !isDue || next === null) return
    const { question } = next
    next = null
    isDue = false
    isAsking = true
    const answer = await put(question)
    isAsking = false
    if (isClosed) return
    take(question, answer)
    void go()
  }

  return {
    ask(question, waitMs) {
      next = { question }
      isDue = false
      callOff()
      callOff = after(waitMs, () => {
        isDue = true
        void go()
      })
    },
    close() {
      isClosed = true
      callOff()
    },
  }
}
