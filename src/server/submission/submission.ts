import { randomUUID } from 'node:crypto'
import { closedAmong } from '../beside'
import { must } from '../../core/assert'
import type { Config } from '../../core/config'
import type { SubmissionBatch, SubmissionState, ProfileHead } from '../../core/submission'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import type { Me } from '../../core/protocol'
import { isCounted, uncountedStages, type RecordType } from '../../core/recordType'
import { mayImport } from '../../domain/importRight'
import { profileOf, type Profile } from '../../domain/profile'
import { mayExport, mayRead, seesPersonal } from '../../domain/role'
import { seenBy } from '../../domain/sight'
import type { PushDeps } from '../batch'
import { readKinds } from '../configStore'
import type { Sql } from '../db'
import { everything } from '../everything'
import { figureFrom } from '../figureSql'
import { readNames } from '../exports/readNames'
import { onTrail } from '../trail'
import { recordOf, versionColumns, versionsFrom, type VersionRow } from '../versions'
import { codedProfile, wrongColumns } from './columns'
import { submissionXlsx, rowOf, type SubmissionCell } from './layout'

/** One profile in one township, for somebody who may hand its kind over there. */
export interface Counter {
  readonly deps: PushDeps
  readonly me: Me
  readonly stream: string
  readonly type: RecordType
  readonly profile: Profile
  readonly config: Config
}

/** Who may take the register away and writes its kind there: names go out, and numbers come back as edits. */
function mayHand(me: Me, config: Config, type: RecordType, stream: string): boolean {
  return mayExport(me, config.places, stream, 'registers') && mayImport(me, config, type, stream)
}

export async function countersIn(deps: PushDeps, me: Me, stream: string): Promise<readonly Counter[]> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  const records = await readKinds(deps, deps.db.sql, me.county, ['profile'])
  return records.flatMap((record) => {
    const profile = profileOf(record.id, record.values)
    const type = own(deps.types, profile.kind)
    return type !== undefined && mayHand(me, config, type, stream) ? [{ deps, me, stream, type, profile: codedProfile(type, config, profile), config }] : []
  })
}

export function headOf({ type, config, profile }: Counter): ProfileHead {
  return { id: profile.id, name: profile.name, system: profile.system, kind: profile.kind, wrong: wrongColumns(type, config, profile) }
}

/** A record as it stands now, with the row it makes. */
interface Standing {
  readonly record: StoredRecord
  readonly cells: readonly SubmissionCell[]
  readonly digest: string
}

const MOST_SHOWN = 200

export async function stateOf(counter: Counter): Promise<SubmissionState> {
  const { deps, stream, profile } = counter
  const { sql } = deps.db
  const { standing, hidden, gone } = await standingOf(counter, sql)
  const submitted = await submittedDigests(sql, stream, profile.id)
  const missing = standing.filter(({ record }) => !isEntered(record, profile.system))
  return {
    profile: headOf(counter), hidden,
    fresh: standing.filter(({ record }) => !submitted.has(record.id)).length,
    changed: standing.filter(({ record, digest }) => submitted.has(record.id) && submitted.get(record.id) !== digest).length,
    withdrawn: gone.filter(({ id }) => submitted.has(id)).map(({ id, values }) => (typeof values.caseNo === 'string' ? values.caseNo : id)),
    missing: missing.length, missingRecords: missing.slice(0, MOST_SHOWN).map(({ record }) => record),
    batches: await sql<SubmissionBatch[]>`select id, person, at, records from submission_batch where stream = ${stream} and profile = ${profile.id} order by at desc limit 100`,
  }
}

/** 已录入: it has a number, and of that system. */
export function isEntered({ values }: StoredRecord, system: string): boolean {
  return values.externalNo !== undefined && String(values.externalSystem ?? '') === system
}

export type Submitted =
  | { readonly kind: 'submitted'; readonly bytes: Uint8Array; readonly name: string; readonly batch: string; readonly records: number }
  | { readonly kind: 'say'; readonly say: string }

