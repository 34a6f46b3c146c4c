import type { Op } from '../core/op'
import { own } from '../core/own'
import type { Handover, HandoverList, Me, SentHandover } from '../core/protocol'
import type { Value } from '../core/field'
import { isProtectedFrom, unsentRight } from '../domain/role'
import { CARRIES } from '../domain/carries'
import { isId } from '../core/id'
import { closedAmong } from './beside'
import { everything } from './everything'
import { receiversIn, rightTo, type HandoverDeps } from './handover'
import { handoverColumns, openHandover, openWhy, type HandoverRow } from './handoverStore'
import { readCurrent, recordOf } from './versions'

const DAYS_TOLD = 30
const MOST = 500

/** What was handed to the asker, what stands in the asker's 待接收, and what became of what the asker handed over. */
export async function handovers(deps: HandoverDeps, me: Me): Promise<HandoverList> {
  const { sql } = deps.db
  const config = await deps.configs.current(sql, me.county)
  const isReceiver = await receiversIn(deps, me)
  const since = new Date(deps.now() - DAYS_TOLD * 86_400_000).toISOString()
  const streams = await sql<{ stream: string }[]>`select stream from stream where county = ${me.county}`
  const answerable = streams.map(({ stream }) => stream).filter((stream) => unsentRight(me, config.places, stream) !== null)
  const open = await sql<HandoverRow[]>`select ${handoverColumns(sql)} from handover h
    join stream s on s.stream = h.stream left join record_key k on k.stream = h.stream and k.record = h.record
    where s.county = ${me.county} and h.state = 'open' and (h.receiver = ${me.person} or h.stream = any(${answerable}::uuid[])) order by h.id limit ${MOST}`
  const sent = await sql<HandoverRow[]>`select ${handoverColumns(sql)} from handover h
    join stream s on s.stream = h.stream left join record_key k on k.stream = h.stream and k.record = h.record
    where s.county = ${me.county} and h.sender = ${me.person} and (h.ended_at is null or h.ended_at > ${since}) order by h.at desc, h.id desc limit ${MOST}`
  const mine: Handover[] = []
  for (const row of open) {
    const right = rightTo(me, config.places, row, isReceiver)
    if (right === null) continue
    mine.push(handoverOf(deps, row, { isReceiver: isReceiver(row), shows: right === 'takes' && (await mayOpen(deps, me, row)) }))
  }
  return { handovers: mine, sent: sent.map((row) => sentOf(deps, row)) }
}

/** Whoever it was given to reads it. From 待接收 nobody reads what only its handler may (家暴, 未成年人): that one is passed on unread. */
async function mayOpen(deps: HandoverDeps, me: Me, row: HandoverRow): Promise<boolean> {
  if (row.receiver === me.person) return true
  const type = own(deps.types, row.kind)
  const op = openHandover(deps, row)?.op
  if (type === undefined || op === undefined) return false
  const [stored] = await readCurrent(deps.db.sql, type, row.stream, [row.record], everything('handover'))
  const before = stored === undefined ? null : recordOf(deps, row.kind, stored, false)
  const written = { id: row.record, kind: row.kind, stage: '', values: { ...before?.values, ...valuesSet(op) }, written: [], n: 0, createdBy: row.sender }
  if (isProtectedFrom(me, type, written) || (before !== null && isProtectedFrom(me, type, before))) return false
  // What leads to such a record is about the same people, whether it led there before or would by this op.
  const led = [[row.kind, row.record] as const, ...Object.entries(own(CARRIES, row.kind) ?? {}).map(([link, kind]) => [kind, op.body.set[link]] as const)]
  for (const [kind, id] of led) if (isId(id) && (await closedAmong(deps, deps.db.sql, [row.stream], kind, [id], me.person)).size > 0) return false
  return true
}

function valuesSet(op: Op): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(op.body.set).filter((entry): entry is [string, Exclude<typeof entry[1], null>] => entry[1] !== null))
}

function handoverOf(deps: HandoverDeps, row: HandoverRow, told: { readonly isReceiver: boolean; readonly shows: boolean }): Handover {
  const content = told.shows ? openHandover(deps, row) : null
  const { id, stream, sender: from, at, kind, place } = row
  return {
    id, stream, from, to: told.isReceiver ? row.receiver : null, at, kind, place, op: content?.op ?? null,
    // A refusal may carry values: without the content there is no more to tell than that it could not be put through.
    refusal: content?.refusal ?? { code: 'outOfScope' },
  }
}

function sentOf(deps: HandoverDeps, row: HandoverRow): SentHandover {
  const { state, ended_by: endedBy, ended_at: endedAt, receiver } = row
  return { ...handoverOf(deps, row, { isReceiver: receiver !== null, shows: true }), state, endedBy, endedAt, why: openWhy(deps, row) }
}
