/** Time, chance and waiting of a test: one seed gives one run, and nothing waits for a real clock. */
export interface World {
  now(): number
  /** The clock jumps. */
  setNow(ms: number): void
  after(ms: number, run: () => void): () => void
  random(length: number): Uint8Array
  /** 0 ≤ x < 1. */
  chance(): number
  /** Something outside the phones that takes real time, e.g. a real server's answer: one after another, each when all else is at rest. */
  job(run: () => Promise<void>): void
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

/** `turns`: turns of the event loop after which all is at rest; one, where nothing but promises is waited for. */
export function createWorld(seed: number, turns = TURNS): World {
  const jobs: (() => Promise<void>)[] = []
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
    for (let done = 0; ; done += 1) {
      if (done > MOST_JOBS) throw new Error('it never comes to rest')
      for (let i = 0; i < turns; i += 1) await new Promise<void>((resolve) => void nextTurn(resolve))
      const job = jobs.shift()
      if (job === undefined) return
      await job()
    }
  }

  function firstBy(limit: number): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at <= limit && (first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order))) first = timer
    }
    return first
  }

  return {
    now: () => time,
    setNow: (ms) => void (time = ms),
    after(ms, run) {
      const timer = { at: time + ms, order: (timersMade += 1), run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    job: (run) => void jobs.push(run),
    random(length) {
      const bytes = new Uint8Array(length)
      for (let i = 0; i < length; i += 1) bytes[i] = next() & 0xff
      return bytes
    },
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
/** A program that asks without end and without pauses. */
const MOST_JOBS = 2_000
/** jsdom has no setImmediate. */
const nextTurn = typeof setImmediate === 'function' ? setImmediate : (run: () => void) => setTimeout(run, 0)
