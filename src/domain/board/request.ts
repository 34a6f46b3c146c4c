import { unreachable } from '../../core/assert'
import type { Day, Period } from '../../core/period'
import { boardQuestions } from '../board'
import type { Questions } from './asking'
import { countyQuestions } from './county'

/** What is asked of one board: the phone, the server and the benchmark make the same questions of it. */
export interface BoardRequest {
  readonly kind: 'township' | 'county'
  /** null: everything in the stream. */
  readonly place: string | null
  readonly period: Period
  /** The asker's today: what is due counts from it. */
  readonly today: Day
  /** 本月 and 今天 beside a township's period. */
  readonly shorter: boolean
}

export function questionsOf({ kind, place, period, today, shorter }: BoardRequest): Questions {
  switch (kind) {
    case 'township':
      return boardQuestions({ place, today }, period, shorter)
    case 'county':
      return countyQuestions({ place, today }, period)
    default:
      return unreachable(kind)
  }
}

/** GET it; the answers come in the order of the questions. */
export function boardPath(stream: string, request: BoardRequest): string {
  const { kind, place, period, today, shorter } = request
  return `/api/board/${stream}?kind=${kind}&from=${period.from}&to=${period.to}&today=${today}${place === null ? '' : `&place=${place}`}${shorter ? '&shorter=1' : ''}&mark=${markOf(questionsOf(request))}`
}

/**
 * Eight hex digits that differ when the questions do. Programs of another day ask their boards other questions under the same address: by
 * the mark both sides see it.
 */
export function markOf(questions: Questions): string {
  let mark = 0x811c9dc5
  for (const character of JSON.stringify(questions)) mark = Math.imul(mark ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (mark >>> 0).toString(16).padStart(8, '0')
}
