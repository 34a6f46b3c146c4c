import type { Client } from './client'

/**
 * Reads at once, within two seconds of each poke, and every twenty seconds while the program is at the front; one reading at a
 * time. `read` resolves with how to show what it read. Returns how to stop; nothing is shown after that.
 */
export function keepReading({ pokes, clock, after }: Pick<Client, 'pokes' | 'clock' | 'after'>, read: () => Promise<() => void>): () => void {
  let isOver = false
  let isReading = false
  /** A poke is waiting for its reading; further ones go with it. */
  let isPoked = false
  let callOff = (): void => undefined

  function later(ms: number): void {
    callOff()
    callOff = after(ms, () => void now())
  }

  async function now(): Promise<void> {
    if (isOver || isReading) return
    isPoked = false
    if (!clock.getState().visible) return
    isReading = true
    const show = await read()
    isReading = false
    if (isOver) return
    show()
    later(isPoked ? POKED_MS : ANYWAY_MS)
  }

  function poked(): void {
    if (isPoked) return
    isPoked = true
    if (!isReading) later(POKED_MS)
  }

  // Of whatever stream: a county's figures move with any of its townships.
  const stops = [pokes.subscribe(poked), clock.subscribe((next, before) => { if (next.visible && !before.visible) later(0) })]
  void now()
  return () => {
    isOver = true
    callOff()
    stops.forEach((stop) => stop())
  }
}

/** Long enough for a batch's pokes to come together, short enough for "within two seconds". */
const POKED_MS = 500
const ANYWAY_MS = 20_000
