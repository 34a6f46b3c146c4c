import { calendarOf } from '../../core/calendar'
import { clockAt, dayAt } from '../../core/period'
import type { Wechat } from '../wechat/wechat'
import { FROM, sendWaiting, UNTIL, type SendDeps } from './send'
import { walk, type RemindDeps } from './walk'

export type RemindingDeps = RemindDeps & SendDeps

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
