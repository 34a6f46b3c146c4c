import { clockAt, dayAt } from '../../core/period'
import type { PushDeps } from '../batch'
import { putAwayDue } from './putAway'

export interface PuttingAwayDeps extends PushDeps {
  readonly county: string
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

/** When nobody is at work. */
const FROM = '02:00'

/** A process that took the day and was not heard of for so long has died over it; what it did is not done again. */
const CLAIM_HOURS = 1

/** Once a day, at night; a day on which the server did not run is made up for in the next. True when this call was the day's. Of several processes one takes it; what broke off is gone on with, which does no harm. */
export async function putAwayRound(deps: PuttingAwayDeps): Promise<boolean> {
  const [today, clock] = [dayAt(deps.now()), clockAt(deps.now())]
  const { sql } = deps.db
  if (clock < FROM) return false
  const at = (now: number): string => new Date(now).toISOString()
  const taken = await sql`insert into retention_day (county, on_day, at, done) values (${deps.county}, ${today}, ${at(deps.now())}, false)
    on conflict (county, on_day) do update set at = excluded.at where not retention_day.done and retention_day.at <= ${at(deps.now() - CLAIM_HOURS * 3_600_000)}`
  if (taken.count === 0) return false
  const count = await putAwayDue(deps, deps.county, today)
  await sql`update retention_day set done = true where county = ${deps.county} and on_day = ${today}`
  await sql`delete from retention_day where county = ${deps.county} and on_day < ${today}`
  if (count > 0) deps.log({ level: 'info', retention: 'put away', records: count })
  return true
}
