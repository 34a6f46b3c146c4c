import { calendarOf, type Calendar } from '../../core/calendar'
import type { Config } from '../../core/config'
import type { StoredRecord } from '../../core/op'
import type { Day } from '../../core/period'
import type { Me } from '../../core/protocol'
import { dueOf, type Due } from '../../domain/due'
import { duesFor } from '../../domain/dueFor'
import { DUE_RULES } from '../../domain/dueRules'
import type { PushDeps } from '../batch'
import { mayBeDue } from '../due/narrow'
import { everything } from '../everything'
import type { Directory } from '../me'
import { groundOf } from '../ground'
import { recordOf } from '../versions'
import { lastDay, phaseOf, type Counts } from './phase'

export interface RemindDeps extends PushDeps {
  readonly directory: Directory
  readonly county: string
}

/**
 * Once per working day: whom something is due for, as numbers. Several processes may come to it, and one that died half-way comes
 * again; the first to finish settles the day. Only people who allowed a message get a line, and yesterday's are thrown away: nothing
 * is kept of who was late with what. True when this call settled the day.
 */
export async function walk(deps: RemindDeps, today: Day): Promise<boolean> {
  const { db, county } = deps
  const [done] = await db.sql`select on_day from remind_day where county = ${county} and on_day = ${today}`
  if (done !== undefined) return false
  const counted = await countDue(deps, today)
  const at = new Date(deps.now()).toISOString()
  return db.begin(async (tx) => {
    const settled = await tx`insert into remind_day (county, on_day, at) values (${county}, ${today}, ${at}) on conflict do nothing`
    if (settled.count === 0) return false
    await tx`delete from remind_day where county = ${county} and on_day < ${today}`
    await tx`delete from reminder where county = ${county} and on_day < ${today}`
    const allowing = await tx<{ person: string }[]>`select person from remind_person where county = ${county} and allowed > 0 and sealed is not null`
    const rows = allowing.flatMap(({ person }) => {
      const counts = counted.get(person)
      return counts === undefined ? [] : [{ county, person, on_day: today, counts, state: 'waiting', tries: 0, next_at: at, told: '' }]
    })
    await tx`insert into reminder (county, person, on_day, counts, state, tries, next_at, told)
      select county, person, on_day, counts, state, tries, next_at, told from jsonb_populate_recordset(null::reminder, ${tx.json(rows)}) on conflict do nothing`
    return true
  })
}

/** Over every township of the county, one after another. */
export async function countDue(deps: RemindDeps, today: Day): Promise<ReadonlyMap<string, Counts>> {
  const { sql } = deps.db
  const people = await deps.directory.all(deps.county, today)
  const townships = await sql<{ stream: string }[]>`select stream from stream where county = ${deps.county} and kind = 'township' order by stream`
  const counts = new Map<string, Counts>()
  for (const { stream } of townships) {
    const ground = await groundOf(deps, sql, deps.county, stream, null)
    if (ground === null) continue
    const calendar = calendarOf(ground.config)
    const here = people.filter(({ grants }) => grants.some((grant) => grant.stream === stream || grant.stream === deps.county))
    for (const type of Object.values(deps.types).filter(({ kind }) => DUE_RULES.some((rule) => rule.kind === kind))) {
      for (const row of await mayBeDue(sql, ground, type, null, lastDay(calendar, today), everything('reminding'))) {
        addDues(counts, recordOf(deps, type.kind, row, false), here, ground.config, calendar, today)
      }
    }
  }
  return counts
}

function addDues(counts: Map<string, Counts>, record: StoredRecord, people: readonly Me[], config: Config, calendar: Calendar, today: Day): void {
  const told = dueOf(record, config, today).filter((due) => due.promise && phaseOf(calendar, today, due.due) !== null)
  if (told.length === 0) return
  const owners = people.flatMap((me) => duesFor(record, me, config, today).map((due) => ({ me, key: due.key })))
  for (const due of told) {
    const phase = phaseOf(calendar, today, due.due)
    if (phase === null) continue
    for (const { person } of nearest(due, record, owners.filter(({ key }) => key === due.key).map(({ me }) => me))) {
      const before = counts.get(person) ?? {}
      counts.set(person, { ...before, [phase]: (before[phase] ?? 0) + 1 })
    }
  }
}

/** Where nobody is named, whoever wrote it down is told, and not every mediator of the township. */
function nearest({ who }: Due, { values, createdBy }: StoredRecord, owners: readonly Me[]): readonly Me[] {
  const author = owners.filter(({ person }) => person === createdBy)
  const isUnnamed = values.handler === undefined && values.leadUnit === undefined
  return who === 'handler' && isUnnamed && author.length > 0 ? author : owners
}
