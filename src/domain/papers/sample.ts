import { EMPTY_CONFIG } from '../../core/config'
import type { Row, Values } from '../../core/field'
import { placesOf, type Place } from '../../core/place'
import { BLANK } from './blank'
import type { PaperCase } from './names'
import type { Paper } from './papers'

const at = (id: string, name: string, level: string, parent: string | null): Place => ({ id, name, level, parent, order: 1, from: null, until: null })
const CONFIG = { ...EMPTY_CONFIG, places: placesOf([at('county', '样县', 'county', null), at('town', '样板乡', 'township', 'county'), at('village', '样板村', 'village', 'town')]) }

const VALUES: Values = {
  type: 'homestead', source: 'applied', place: 'village', reportedOn: '2026-03-02', acceptedOn: '2026-03-03', closedOn: '2026-03-20', effectiveOn: '2026-03-20',
  fulfilBy: '2026-04-30', fulfilledOn: '2026-04-20', result: 'success', form: 'written', difficulty: 'ordinary', levelClosed: 'village', caseNo: '样调〔2026〕1号',
  agreementNo: '样调协〔2026〕1号', summary: '两家院墙相邻，为滴水起了争执。', claims: '把院墙退回原界。', agreement: '一、四月底以前退回原界。\n二、互不追究。', amount: 80_000,
  courtConfirmation: 'applied', courtAppliedOn: '2026-04-01', court: '样县人民法院', courtNo: '样确1号', toldOtherWays: true, informed: true, handler: 'mediator',
  parties: {
    a: { values: { name: '甲某', side: 'applicant', sex: 'male', age: 50, nation: '汉族', job: '务农', phone: '00000000000', home: '样板村一组' } },
    b: { values: { name: '乙某', side: 'respondent', sex: 'female', age: 48, nation: '汉族', job: '务农', phone: '00000000000', home: '样板村一组' } },
  },
}

/** A case made up for trying a form out: nothing of it belongs to anybody. */
export const SAMPLE: PaperCase = {
  values: VALUES, stream: 'town', createdBy: 'mediator', config: CONFIG, names: new Map([['mediator', '丙某']]),
  contents: [{ title: '人民调解申请书', note: '' }, { title: '人民调解协议书', note: '' }], attachments: 1,
}

/** The same with nothing known: a form must do with that too. */
export const BARE_SAMPLE: PaperCase = { ...SAMPLE, values: {}, names: new Map(), contents: [], attachments: 0 }

export function sampleRow(paper: Paper): Row | null {
  if (paper.per === undefined) return null
  return { values: { on: '2026-03-10', venue: '村调解室', present: '丁某', asked: '戊某', record: '各自说了经过。\n量了尺寸。', outcome: 'agreed', by: 'mediator', finding: '都履行了。', satisfied: true } }
}

/** As somebody reads it who looks a form over. */
export function shownBlank(text: string): string {
  return text.replaceAll(BLANK, '＿＿＿')
}
