import { randomUUID } from 'node:crypto'
import { dayText, type Day } from '../../core/period'
import type { DestructionAct, DestructionHead, RetentionAnswer } from '../../core/privacyWire'
import { own } from '../../core/own'
import type { AuditEntry } from '../audit'
import { tableNamed } from '../columns'
import type { Sql } from '../db'
import { destroyKey } from '../keys/destroy'
import { onTrail } from '../trail'
import { rowsOf, xlsxOf, type Cell } from '../xlsx/workbook'
import { bulkAsked } from './bulk'
import type { Asked, Desk } from './requests'
import { isSameHand } from './twoPeople'

/** 销毁: what is over its years, proposed by one and approved by another; the certificate names records by their numbers. */

interface Item {
  readonly record: string
  readonly kind: string
  readonly no: string
  readonly doneOn: Day
}
interface Row {
  readonly id: string
  readonly state: DestructionHead['state']
  readonly proposed_by: string
  readonly proposed_on: Day
  readonly ended_by: string | null
  readonly ended_on: Day | null
  readonly records: readonly Item[]
}

const MOST = 500
const NOT_FOUND = { kind: 'notFound' } as const

export async function retention(desk: Desk): Promise<RetentionAnswer> {
  const { deps, me, stream, right, today } = desk
  const { sql } = deps.db
  const isAll = stream === me.county
  const streams = isAll ? (await sql<{ stream: string }[]>`select stream from stream where county = ${me.county}`).map((row) => row.stream) : [stream]
  const [counts] = await sql<{ away: number; due: number }[]>`select count(*)::bigint as away, count(*) filter (where destroy_on <= ${today})::bigint as due
    from put_away where stream = any(${streams}::uuid[])`
  const rows = await sql<(Row & { stream: string })[]>`select stream, id, state, proposed_by, proposed_on, ended_by, ended_on, records from destruction
    where stream = any(${streams}::uuid[]) order by state <> 'proposed', proposed_on desc, id limit 100`
  return { role: right, away: counts?.away ?? 0, due: counts?.due ?? 0, destructions: rows.map((row) => ({ stream: row.stream, ...headOf(row) })), bulk: await bulkAsked(desk) }
}

/** All that is due in the township, at most 500 at a time. */
export async function proposeDestruction(desk: Desk): Promise<Asked<DestructionHead>> {
  const { deps, me, stream, right, today } = desk
  if (right !== 'proposes') return NOT_FOUND
  return onTrail<Asked<DestructionHead>>(deps, stream, async (tx) => {
    const items = await dueItems(desk, tx)
    if (items.length === 0) return { result: { kind: 'say', say: '没有到年限、可以销毁的；已经提出的，等安全管理员同意。' }, lines: [] }
    const row: Row = { id: randomUUID(), state: 'proposed', proposed_by: me.person, proposed_on: today, ended_by: null, ended_on: null, records: items }
    await tx`insert into destruction (stream, id, state, proposed_by, proposed_on, records) values (${stream}, ${row.id}, 'proposed', ${me.person}, ${today}, ${tx.json(items as never)})`
    return { result: { kind: 'done', answer: { stream, ...headOf(row) } }, lines: [line(desk, 'destructionProposed', row.id, { records: items.length })] }
  })
}

export async function actOnDestruction(desk: Desk, id: string, { act }: DestructionAct): Promise<Asked<DestructionHead>> {
  const { deps, me, device, stream, right, today } = desk
  if (right !== 'approves') return NOT_FOUND
  return onTrail<Asked<DestructionHead>>(deps, stream, async (tx) => {
    const row = await rowOf(tx, stream, id)
    if (row === null) return { result: NOT_FOUND, lines: [] }
    if (row.state !== 'proposed') return { result: { kind: 'say', say: '这一批已经有人办过了，请重新打开看看。' }, lines: [] }
    if (await isSameHand(tx, me, device, row.proposed_by)) return { result: { kind: 'say', say: '提出的和同意的要是两个人，用两部手机（电脑）。' }, lines: [] }
    const state = act === 'approve' ? 'done' : 'declined'
    await tx`update destruction set state = ${state}, ended_by = ${me.person}, ended_on = ${today} where stream = ${stream} and id = ${id}`
    const answer = { stream, ...headOf({ ...row, state, ended_by: me.person, ended_on: today }) }
    if (act === 'decline') return { result: { kind: 'done', answer }, lines: [line(desk, 'destructionDeclined', id, {})] }
    const lines: AuditEntry[] = []
    for (const { record, kind } of row.records) {
      // Somebody may have taken it up again meanwhile: then its purpose is not over.
      const still = await tx`delete from put_away where stream = ${stream} and record = ${record}`
      if (still.count === 0) continue
      await destroyKey(tx, stream, record)
      lines.push(line(desk, 'destroyed', record, { kind, batch: id, proposedBy: row.proposed_by }))
    }
    await tx`update stream set erased = erased + 1 where stream = ${stream}`
    return { result: { kind: 'done', answer }, lines }
  })
}

