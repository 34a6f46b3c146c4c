import { useMemo, useState } from 'react'
import type { ShownRecord, SignedIn } from '../../client/client'
import { useConfig, useRecords } from '../../client/hooks'
import type { StoredRecord } from '../../core/op'
import { initialsOf } from '../../core/pinyin/initials'
import type { At, Problem } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { createWording, meets, recordWords, soughtIn } from '../../core/searchText'
import { maySearch } from '../../domain/role'
import { useDrill } from './useDrill'
import { isListed, toQuery, type RegisterState } from './registerState'
import { useSearch } from './useSearch'

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
  /** Words of what was told lie sealed on the server: null where they are looked through anyway, or nobody may. */
  readonly told: Told | null
  more(): void
  again(): void
}

/** `opened` null: not looked through yet. */
export interface Told {
  readonly opened: { readonly records: number; readonly of: number } | null
}

/** From the phone for those who hold records, from the server for those who read online. */
export function useRegisterRows(session: SignedIn, type: RecordType, state: RegisterState, stream: string, at: At | null): RegisterRows {
  const config = useConfig()
  const home = session.me.grants.find((grant) => grant.stream === stream)?.place ?? null
  const right = maySearch(session.me, type, config.places, state.place ?? home ?? stream)
  // What a figure counted, or a moment of the past, is read as the figure reads it.
  const isFigure = state.over !== null || at !== null || right === 'no'
  const local = useLocalRows(type, state, session.holdsRecords)
  const drilled = useDrilledRows(type, state, stream, home, at, !session.holdsRecords && isFigure)
  const searched = useSearchedRows(state, stream, home, right === 'personal', !session.holdsRecords && !isFigure)
  return useKept(session.holdsRecords ? local : isFigure ? drilled : searched)
}

/** Read another way (the places have come, a number's conditions went), what was last read stays until the new is here: who runs through it by keys keeps the row. */
function useKept(now: RegisterRows): RegisterRows {
  const isHere = !now.loading || now.rows.length > 0
  const [kept, setKept] = useState(now)
  if (isHere && (kept.rows !== now.rows || kept.total !== now.total || kept.hidden !== now.hidden)) setKept(now)
  return isHere ? now : { ...kept, loading: true }
}

function useLocalRows(type: RecordType, state: RegisterState, isUsed: boolean): RegisterRows {
  const config = useConfig()
  const { kind, where, text } = state
  const { rows } = useRecords(useMemo(() => ({ kinds: isUsed ? [kind] : [], where, text }), [isUsed, kind, where, text]), initialsOf)
  const listed = useMemo(() => rows.filter((record) => isListed(state, type, config, record)), [rows, state, type, config])
  return { rows: listed, total: listed.length, hidden: 0, loading: false, problem: null, hasMore: false, told: null, more: nothing, again: nothing }
}

function useSearchedRows({ kind, where, place, period, text, told }: RegisterState, stream: string, home: string | null, mayOpen: boolean, isUsed: boolean): RegisterRows {
  const words = text.trim()
  const isTold = told && words !== ''
  const { records, answer, problem, loading, hasMore, more, again } = useSearch(isUsed, stream, { kind, where, period, place: place ?? home, text: words, told: isTold })
  return {
    rows: records, loading, problem, hasMore, more, again, total: answer?.total ?? 0, hidden: answer?.hidden ?? 0,
    told: words === '' || !mayOpen ? null : { opened: isTold ? answer?.opened ?? null : null },
  }
}

function useDrilledRows(type: RecordType, state: RegisterState, stream: string, home: string | null, at: At | null, isUsed: boolean): RegisterRows {
  const config = useConfig()
  const query = toQuery(state, type, home)
  const { records, answer, problem, loading, hasMore, more, again } = useDrill(isUsed, { stream, query, at })
  const rows = useMemo(() => {
    const all = records.map((record) => ({ ...record, stream }))
    const [sought, wording] = [soughtIn(state.text), createWording(config)]
    return state.text.trim() === '' ? all : all.filter(({ values }) => meets(sought, recordWords(wording, type, values, initialsOf)))
  }, [records, state.text, type, config, stream])
  const isSearching = state.text.trim() !== ''
  return {
    rows, loading, problem, hasMore, more, again, told: null,
    total: isSearching ? rows.length : answer?.total ?? 0,
    hidden: isSearching ? 0 : answer?.hidden ?? 0,
  }
}

function nothing(): void {
  return undefined
}
