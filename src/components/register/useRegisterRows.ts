import { useMemo } from 'react'
import type { ShownRecord, SignedIn } from '../../client/client'
import { useConfig, useRecords } from '../../client/hooks'
import type { StoredRecord } from '../../core/op'
import type { At, Problem } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { useReading } from '../reading'
import { titleOf, valueText } from '../recordText'
import { useDrill } from './useDrill'
import { isListed, toQuery, type RegisterState } from './registerState'

export type RegisterRow = StoredRecord & { readonly stream: string; readonly sync?: ShownRecord['sync'] }

export interface RegisterRows {
  readonly rows: readonly RegisterRow[]
  /** What the conditions hold altogether, those not shown by name included. */
  readonly total: number
  /** 另有 N 件仅承办人可见. */
  readonly hidden: number
  readonly loading: boolean
  readonly problem: Problem | null
  /** The server has more than was read. */
  readonly hasMore: boolean
  more(): void
  again(): void
}

/** From the phone for those who hold records, from the server for those who read online. */
export function useRegisterRows(session: SignedIn, type: RecordType, state: RegisterState, stream: string, at: At | null): RegisterRows {
  const local = useLocalRows(type, state, session.holdsRecords)
  const online = useOnlineRows(session, type, state, stream, at)
  return session.holdsRecords ? local : online
}

function useLocalRows(type: RecordType, state: RegisterState, isUsed: boolean): RegisterRows {
  const config = useConfig()
  const { kind, where, text } = state
  const { rows } = useRecords(useMemo(() => ({ kinds: isUsed ? [kind] : [], where, text }), [isUsed, kind, where, text]))
  const listed = useMemo(() => rows.filter((record) => isListed(state, type, config, record)), [rows, state, type, config])
  return { rows: listed, total: listed.length, hidden: 0, loading: false, problem: null, hasMore: false, more: nothing, again: nothing }
}

function useOnlineRows(session: SignedIn, type: RecordType, state: RegisterState, stream: string, at: At | null): RegisterRows {
  const reading = useReading()
  const home = session.me.grants.find((grant) => grant.stream === stream)?.place ?? null
  const query = toQuery(state, type, home)
  const { records, answer, problem, loading, hasMore, more, again } = useDrill(!session.holdsRecords, { stream, query, at })
  const wanted = state.text.trim()
  const rows = useMemo(() => {
    const all = records.map((record) => ({ ...record, stream }))
    return wanted === '' ? all : all.filter((record) => wordsOf(type, record, reading).includes(wanted))
  }, [records, wanted, type, reading, stream])
  const isSearching = wanted !== ''
  return {
    rows, loading, problem, hasMore, more, again,
    total: isSearching ? rows.length : answer?.total ?? 0,
    hidden: isSearching ? 0 : answer?.hidden ?? 0,
  }
}

/** What a search in rows of the server looks through; those without personal values are found by place, type and number. */
function wordsOf(type: RecordType, record: StoredRecord, reading: ReturnType<typeof useReading>): string {
  const place = type.placed === null ? undefined : type.fields[type.placed]
  const where = place === undefined || type.placed === null ? '' : valueText(type, type.placed, place, record.values[type.placed], reading)
  return [titleOf(type, record.values, reading), where, String(record.values.caseNo ?? ''), String(record.values.summary ?? '')].join(' ')
}

function nothing(): void {
  return undefined
}
