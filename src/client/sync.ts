import type { Step } from './exchange'
import type { MediaStep } from './media'

/*
 *              wake                  nothing left to push            last page
 *   idle ────────────────▶ pushing ────────────────────▶ pulling ────────────────▶ media ──▶ idle
 *    ▲                       │  ▲                           │                        │
 *    │                failed │  │ any wake, or              │ failed                 │ woken meanwhile, or
 *    │                       ▼  │ the pause is over         ▼                        │ a minute passed: again
 *    │                     resting (offline) ◀──────────────┘                        ▼
 *    │                       1, 2, 4 … 60 s, full jitter                          pushing
 *    │                       told to wait: that long and up to a second; writing and pokes do not shorten it
 *    │
 *    └── expired: waits for a sign-in; whoever writes goes on writing
 *        outdated: the pull was refused for this program's age; it pushes on with every wake and pulls no more
 *
 * Media: pictures, one piece after another, only behind a round that ended well; any wake goes first, and so does a minute without a
 * pull. What fails there is tried again by itself and says nothing of records.
 *
 * One request at a time. Nothing here touches records: a step either did its work durably or did nothing.
 */

export type Status = 'idle' | 'working' | 'offline' | 'expired' | 'outdated'
/** Only the last two mean that the network may have come back: they start the pauses from one second again. */
export type Wake = 'write' | 'poke' | 'timer' | 'foreground' | 'network'

export interface SyncDelegate {
  push(): Promise<Step>
  pull(): Promise<Step>
  media(): Promise<MediaStep>
  /** Milliseconds for which the server asked to be left alone when it last answered; 0: it did not. */
  asked(): number
  /** A wake that tells of the network: what rests after failures may be tried now. */
  onHope(): void
  after(ms: number, run: () => void): () => void
  /** 0 ≤ x < 1, for the jitter of pauses only. */
  chance(): number
  onStatus(status: Status): void
  /** Push and pull both ended well. */
  onRound(): void
}

export interface Sync {
  wake(reason: Wake): void
  /** Before the program leaves the front or the person signs out. */
  stop(): void
  /** After a sign-in. */
  resume(): void
}

export function createSync(delegate: SyncDelegate): Sync {
  let isRunning = false
  let isWoken = false
  /** The network came back while a round was under way: its failure says nothing about the next. */
  let isHopeful = false
  let isStopped = false
  let isOutdated = false
  let isExpired = false
  let failures = 0
  /** Resting because the server said so. */
  let isTold = false
  /** Until a picture is due again. */
  let mediaMs = Infinity
  let callOff = (): void => undefined

  async function run(): Promise<void> {
    callOff()
    isRunning = true
    delegate.onStatus('working')
    let end: Step
    do {
      isWoken = false
      isHopeful = false
      end = await round()
    } while (!isStopped && isWoken && (end === 'done' || (end === 'failed' && isHopeful)))
    isRunning = false
    if (!isStopped) rest(end)
  }

  async function round(): Promise<Step> {
    const pushed = await until(delegate.push)
    if (pushed !== 'done' || isOutdated) return pushed
    const pulled = await until(delegate.pull)
    if (pulled !== 'done') return pulled
    delegate.onRound()
    return media()
  }

  async function media(): Promise<Step> {
    mediaMs = Infinity
    let callOffPull = (): void => undefined
    try {
      for (let sent = 0; !isStopped && !isWoken; sent += 1) {
        const step = await delegate.media()
        if (step.kind === 'expired') return 'expired'
        if (step.kind === 'rest') {
          mediaMs = step.ms
          break
        }
        if (sent === 0) callOffPull = delegate.after(LONGEST_MS, () => wake('timer'))
      }
    } catch (fault) {
      delegate.after(0, () => { throw fault })
    } finally {
      callOffPull()
    }
    return 'done'
  }

  async function until(step: () => Promise<Step>): Promise<Step> {
    let end: Step = 'more'
    try {
      while (end === 'more' && !isStopped) end = await step()
    } catch (fault) {
      // A bug or a broken storage: told to the host as it is, while the queue lives on.
      delegate.after(0, () => { throw fault })
      return 'failed'
    }
    return end
  }

  function rest(end: Step): void {
    if (end === 'outdated') isOutdated = true
    isExpired = end === 'expired'
    if (isExpired) return delegate.onStatus('expired')
    if (end === 'failed') {
      delegate.onStatus('offline')
      const longest = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** failures)
      failures += 1
      const told = delegate.asked()
      isTold = told > 0
      // Told apart by the server already, phones keep to it; a second spreads those that were told the same one.
      callOff = delegate.after(isTold ? told + delegate.chance() * SHORTEST_MS : delegate.chance() * longest, () => wake('timer'))
      return
    }
    failures = 0
    delegate.onStatus(isOutdated ? 'outdated' : 'idle')
    callOff = delegate.after(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, mediaMs)), () => wake('timer'))
  }

  function wake(reason: Wake): void {
    if (isStopped || (isExpired && reason !== 'foreground')) return
    if (isTold && (reason === 'write' || reason === 'poke')) return
    isTold = false
    if (reason === 'foreground' || reason === 'network') {
      failures = 0
      isHopeful = true
      delegate.onHope()
    }
    if (isRunning) isWoken = true
    else void run()
  }

  return {
    wake,
    stop() {
      isStopped = true
      callOff()
    },
    resume() {
      isStopped = false
      isExpired = false
      failures = 0
      wake('network')
    },
  }
}

const SHORTEST_MS = 1_000
const LONGEST_MS = 60_000
