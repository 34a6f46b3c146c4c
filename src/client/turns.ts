export type Turns = <T>(run: () => Promise<T>) => Promise<T>

/** One after another, in the order asked; the failure of one does not stop the next. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const mine = last.then(run)
    last = mine.catch(() => undefined)
    return mine
  }
}
