/** Time, chance and waiting of a test: one seed gives one run, and nothing waits for a real clock. */
export interface World {
  now(): number
  /** The clock jumps. */
  setNow(ms: number): void
  after(ms: number, run: () => void): () => void
  random(length: number): Uint8Array
  /** 0 ≤ x < 1. */
  chance(): number
  /** Lets everything that can happen now happen, without moving the clock. */
  settle(): Promise<void>
  /** Moves the clock timer by timer, up to that many milliseconds. */
  pass(ms: number): Promise<void>
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

export function createWorld(seed: number): World {
  const timers = new Set<Timer>()
  let time = Date.UTC(2026, 10, 21, 2, 0, 0)
  let timersMade = 0
  let state = (seed * 2654435761 + 1) >>> 0

  /** xorshift32: chance for tests only. */
  function next(): number {
    state ^= (state << 13) >>> 0
    state = (state ^ (state >>> 17)) >>> 0
    state = (state ^ (state << 5)) >>> 0
    return state
  }

  async function settle(): Promise<void> {
    // Storage and requests of the stand-ins are chains of promises only, and a turn runs them all to their ends.
    for (let i = 0; i < TURNS; i += 1) await new Promise<void>((resolve) => void nextTurn(resolve))
  }

  function firstBy(limit: number): Timer | undefined {
    return [...timers].filter((timer) => timer.at <= limit).sort((a, b) => a.at - b.at || a.order - b.order)[0]
  }

  return {
    now: () => time,
    setNow: (ms) => void (time = ms),
    after(ms, run) {
      const timer = { at: time + ms, order: (timersMade += 1), run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    random: (length) => Uint8Array.from({ length }, () => next() & 0xff),
    chance: () => next() / 2 ** 32,
    settle,
    async pass(ms) {
      const limit = time + ms
      await settle()
      for (let timer = firstBy(limit); timer !== undefined; timer = firstBy(limit)) {
        timers.delete(timer)
        time = Math.max(time, timer.at)
        timer.run()
        await settle()
      }
      time = limit
    },
  }
}

const TURNS = 3
/** jsdom has no setImmediate. */
const nextTurn = typeof setImmediate === 'function' ? setImmediate : (run: () => void) => setTimeout(run, 0)
