import type { PaperUse } from '../../core/paperWire'
import { own } from '../../core/own'
import { PAPER_TEXTS } from './texts'
import { always, ended, has, hasResult, is, needed, neededElseMay, ofRows, oralAgreement, settled, type Applies } from './use'

export type RowsOf = 'sessions' | 'inquiries' | 'followUps'

export interface Paper {
  readonly title: string
  /** When a case has it, in words. */
  readonly when: string
  /** Once for each live row of this field of the case; without a row, once, to be written by hand. */
  readonly per?: RowsOf
  readonly applies: Applies
  /** Fields it lives by: `summary`, `parties.phone`, and of its own row `row.record`. Lacking, they leave a blank and are said. */
  readonly fields: readonly string[]
  /** Signed on paper: a scan of it is expected back. */
  readonly signed: boolean
  /** Part of the binding, not a line of its own list of contents. */
  readonly binding?: true
  /** In the language of reports, with the names of `names.ts`. */
  readonly text: string
}

const WHO = ['parties.name', 'parties.sex', 'parties.age', 'parties.phone', 'parties.home'] as const

/** The standard papers in the order of a volume. */
export const PAPERS = {
  cover: { title: '卷宗封面', when: '有了结果以后', applies: needed(hasResult), fields: ['caseNo', 'acceptedOn', 'closedOn'], signed: false, binding: true, text: PAPER_TEXTS.cover },
  contents: { title: '卷内目录', when: '有了结果以后', applies: needed(hasResult), fields: [], signed: false, binding: true, text: PAPER_TEXTS.contents },
  application: { title: '人民调解申请书', when: '来源是依申请的', applies: needed(is('source', 'applied')), fields: [...WHO, 'summary', 'claims'], signed: true, text: PAPER_TEXTS.application },
  registration: {
    title: '人民调解受理登记表', when: '来源不是依申请的；依申请的也可以有', applies: neededElseMay((values) => values.source !== 'applied'),
    fields: ['parties.name', 'type', 'source', 'acceptedOn', 'summary'], signed: true, text: PAPER_TEXTS.registration,
  },
  notice: { title: '当事人权利义务告知书', when: '受理以后', applies: needed(always), fields: ['informed'], signed: true, text: PAPER_TEXTS.notice },
  inquiry: {
    title: '人民调解调查记录', when: '记了一次调查，就有一份', per: 'inquiries', applies: ofRows('inquiries', () => false),
    fields: ['row.on', 'row.venue', 'row.asked', 'row.record'], signed: true, text: PAPER_TEXTS.inquiry,
  },
  session: {
    title: '人民调解记录', when: '记了一次调解，就有一份；成功或不成的，没有记也留一份空的', per: 'sessions', applies: ofRows('sessions', (values, stage) => settled(values, stage) || is('result', 'failed')(values, stage)),
    fields: ['row.on', 'row.venue', 'row.record', 'row.outcome'], signed: true, text: PAPER_TEXTS.session,
  },
  agreement: {
    title: '人民调解协议书', when: '调解成功，书面协议', applies: needed(is('form', 'written')),
    fields: [...WHO, 'agreementNo', 'summary', 'agreement', 'fulfilBy'], signed: true, text: PAPER_TEXTS.agreement,
  },
  oral: { title: '口头协议登记表', when: '调解成功，口头协议；当场化解、当场履行的，只要这一份', applies: oralAgreement, fields: ['parties.name', 'agreement'], signed: true, text: PAPER_TEXTS.oral },
  termination: { title: '人民调解终止书', when: '调解不成、当事人不同意调解、撤回申请', applies: needed(ended), fields: ['parties.name', 'closedOn', 'toldOtherWays'], signed: true, text: PAPER_TEXTS.termination },
  followUp: { title: '人民调解回访记录', when: '记了一次回访，就有一份；调解成功的，没有记也留一份空的', per: 'followUps', applies: ofRows('followUps', settled), fields: ['row.on', 'row.by', 'row.finding'], signed: true, text: PAPER_TEXTS.followUp },
  court: {
    title: '司法确认申请书', when: '双方想申请司法确认，或者已经申请', applies: needed((values, stage) => settled(values, stage) && is('courtConfirmation', 'wanted', 'applied', 'confirmed', 'refused')(values, stage)),
    fields: ['parties.name', 'parties.phone', 'parties.home', 'agreement', 'effectiveOn', 'court'], signed: true, text: PAPER_TEXTS.court,
  },
  note: { title: '卷宗情况说明', when: '有了结果以后', applies: needed(hasResult), fields: [], signed: true, binding: true, text: PAPER_TEXTS.note },
} as const satisfies Readonly<Record<string, Paper>>

export type PaperId = keyof typeof PAPERS
export const PAPER_IDS = Object.keys(PAPERS) as readonly PaperId[]

export function paperOf(id: string): Paper | undefined {
  return own<Paper>(PAPERS, id)
}

export function isPaper(id: string): id is PaperId {
  return paperOf(id) !== undefined
}

/** Whether a case has the paper, and needs it. */
export function appliesTo(id: PaperId, values: Parameters<Applies>[0], stage: string): PaperUse | null {
  return PAPERS[id].applies(values, stage)
}

/** Whether rows of the kind are there at all: a paper without one is a blank for the pen. */
export function rowsOf(paper: Paper, values: Parameters<Applies>[0]): boolean {
  return paper.per !== undefined && has(paper.per)(values, '')
}
