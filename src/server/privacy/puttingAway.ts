import { clockAt, dayAt } from '../../core/period'
import type { PushDeps } from '../batch'
import { faultForLog } from '../db'
import { putAwayDue } from './putAway'

export interface PuttingAwayDeps extends PushDeps {
  readonly county: string
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

const EVERY_MS = 30 * 60_000
/** When nobody is at work. */
const FROM = '02:00'

/** Once a day, at night; a day on which the server did not run is made up for in the next. Returns how to end it. */
export function startPuttingAway(deps: PuttingAwayDeps, after: (ms: number, run: () => void) => () => void): () => void {
  let callOff = (): void => undefined
  let isOver = false
  const round = async (): Promise<void> => {
    try {
      await putAwayRound(deps)
    } catch (error) {
      deps.log({ level: 'error', retention: 'round failed', ...faultForLog(error) })
    }
    if (!isOver) callOff = after(EVERY_MS, () => void round())
  }
  callOff = after(EVERY_MS, () => void round())
  return () => {
    isOver = true
    callOff()
  }
}

/** True when this call was the day's. The day is taken afterwards: what broke off is done again, which does no harm. */
export async function putAwayRound(deps: PuttingAwayDeps): Promise<boolean> {
  const [today, clock] = [dayAt(deps.now()), clockAt(deps.now())]
  const { sql } = deps.db
  const [done] = await sql<{ on_day: string }[]>`select on_day from retention_day where county = ${deps.county} and on_day = ${today}`
  if (clock < FROM || done !== undefined) return false
  const count = await putAwayDue(deps, deps.county, today)
  const taken = await sql`insert into retention_day (county, on_day, at) values (${deps.county}, ${today}, ${new Date(deps.now()).toISOString()}) on conflict do nothing`
  await sql`delete from retention_day where county = ${deps.county} and on_day < ${today}`
  if (count > 0) deps.log({ level: 'info', retention: 'put away', records: count })
  return taken.count === 1
}
