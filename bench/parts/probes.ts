/** What a page under measurement notes about itself. All times are milliseconds since the navigation began. */
export interface Probes {
  /** By name, when it stood on the screen: the frame that showed it was done. */
  readonly seen: Record<string, number>
  look(name: string, sight: Sight): void
  /** Tasks of more than 50 ms. */
  readonly long: { readonly start: number; readonly end: number }[]
  /** When the finger left the screen last, by the clock of the input. */
  tapAt: number
  /** From each key going down to the frame with its letter. */
  readonly keys: number[]
  /** Times of frames while somebody watches them: set to [] before `look`. */
  frames: number[] | null
}

export interface Sight {
  readonly css: string
  /** In its text. */
  readonly text?: string
  /** Also on a page that lies below the one on top. */
  readonly below?: boolean
}

declare global {
  interface Window {
    probes: Probes
  }
}

/** Runs in the page before anything of it: everything it needs stands inside. */
export function installProbes(first: Readonly<Record<string, Sight>>): void {
  const waiting = new Map<string, Sight>()
  const [sent, heard] = [new MessageChannel(), [] as (() => void)[]]
  sent.port1.onmessage = () => heard.shift()?.()
  /** After the frame being made now has gone to the screen. */
  const painted = (then: () => void): void => {
    heard.push(then)
    sent.port2.postMessage(null)
  }
  const isThere = ({ css, text, below = false }: Sight): boolean =>
    [...document.querySelectorAll(css)].some((each) => (text === undefined || each.textContent.includes(text)) && (below || each.getClientRects().length > 0))
  let isRunning = false
  const run = (): void => {
    if (!isRunning) requestAnimationFrame(frame)
    isRunning = true
  }
  const frame = (): void => {
    isRunning = false
    if (probes.frames !== null) probes.frames.push(performance.now())
    for (const [name, sight] of waiting) {
      if (!isThere(sight)) continue
      waiting.delete(name)
      painted(() => {
        probes.seen[name] = performance.now()
      })
    }
    if (waiting.size > 0 || probes.frames !== null) run()
  }
  const probes: Probes = {
    seen: {}, long: [], keys: [], tapAt: 0, frames: null,
    look(name, sight) {
      delete probes.seen[name]
      waiting.set(name, sight)
      run()
    },
  }
  window.probes = probes
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probes.long.push({ start: startTime, end: startTime + duration })
  }).observe({ type: 'longtask', buffered: true })
  addEventListener('pointerup', ({ timeStamp }) => {
    probes.tapAt = timeStamp
  }, true)
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => painted(() => probes.keys.push(performance.now() - timeStamp)))
  }, true)
  for (const [name, sight] of Object.entries(first)) probes.look(name, sight)
}
