/** What is under way is finished; nobody waits longer than this for a phone that does not take its answer. A container's patience is usually ten seconds. */
export const LONGEST_GOODBYE_MS = 8_000

/** Runs the steps in order, each to its end or until the time is up; true when all of them ended. */
export async function endInOrder(steps: readonly (() => Promise<void> | void)[], after: (ms: number, run: () => void) => () => void): Promise<boolean> {
  let callOff = (): void => undefined
  const late = new Promise<'late'>((resolve) => {
    callOff = after(LONGEST_GOODBYE_MS, () => resolve('late'))
  })
  for (const step of steps) {
    if ((await Promise.race([Promise.resolve(step()), late])) === 'late') return false
  }
  callOff()
  return true
}