/** One action: what is new or changed becomes a file and a batch. `again`: the records of an earlier batch once more, as they are now. */
export async function submit(counter: Counter, again: string | null): Promise<Submitted> {
  const { deps, me, stream, profile, type, config } = counter
  const wrong = wrongColumns(type, config, profile)
  if (wrong.length > 0) return { kind: 'say', say: `“${profile.name}”的口径要先改好：${wrong.join('；')}。` }
  const batch = again ?? randomUUID()
  const rows = await onTrail(deps, stream, async (tx, at) => {
    const { standing } = await standingOf(counter, tx)
    const wanted = again === null ? await notYetSubmitted(tx, counter, standing) : await ofBatch(tx, counter, standing, again)
    if (wanted.length === 0) return { result: wanted, lines: [] }
    if (again === null) {
      const [row] = await tx<{ n: number }[]>`select n from stream where stream = ${stream}`
      await tx`insert into submission_batch (stream, id, profile, kind, person, at, n, records)
        values (${stream}, ${batch}, ${profile.id}, ${type.kind}, ${me.person}, ${at}, ${must(row, 'the stream').n}, ${wanted.length})`
      const lines = wanted.map(({ record, digest }) => ({ stream, profile: profile.id, record: record.id, since: record.n, batch, digest }))
      await tx`insert into submission_record (stream, profile, record, since, batch, digest)
        select stream, profile, record, since, batch, digest from jsonb_populate_recordset(null::submission_record, ${tx.json(lines)})`
    }
    return { result: wanted, lines: [{ actor: me.person, action: 'submit', subject: batch, detail: { kind: type.kind, profile: profile.id, rows: wanted.length, again: again !== null } }] }
  })
  if (rows.length === 0) return { kind: 'say', say: again === null ? '没有新的，也没有改过的，不用再交。' : '那一批里的，现在都不在台账里了。' }
  return { kind: 'submitted', bytes: await submissionXlsx(profile, rows.map(({ cells }) => cells)), name: `${profile.name}.xlsx`, batch, records: rows.length }
}

async function notYetSubmitted(tx: Sql, { stream, profile }: Counter, standing: readonly Standing[]): Promise<readonly Standing[]> {
  const submitted = await submittedDigests(tx, stream, profile.id)
  return standing.filter(({ record, digest }) => submitted.get(record.id) !== digest)
}

async function ofBatch(tx: Sql, { stream, profile }: Counter, standing: readonly Standing[], batch: string): Promise<readonly Standing[]> {
  const rows = await tx<{ record: string }[]>`select record from submission_record where stream = ${stream} and profile = ${profile.id} and batch = ${batch}`
  const ids = new Set(rows.map(({ record }) => record))
  return standing.filter(({ record }) => ids.has(record.id))
}

/** The row each record made when it was last handed over, as its digest. */
async function submittedDigests(sql: Sql, stream: string, profile: string): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ record: string; digest: string }[]>`
    select distinct on (r.record) r.record, r.digest from submission_record r join submission_batch b on b.stream = r.stream and b.id = r.batch
    where r.stream = ${stream} and r.profile = ${profile} order by r.record, b.at desc, r.since desc`
  return new Map(rows.map(({ record, digest }) => [record, digest]))
}

/** All records of the kind, oldest first; protected ones and those out of reach are a number. */
async function standingOf(counter: Counter, sql: Sql): Promise<{ readonly standing: readonly Standing[]; readonly hidden: number; readonly gone: readonly StoredRecord[] }> {
  const { deps, me, stream, type, profile, config } = counter
  const rows = await sql<VersionRow[]>`select ${versionColumns(sql)} ${versionsFrom(sql, type, seenBy(me, type, config.places))} where v.stream = ${stream} and v.until is null order by v.record`
  const [all] = await sql<{ total: number }[]>`select count(*)::bigint as total ${figureFrom(sql, type, everything('counting'))}
    where v.stream = ${stream} and v.until is null and v.stage <> all(${[...uncountedStages(type)]})`
  const bare = rows.map((row) => ({ row, record: recordOf(deps, type.kind, row, false) }))
  const counted = bare.filter(({ record }) => isCounted(type, record.stage))
  const closed = await closedAmong(deps, sql, [stream], type.kind, counted.map(({ record }) => record.id), null)
  const seen = counted.filter(({ record }) => !closed.has(record.id) && mayRead(me, type, config.places, record))
  const records = seen.map(({ row, record }) => recordOf(deps, type.kind, row, seesPersonal(me, type, config.places, record)))
  const names = await readNames(sql, deps.types, me.county, [stream], type, records.map(({ values }) => values))
  const dated = (record: StoredRecord): string => String(record.values[type.dated] ?? '')
  const inOrder = [...records].sort((a, b) => (dated(a) < dated(b) ? -1 : dated(a) > dated(b) ? 1 : a.id < b.id ? -1 : 1))
  const key = deps.vault.derive('submission')
  const own = new Set(profile.columns.flatMap(({ field }, at) => (field === 'externalNo' || field === 'externalSystem' ? [at] : [])))
  const standing = inOrder.map((record): Standing => {
    const cells = rowOf(type, profile, record, { config, names })
    // The number that came back is no change to whom it came from.
    const digest = deps.vault.mac(key, JSON.stringify(cells.filter((_cell, at) => !own.has(at)))).toString('base64')
    return { record, cells, digest }
  })
  return { standing, hidden: must(all, 'a count').total - seen.length, gone: bare.filter(({ record }) => !isCounted(type, record.stage)).map(({ record }) => record) }
}

/** For taking numbers back: records by our number. */
export async function recordsByNumber(counter: Counter): Promise<ReadonlyMap<string, StoredRecord>> {
  const { standing } = await standingOf(counter, counter.deps.db.sql)
  return new Map(standing.flatMap(({ record }) => [[record.id, record] as const, ...(typeof record.values.caseNo === 'string' ? [[record.values.caseNo, record] as const] : [])]))
}
