import { faultForLog } from './db'

/** Calls back once after so many milliseconds; gives the means to call it off. */
export type After = (ms: number, run: () => void) => () => void

/** Something the server does by itself again and again. */
export interface Rounds {
  /** What the log calls it. */
  readonly job: string
  readonly everyMs: number
  /** The first one at once, not after the first pause. */
  readonly atOnce: boolean
  readonly round: () => Promise<unknown>
}

/** One round after the other until they are called off. One that failed is logged, without what it was about, and the next comes all the same. */
export function keepRounds({ job, everyMs, atOnce, round }: Rounds, log: (line: Readonly<Record<string, string>>) => void, after: After): () => void {
  let callOff = (): void => undefined
  let isOver = false
  const next = async (): Promise<void> => {
    await round().catch((error: unknown) => log({ level: 'error', [job]: 'round failed', ...faultForLog(error) }))
    if (!isOver) callOff = after(everyMs, () => void next())
  }
  if (atOnce) void next()
  else callOff = after(everyMs, () => void next())
  return () => {
    isOver = true
    callOff()
  }
}
