import { faultForLog, isLostConnection } from '../db'
import { codeOf } from '../errorCode'

/** What the database lets the server do. away: nothing. full: its disk is, what is there can be read. */
export type DatabaseState = 'well' | 'away' | 'full'

/** How the server stands with its database, as its own statements have shown; told in the log when it changes, and not with each of a thousand phones. */
export interface Health {
  readonly failed: (error: unknown) => void
  /** Something was written. */
  readonly wrote: () => void
  readonly look: () => Promise<DatabaseState>
}

export interface HealthDeps {
  /** Asks the database for anything. */
  readonly ask: () => Promise<unknown>
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

export function createHealth({ ask, log }: HealthDeps): Health {
  let state: DatabaseState = 'well'

  function become(next: DatabaseState, error: unknown = null): void {
    if (next === state) return
    state = next
    log({ level: next === 'well' ? 'info' : 'error', database: next, ...(error === null ? {} : faultForLog(error)) })
  }

  function failed(error: unknown): void {
    if (isFull(error)) become('full', error)
    else if (isLostConnection(error)) become('away', error)
  }

  return {
    failed,
    wrote: () => become('well'),
    async look() {
      try {
        await ask()
        // A full disk is known to have room again by what is written to it.
        if (state === 'away') become('well')
      } catch (error) {
        become('away', error)
      }
      return state
    },
  }
}

export function isFull(error: unknown): boolean {
  return codeOf(error) === '53100'
}
