import type { DeviceList, DeviceState, Me } from '../core/protocol'
import { dayAt } from '../core/period'
import { unsentRight } from '../domain/role'
import { dropPhoneCodes } from './account/phoneCode'
import { unbindWechatsOn } from './account/wechats'
import type { AuditEntry } from './audit'
import type { Batch, Pusher, RawPush } from './batch'
import type { Sql } from './db'
import type { HandoverDeps } from './handover'
import { revokeDevice } from './deviceCodes'
import type { Holder } from './sessions'
import { onTrail } from './trail'

/**
 * What each phone last said it still holds, per stream. Nothing is kept of one that holds nothing: no time of contact, no place.
 * A phone that holds less than it said, though it handed in no more, was cleared or put back to an older copy: the difference is missing.
 */
export async function noteWaiting(tx: Sql, request: RawPush, { devices }: Pusher, batch: Batch, at: string): Promise<void> {
  const [device] = devices
  if (device === undefined) return
  const settled = batch.results.filter((result) => result.kind !== 'retry').length
  const left = Math.max(0, request.waiting - settled)
  // A request that came twice, the second time late, tells of an earlier moment: it may lower the number, never raise it.
  const isRepeated = batch.results.length > 0 && settled === batch.results.length && batch.applied.length + batch.refused.length + batch.broken.length === 0
  await tx`insert into device_waiting (stream, device, waiting, missing, at) values (${request.stream}, ${device}, ${left}, 0, ${at})
    on conflict (stream, device) do update set at = excluded.at,
      waiting = case when ${isRepeated} then least(device_waiting.waiting, excluded.waiting) else excluded.waiting end,
      missing = device_waiting.missing + greatest(0, device_waiting.waiting - ${request.waiting})`
}

/** A pull tells the sum over all streams, after everything was pushed that could be. */
export async function noteTotal(sql: Sql, device: string, total: number, now: number): Promise<void> {
  if (total > 0) return
  await sql`update device_waiting set missing = missing + waiting, waiting = 0, at = ${new Date(now).toISOString()} where device = ${device} and waiting > 0`
}

interface Row {
  readonly device: string
  readonly person: string
  readonly client: 'h5' | 'weapp'
  readonly waiting: number
  readonly missing: number
  readonly at: string
  readonly revoked: boolean
}

/** One's own other phones that still hold something, and any of one's own that lost something. */
export async function ownDevices(deps: HandoverDeps, holder: Holder): Promise<DeviceList> {
  const rows = await deps.db.sql<Row[]>`
    select d.device, d.person, d.client, d.revoked_at is not null as revoked, sum(w.waiting)::bigint as waiting, sum(w.missing)::bigint as missing, max(w.at) as at
    from device d join device_waiting w on w.device = d.device
    where d.person = ${holder.person} and (w.missing > 0 or (w.waiting > 0 and d.device <> ${holder.device}))
    group by d.device, d.person, d.client, d.revoked_at order by max(w.at) desc`
  return { devices: rows.map(stateOf) }
}

/** Those of a township, or of all townships for the county's stream; null when they are none of the asker's business. */
export async function devicesIn(deps: HandoverDeps, me: Me, stream: string): Promise<DeviceList | null> {
  const { sql } = deps.db
  const { places } = await deps.configs.current(sql, me.county)
  if (unsentRight(me, places, stream) === null) return null
  const rows = await sql<Row[]>`
    select d.device, d.person, d.client, d.revoked_at is not null as revoked, sum(w.waiting)::bigint as waiting, sum(w.missing)::bigint as missing, max(w.at) as at
    from device d join device_waiting w on w.device = d.device join stream s on s.stream = w.stream
    where s.county = ${me.county} and (w.stream = ${stream} or ${stream === me.county}) and (w.waiting > 0 or w.missing > 0)
    group by d.device, d.person, d.client, d.revoked_at order by max(w.at)`
  return { devices: rows.map(stateOf) }
}

/** The day, not the hour: nobody learns when somebody was at the phone. */
function stateOf({ device, person, client, waiting, missing, at, revoked }: Row): DeviceState {
  return { device, person, client, waiting, missing, on: dayAt(Date.parse(at)), revoked }
}

/** 挂失: nothing that was on the phone opens the program again. False: no such device in what the asker administers. */
export async function revoke(deps: HandoverDeps, me: Me, device: string): Promise<boolean> {
  return overDevice(deps, me, device, 'revokeDevice', async (tx, person) => {
    if (!(await revokeDevice(tx, device, deps.now()))) return null
    await dropPhoneCodes(tx, me.county, [person])
    return (await unbindWechatsOn(tx, me.county, device)).map((wechat) => ({ actor: me.person, action: 'unbindWechat', subject: person, detail: { wechat } }))
  })
}

/** 不等了: what it held is given up, by its owner or by the admin; said once, on the audit trail. */
export async function writeOff(deps: HandoverDeps, me: Me, device: string): Promise<boolean> {
  return overDevice(deps, me, device, 'writeOffDevice', async (tx) => {
    const done = await tx`update device_waiting set waiting = 0, missing = 0 where device = ${device} and (waiting > 0 or missing > 0)`
    return done.count > 0 ? [] : null
  })
}

/** `work` answers what belongs on the trail beside the act itself; null: there was nothing to do. */
async function overDevice(
  deps: HandoverDeps, me: Me, device: string, action: 'revokeDevice' | 'writeOffDevice', work: (tx: Sql, person: string) => Promise<readonly AuditEntry[] | null>,
): Promise<boolean> {
  const { places } = await deps.configs.current(deps.db.sql, me.county)
  const [row] = await deps.db.sql<{ person: string }[]>`select d.person from device d join person_version p on p.record = d.person
    where d.device = ${device} and p.stream = ${me.county} and p.until is null`
  const owner = row === undefined ? null : await deps.directory.known(me.county, row.person, dayAt(deps.now()))
  const isOwn = row?.person === me.person
  // Whoever holds no role any more, or is 停用, is the county's.
  const streams = owner === null || owner.grants.length === 0 ? [me.county] : owner.grants.map((grant) => grant.stream)
  const isAdministered = streams.some((stream) => unsentRight(me, places, stream) === 'passesOn')
  if (row === undefined || (!isAdministered && !(isOwn && action === 'writeOffDevice'))) return false
  await onTrail(deps, me.county, async (tx) => {
    const more = await work(tx, row.person)
    return { result: undefined, lines: more === null ? [] : [{ actor: me.person, action, subject: device, detail: { person: row.person } }, ...more] }
  })
  return true
}