/** 销毁证明, as .xlsx: for the file. */
export async function certificate(desk: Desk, id: string): Promise<Asked<Uint8Array>> {
  const { deps, me, stream } = desk
  const row = await rowOf(deps.db.sql, stream, id)
  if (row === null || row.state !== 'done') return NOT_FOUND
  const person = own(deps.types, 'person')
  const people = person === undefined ? [] : await deps.db.sql<{ record: string; name: string | null }[]>`select record, data ->> 'name' as name from ${deps.db.sql(tableNamed('person'))}
    where stream = ${me.county} and record = any(${[row.proposed_by, row.ended_by ?? row.proposed_by]}::uuid[]) and until is null`
  const nameOf = (who: string | null): string => people.find(({ record }) => record === who)?.name ?? who ?? ''
  const rows = row.records.map(({ kind, no, doneOn, record }, i): readonly Cell[] => [
    { kind: 'number', value: i + 1 }, { kind: 'text', text: own(deps.types, kind)?.label ?? kind }, { kind: 'text', text: no === '' ? record : no }, { kind: 'day', day: doneOn },
  ])
  const bytes = await xlsxOf([{
    name: '销毁证明', title: '个人信息销毁证明',
    notes: [`提出：${nameOf(row.proposed_by)}（${dayText(row.proposed_on)}）　同意：${nameOf(row.ended_by)}（${row.ended_on === null ? '' : `${row.ended_on.slice(0, 4)}年${dayText(row.ended_on)}`}）　共 ${row.records.length} 件`],
    columns: [{ label: '序号', width: 6 }, { label: '台账', width: 14 }, { label: '编号', width: 40 }, { label: '办结', width: 12 }], rows: rowsOf(rows),
    closing: ['以上各件里的姓名、电话、住址、经过和附件已随密钥一起销毁，程序里不能再恢复；件数、类型、结果等统计数照旧。备份里的副本到备份期满时一并消失。'],
  }])
  return { kind: 'done', answer: bytes }
}

async function dueItems({ stream, today }: Desk, tx: Sql): Promise<readonly Item[]> {
  const due = await tx<{ record: string; kind: string; done_on: Day }[]>`select record, kind, done_on from put_away p
    where stream = ${stream} and destroy_on <= ${today} and not exists (select 1 from destruction d
      where d.stream = p.stream and d.state = 'proposed' and d.records @> jsonb_build_array(jsonb_build_object('record', p.record)))
    order by done_on, record limit ${MOST}`
  const numbers = new Map<string, string>()
  for (const kind of new Set(due.map((each) => each.kind))) {
    const rows = await tx<{ record: string; no: string | null }[]>`select record, data ->> 'caseNo' as no from ${tx(tableNamed(kind))}
      where stream = ${stream} and record = any(${due.filter((each) => each.kind === kind).map(({ record }) => record)}::uuid[]) and until is null`
    for (const { record, no } of rows) numbers.set(record, no ?? '')
  }
  return due.map(({ record, kind, done_on: doneOn }) => ({ record, kind, doneOn, no: numbers.get(record) ?? '' }))
}

async function rowOf(sql: Sql, stream: string, id: string): Promise<Row | null> {
  const [row] = await sql<Row[]>`select id, state, proposed_by, proposed_on, ended_by, ended_on, records from destruction where stream = ${stream} and id = ${id}`
  return row ?? null
}

function headOf(row: Row): Omit<DestructionHead, 'stream'> {
  return { id: row.id, state: row.state, records: row.records.length, proposedBy: row.proposed_by, proposedOn: row.proposed_on, endedOn: row.ended_on }
}

function line({ me }: Desk, action: AuditEntry['action'], subject: string, detail: AuditEntry['detail']): AuditEntry {
  return { actor: me.person, action, subject, detail }
}
