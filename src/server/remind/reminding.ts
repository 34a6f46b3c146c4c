import { calendarOf } from '../../core/calendar'
import { clockAt, dayAt } from '../../core/period'
import { faultForLog } from '../db'
import type { Wechat } from '../wechat/wechat'
import { FROM, sendWaiting, UNTIL, type SendDeps } from './send'
import { walk, type RemindDeps } from './walk'

export type RemindingDeps = RemindDeps & SendDeps

/** Runs `run` once after that many milliseconds; returns how to call it off. */
export type After = (ms: number, run: () => void) => () => void

const EVERY_MS = 5 * 60_000

/** One round: nothing at night and on free days, once a day what is due, and whatever waits to be sent. The number of messages sent. */
export async function remindRound(deps: RemindingDeps, wechat: Wechat): Promise<number> {
  const clock = clockAt(deps.now())
  if (clock < FROM || clock >= UNTIL) return 0
  const today = dayAt(deps.now())
  const config = await deps.configs.current(deps.db.sql, deps.county)
  if (!calendarOf(config).isWorkday(today)) return 0
  await walk(deps, today)
  return sendWaiting(deps, wechat, today)
}

/** Rounds until it is called off. A round that failed is logged without what it was about, and the next comes all the same. */
export function startReminding(deps: RemindingDeps, wechat: Wechat, after: After): () => void {
  let callOff = (): void => undefined
  let isOver = false
  const round = async (): Promise<void> => {
    try {
      await remindRound(deps, wechat)
    } catch (error) {
      deps.log({ level: 'error', reminders: 'round failed', ...faultForLog(error) })
    }
    if (!isOver) callOff = after(EVERY_MS, () => void round())
  }
  void round()
  return () => {
    isOver = true
    callOff()
  }
}
