import type { Day } from '../../core/period'
import { addMonths } from '../../core/period'
import type { RecordType } from '../../core/recordType'
import { afterYears, retentionOf, yearsFor } from '../../domain/privacyRetention'
import type { AuditEntry } from '../audit'
import type { PushDeps } from '../batch'
import { tableOf } from '../columns'
import type { Sql } from '../db'
import { onTrail } from '../trail'

/** A township's lock is held for one of these at a time. */
const AT_ONCE = 200

/**
 * 封存, once a day: what has been done for its years, and was not touched since, is given to nobody any more; what somebody took up again is
 * given back. Safe to repeat and to break off. Returns how many were put away.
 */
export async function putAwayDue(deps: PushDeps, county: string, today: Day): Promise<number> {
  const config = await deps.configs.current(deps.db.sql, county)
  const streams = await deps.db.sql<{ stream: string }[]>`select stream from stream where county = ${county} and kind = 'township' order by stream`
  let count = 0
  for (const { stream } of streams) {
    for (const type of Object.values(deps.types)) {
      const of = retentionOf(type.kind)
      if (of === null) continue
      const years = yearsFor(config, of, stream)
      await giveBack(deps, stream, type)
      for (let last = AT_ONCE; last === AT_ONCE; count += last) {
        last = await putAwaySome(deps, stream, type, { today, until: addMonths(today, -12 * years.seal), destroyYears: years.destroy })
      }
    }
  }
  return count
}

async function putAwaySome(deps: PushDeps, stream: string, type: RecordType, { today, until, destroyYears }: { readonly today: Day; readonly until: Day; readonly destroyYears: number }): Promise<number> {
  return onTrail(deps, stream, async (tx) => {
    const due = await tx<{ record: string; done_on: Day }[]>`
      select v.record, (v.changed_at at time zone 'Asia/Shanghai')::date as done_on
      from ${tx(tableOf(type))} v join record_key k on k.stream = v.stream and k.record = v.record
      where v.stream = ${stream} and v.until is null and v.stage = any(${doneStages(type)}) and k.put_away is null
        and (v.changed_at at time zone 'Asia/Shanghai')::date <= ${until}
      order by v.changed_at, v.record limit ${AT_ONCE}`
    const records = due.map(({ record }) => record)
    if (records.length > 0) await keepAway(tx, stream, type, due.map((each) => ({ ...each, destroyOn: afterYears(each.done_on, destroyYears) })), today)
    const lines = records.map((record): AuditEntry => ({ actor: null, action: 'putAway', subject: record, detail: { kind: type.kind } }))
    return { result: records.length, lines }
  })
}

async function keepAway(tx: Sql, stream: string, type: RecordType, due: readonly { readonly record: string; readonly done_on: Day; readonly destroyOn: Day }[], today: Day): Promise<void> {
  await tx`update record_key set put_away = ${today} where stream = ${stream} and record = any(${due.map(({ record }) => record)}::uuid[])`
  const rows = due.map(({ record, done_on: done, destroyOn }) => ({ stream, record, kind: type.kind, done_on: done, on_day: today, destroy_on: destroyOn }))
  await tx`insert into put_away (stream, record, kind, done_on, on_day, destroy_on)
    select stream, record, kind, done_on, on_day, destroy_on from jsonb_populate_recordset(null::put_away, ${tx.json(rows)}) on conflict (stream, record) do nothing`
}

/** Reopened, corrected or followed up since: its purpose is not over. */
async function giveBack(deps: PushDeps, stream: string, type: RecordType): Promise<void> {
  await deps.db.begin(async (tx) => {
    const taken = await tx<{ record: string }[]>`select p.record from put_away p join ${tx(tableOf(type))} v on v.stream = p.stream and v.record = p.record and v.until is null
      where p.stream = ${stream} and p.kind = ${type.kind} and (v.stage <> all(${doneStages(type)}) or (v.changed_at at time zone 'Asia/Shanghai')::date > p.done_on)`
    if (taken.length === 0) return
    const records = taken.map(({ record }) => record)
    await tx`update record_key set put_away = null where stream = ${stream} and record = any(${records}::uuid[])`
    await tx`delete from put_away where stream = ${stream} and record = any(${records}::uuid[])`
  })
}

function doneStages(type: RecordType): string[] {
  return Object.entries(type.stages).filter(([, stage]) => stage.done === true).map(([name]) => name)
}
