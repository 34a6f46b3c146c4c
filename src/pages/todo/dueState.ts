import type { DueRequest } from '../../core/dueWire'
import { addDays, weekday, type Day } from '../../core/period'
import type { Me } from '../../core/protocol'

/** What the office's list shows, as its address says it. */
export interface DueState {
  readonly whose: DueRequest['who']
  /** What was asked for by hand; what is missing stands at its usual. */
  readonly asked: { readonly span?: Span; readonly key?: string; readonly unit?: string; readonly place?: string }
}

export const SPANS = { past: '过了日子的', today: '到今天', week: '到本周末', soon: '两周以内', all: '全部' } as const satisfies Readonly<Record<string, string>>
export type Span = keyof typeof SPANS

export function dueState({ whose, span, key, unit, place }: Readonly<Record<string, string>>): DueState {
  const asked = { ...(isSpan(span) ? { span } : {}), ...(key === undefined ? {} : { key }), ...(unit === undefined ? {} : { unit }), ...(place === undefined ? {} : { place }) }
  return { whose: whose === 'all' ? 'all' : 'me', asked }
}

/** The overdue list shows what is overdue; one's own list what comes within two weeks as well. */
export function spanOf({ whose, asked }: DueState): Span {
  return asked.span ?? (whose === 'all' ? 'past' : 'soon')
}

export function requestOf(state: DueState, stream: string, me: Me, today: Day): Omit<DueRequest, 'offset' | 'limit'> {
  const { key = null, unit = null, place } = state.asked
  return { stream, who: state.whose, until: untilOf(spanOf(state), today), key, unit, place: place ?? me.grants.find((grant) => grant.stream === stream)?.place ?? null }
}

export function untilOf(span: Span, today: Day): Day {
  switch (span) {
    case 'past':
      return addDays(today, -1)
    case 'today':
      return today
    case 'week':
      return addDays(today, (7 - weekday(today)) % 7)
    case 'soon':
      return addDays(today, 14)
    case 'all':
      return '2100-12-31'
  }
}

export function isSpan(span: string | undefined): span is Span {
  return span !== undefined && span in SPANS
}
