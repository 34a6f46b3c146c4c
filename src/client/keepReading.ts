import type { Client } from './client'

/** What became of one reading. `show` is called unless everything has been stopped since. */
export interface Reading {
  readonly went: 'well' | 'wrong'
  /** For so long the server wants to be left alone. */
  readonly waitMs?: number
  show(): void
}

/**
 * Reads at once, within two seconds of each poke, and now and then while the program is at the front; one reading at a time. Where pokes are
 * not heard it asks more often by itself; where asking goes wrong, ever less, whatever is poked. Returns how to stop.
 */
export function keepReading({ pokes, hearing, clock, after, now, chance }: Pick<Client, 'pokes' | 'hearing' | 'clock' | 'after' | 'now' | 'chance'>, read: () => Promise<Reading>): () => void {
  let isOver = false
  let isReading = false
  /** A poke is waiting for its reading; further ones go with it. */
  let isPoked = false
  let failures = 0
  let quiet = 0
  let dueAt = Infinity
  let callOff = (): void => undefined

  function later(ms: number): void {
    callOff()
    dueAt = now() + ms
    callOff = after(ms, () => void begin())
  }

  async function begin(): Promise<void> {
    if (isOver || isReading) return
    isPoked = false
    dueAt = Infinity
    if (!clock.getState().visible) return
    isReading = true
    const { went, waitMs = 0, show } = await read()
    isReading = false
    if (isOver) return
    failures = went === 'well' ? 0 : failures + 1
    show()
    later(Math.max(waitMs, isPoked && failures === 0 ? pokedPause() : unaskedPause()))
  }

  /** Long enough for the pokes of a batch to come together; not the same for all who heard them. */
  function pokedPause(): number {
    return LEAST_MS + chance() * SPREAD_MS
  }

  function unaskedPause(): number {
    if (failures > 0) return Math.min(FAILED_MS * 2 ** (failures - 1), LONGEST_MS)
    if (hearing.getState()) return ANYWAY_MS
    quiet += 1
    return Math.min(UNHEARD_MS * 1.5 ** (quiet - 1), ANYWAY_MS)
  }

  function poked(): void {
    if (isPoked) return
    isPoked = true
    quiet = 0
    // Where asking goes wrong, what is new is asked for when it is asked again.
    if (!isReading && failures === 0) later(pokedPause())
  }

  function heard(isHeard: boolean): void {
    quiet = 0
    if (!isHeard && !isReading && failures === 0 && dueAt > now() + UNHEARD_MS) later(UNHEARD_MS)
  }

  // Of whatever stream: a county's figures move with any of its townships.
  const stops = [pokes.subscribe(poked), hearing.subscribe(heard), clock.subscribe((next, before) => { if (next.visible && !before.visible) later(0) })]
  void begin()
  return () => {
    isOver = true
    callOff()
    stops.forEach((stop) => stop())
  }
}

/** With the reading before it, about a second. */
const LEAST_MS = 400
const SPREAD_MS = 600
const ANYWAY_MS = 20_000
const UNHEARD_MS = 3_000
const FAILED_MS = 5_000
const LONGEST_MS = 60_000
