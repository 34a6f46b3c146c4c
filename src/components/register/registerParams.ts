import type { Where } from '../../core/field'
import type { FigureQuery } from '../../core/protocol'
import type { Params } from '../pageNames'
import { emptyState, fromQuery, type RegisterState } from './registerState'

/** How a register is opened by its address: `q` is a figure's query as JSON, else the kind and its conditions. */
export function stateFrom(params: Params, kind: string): RegisterState {
  const query = parsed<FigureQuery>(params.q)
  if (query !== null && typeof query.figure === 'object') return fromQuery(query)
  const where = parsed<Where>(params.where) ?? {}
  const { from, to, place } = params
  return {
    ...emptyState(params.kind ?? kind),
    where,
    ...(from === undefined || to === undefined ? {} : { period: { from, to } }),
    ...(place === undefined ? {} : { place }),
  }
}

/** What was typed to be looked for may be a name: it is kept by the page alone, no address and no history of a browser has it. */
export function paramsFor({ kind, where, over, period, place, on }: RegisterState): Params {
  if (over !== null && period !== null) {
    const query: FigureQuery = { figure: { kind, where, over, measure: { kind: 'count' } }, period, place, ...(on === undefined ? {} : { on }), by: null }
    return { q: JSON.stringify(query) }
  }
  return {
    kind,
    ...(Object.keys(where).length === 0 ? {} : { where: JSON.stringify(where) }),
    ...(period === null ? {} : { from: period.from, to: period.to }),
    ...(place === null ? {} : { place }),
  }
}

/** A damaged address shows the whole register instead of nothing. */
function parsed<T>(text: string | undefined): T | null {
  if (text === undefined) return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}
