import type { Values } from '../../core/field'
import type { OpBody } from '../../core/op'
import { isDay, type Day } from '../../core/period'
import { screening } from '../../domain/screening'
import { bodyOf } from '../formState'

/** A round as an op. 本期无新增 names its period and its place and leaves the numbers, which are nothing, to the move. */
export function roundBody(move: 'record' | 'nothingNew', values: Values): OpBody {
  const body = bodyOf(screening, move, null, values, screening.moves[move].asks)
  return { ...body, set: { ...body.set, times: typeof values.times === 'object' ? 1 : values.times ?? 1 } }
}

/** What keeps it from being saved, in words; null when nothing does. */
export function roundMissing({ place, from, to }: Values, today: Day): string | null {
  if (typeof place !== 'string' || place === '') return '还没选：在哪'
  if (!isDay(from) || !isDay(to)) return '还没选：哪一期'
  if (to < from) return '排查止不能早于排查起，请改一下日子'
  return to > today ? '排查止的日期还没到' : null
}
