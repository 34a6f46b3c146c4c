import { codeOf } from './errorCode'

/** Turns for work that may have to wait for what only one can hold, by the key of what it waits for. */
export interface Fair {
  /** busy: no turn came in time, and none of the work was begun. */
  readonly run: <T>(key: string, work: () => Promise<T>) => Promise<Turn<T>>
  /** A turn to be given back by calling what is returned; null: none came in time. */
  readonly take: (key: string) => Promise<(() => void) | null>
}

export type Turn<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy' }

export interface FairLimits {
  /** At work at the same time for one key. */
  readonly each: number
  /** Waiting for one key; who comes later is told at once. */
  readonly line: number
  /** Milliseconds in which a turn has to come. */
  readonly wait: number
}

interface Line {
  working: number
  readonly waiting: Set<(turn: boolean) => void>
}

/** Milliseconds: a third of what a phone waits. */
export const TURN_MS = 5_000

/**
 * However many ask for one key, no more than its share are at work, and hold a connection each; the others wait here, in the order they came,
 * and no other key waits for them. When what a key stands for is held by somebody for long, those behind learn it with the first.
 */
export function createFair({ each, line: longest, wait }: FairLimits): Fair {
  const lines = new Map<string, Line>()

  async function take(key: string): Promise<(() => void) | null> {
    const line = lines.get(key) ?? { working: 0, waiting: new Set() }
    lines.set(key, line)
    if (line.working < each) line.working += 1
    else if (line.waiting.size >= longest || !(await turnIn(line, wait))) return null
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      leave(key, line)
    }
  }

  /** A turn is handed on as it is, so that nobody who comes at this moment takes it. */
  function leave(key: string, line: Line): void {
    const [next] = line.waiting
    if (next !== undefined) return next(true)
    line.working -= 1
    if (line.working === 0) lines.delete(key)
  }

  return {
    take,
    async run(key, work) {
      const leaveTurn = await take(key)
      if (leaveTurn === null) return { kind: 'busy' }
      try {
        return { kind: 'done', value: await work() }
      } catch (error) {
        if (codeOf(error) === LOCK_NOT_GIVEN) lines.get(key)?.waiting.forEach((answer) => answer(false))
        throw error
      } finally {
        leaveTurn()
      }
    },
  }
}

const LOCK_NOT_GIVEN = '55P03'

function turnIn(line: Line, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (turn: boolean): void => {
      clearTimeout(timer)
      line.waiting.delete(answer)
      resolve(turn)
    }
    const timer = setTimeout(() => answer(false), ms)
    line.waiting.add(answer)
  })
}
