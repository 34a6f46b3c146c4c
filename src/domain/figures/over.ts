import type { Over } from '../../core/figure'

type StockOver = Extract<Over, { readonly kind: 'stock' }>

/** What holds on a period's last day, by kind of record: 在办, 在册. */
export interface Stock {
  readonly label: string
  readonly over: StockOver
}

const HOLDS: StockOver = { kind: 'stock', from: 'from', until: 'until', untilCounts: true, sinceEver: true }

export const STOCKS = {
  dispute: {
    open: { label: '最后一天还在办', over: { kind: 'stock', from: 'acceptedOn', until: 'closedOn', untilCounts: false } },
    pastDue: { label: '最后一天已满月、还没调结', over: { kind: 'stock', from: 'dueOn', until: 'closedOn', untilCounts: false } },
  },
  matter: {
    open: { label: '最后一天还在办', over: { kind: 'stock', from: 'receivedOn', until: 'resolvedOn', untilCounts: false } },
    pastDue: { label: '最后一天已到期、还没办结', over: { kind: 'stock', from: 'dueOn', until: 'resolvedOn', untilCounts: false } },
  },
  /** An entry without a begin has held ever since. */
  roster: { holds: { label: '最后一天在册', over: HOLDS } },
  place: { holds: { label: '最后一天在名录里', over: HOLDS } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Stock>>>>
