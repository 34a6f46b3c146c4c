import { figureOf, type Figure, type Measure, type Over } from '../core/figure'
import type { Options } from '../core/field'
import { dispute } from './dispute'
import { AGREEMENT_FORMS, COMMITTEES, DISPUTE_TYPES, RESULTS, SOURCES } from './disputeCodes'
import { flow } from './figures/named'
import { roster } from './roster'
import { screening } from './screening'

/**
 * 人民调解统计表 (司发通〔2010〕239号 的口径), quarter and year. Only 途径=人民调解 feeds it. Every case stands in the period it was closed
 * in, whichever split it is read by, so that all splits of one table have one total.
 */
export interface StatisticsLine {
  readonly id: string
  readonly label: string
  readonly unit: string
  readonly figure: Figure
  /** Under the line above that has none. */
  readonly depth: 0 | 1
  /** Lines with one whole add up to it. */
  readonly partOf?: string
  /** Cases of which nobody wrote it; printed only when there are any, since the Ministry's form has no such line. */
  readonly unset?: true
  readonly inFen?: true
  /** People, each once: somebody on the roster in two places is one in the total. */
  readonly heads?: true
}

export interface StatisticsBlock {
  readonly title: string
  readonly lines: readonly StatisticsLine[]
}

const CLOSED = flow('closedOn')
const APPLIED = flow('courtAppliedOn')
const HOLDS: Over = { kind: 'stock', from: 'from', until: 'until', untilCounts: true, sinceEver: true }
const HEADS: Measure = { kind: 'distinct', field: 'person' }

type CaseFilter = Parameters<typeof figureOf<typeof dispute.fields>>[1]
const cases = (where: CaseFilter, over: Over = CLOSED, measure?: Measure): Figure => figureOf(dispute, { ...where, route: ['mediation'] }, over, measure)
const amount = (field: 'amount' | 'preventedPeople'): Measure => ({ kind: 'sum', field })
const line = (id: string, label: string, unit: string, figure: Figure, more: Partial<StatisticsLine> = {}): StatisticsLine => ({ id, label, unit, figure, depth: 0, ...more })

/** One line per option, in the order of the form, and one for what nobody wrote. */
function split(name: 'result' | 'source' | 'type' | 'committee' | 'form', options: Options, partOf: string, where: CaseFilter = {}): readonly StatisticsLine[] {
  const one = (code: string, label: string): StatisticsLine =>
    line(`${name}.${code}`, label, '件', cases({ ...where, [name]: [code] }), { depth: 1, partOf: `${partOf} ${name}` })
  return [...Object.entries(options).map(([code, { label }]) => one(code, label)), { ...one('', '未填'), unset: true }]
}

function prevented(code: keyof typeof dispute.fields.prevented.options, label: string): readonly StatisticsLine[] {
  return [
    line(`prevented.${code}`, label, '件', cases({ prevented: [code] })),
    line(`prevented.${code}.people`, label, '人', cases({ prevented: [code] }, CLOSED, amount('preventedPeople'))),
  ]
}

const SUCCESS = { result: ['success'] } as const

export const STATISTICS: readonly StatisticsBlock[] = [
  {
    title: '一、调解案件',
    lines: [
      line('cases', '调解案件总数', '件', cases({})),
      ...split('result', RESULTS, 'cases'),
      line('parties', '涉及当事人', '人', cases({}, CLOSED, { kind: 'rows', rows: 'parties', where: {}, sum: null })),
      line('hard', '疑难复杂案件', '件', cases({ difficulty: ['hard', 'grave'] })),
    ],
  },
  { title: '二、按调解组织', lines: split('committee', COMMITTEES, 'cases') },
  { title: '三、按案件来源', lines: split('source', SOURCES, 'cases') },
  { title: '四、按纠纷类型', lines: split('type', DISPUTE_TYPES, 'cases') },
  {
    title: '五、协议和履行',
    lines: [
      line('success', '达成协议', '件', cases(SUCCESS)),
      ...split('form', AGREEMENT_FORMS, 'success', SUCCESS),
      line('amount', '协议涉及金额', '元', cases(SUCCESS, CLOSED, amount('amount')), { inFen: true }),
      line('fulfilled', '协议已履行', '件', cases({ ...SUCCESS, fulfilment: ['onSpot', 'done'] })),
      line('applied', '申请司法确认（按申请日期）', '件', cases({ courtConfirmation: ['applied', 'confirmed', 'refused'] }, APPLIED)),
      line('confirmed', '法院已确认（按申请日期）', '件', cases({ courtConfirmation: ['confirmed'] }, APPLIED)),
    ],
  },
  {
    title: '六、预防',
    lines: [
      line('screenings', '排查纠纷', '次', figureOf(screening, {}, flow('to'), { kind: 'sum', field: 'times' })),
      line('forestalled', '预防纠纷', '件', figureOf(screening, {}, flow('to'), { kind: 'sum', field: 'prevented' })),
      ...prevented('suicide', '防止纠纷引起自杀'),
      ...prevented('crime', '防止纠纷转化为刑事案件'),
      ...prevented('massPetition', '防止群体性上访'),
      ...prevented('massFight', '防止群体性械斗'),
    ],
  },
  {
    title: '七、组织和队伍（最后一天在册）',
    lines: [
      line('committees', '人民调解委员会', '个', figureOf(roster, { item: ['committee'] }, HOLDS)),
      line('mediators', '人民调解员', '人', figureOf(roster, { item: ['mediator'] }, HOLDS, HEADS), { heads: true }),
      line('mediators.fullTime', '专职', '人', figureOf(roster, { item: ['mediator'], employment: ['fullTime'] }, HOLDS, HEADS), { depth: 1, heads: true }),
      line('mediators.partTime', '兼职', '人', figureOf(roster, { item: ['mediator'], employment: ['partTime'] }, HOLDS, HEADS), { depth: 1, heads: true }),
    ],
  },
]
