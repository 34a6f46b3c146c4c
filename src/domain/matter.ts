import type { Values } from '../core/field'
import type { Author, RecordType } from '../core/recordType'
import { dispute } from './dispute'
import { ENTRY_FIELDS, FILES, NO_CALL, PHOTOS, VOICES } from './entry'
import { MATTER_KINDS, MATTER_OUTCOMES, MATTER_SOURCES, RATINGS } from './matterCodes'
import { SETTING } from './settingNames'

const NOT_SO = ['', 'false'] as const
const IN_HANDS = ['assigned', 'signed', 'handling'] as const
const TOLD = ['kind', 'anonymous', 'people', 'place', 'receivedOn', 'source', 'summary'] as const

export const MATTER_DAYS = 7
/** Working days from the day it was handed out, or was rated badly; a county has its own, by kind where it likes (`说事期限/consult`). */
const LIMIT = { kind: 'workdays', after: 'assignedOn', setting: SETTING.matterLimit, by: 'kind', days: MATTER_DAYS } as const

/**
 * 群众说事. 说事.受理 counts by the day it was received, its outcome holds from `resolvedOn` on. One that became a dispute
 * stays a received matter (转纠纷) and is handled, counted as settled and rated there, not here.
 */
export const matter = {
  kind: 'matter',
  label: '群众说事',
  stream: 'township',
  dated: 'receivedOn',
  placed: 'place',
  title: ['kind', 'summary', 'people'],
  protectedWhen: { compartment: ['minor', 'domestic'] },
  fields: {
    source: { kind: 'choice', label: '来源', options: MATTER_SOURCES, open: true },
    kind: { kind: 'choice', label: '类别', options: MATTER_KINDS },
    anonymous: { kind: 'flag', label: '匿名' },
    people: {
      kind: 'rows', label: '说事人', one: '说事人', when: { anonymous: NOT_SO }, fields: {
        name: { kind: 'text', label: '姓名', max: 40, personal: 'name', hint: '姓就够，可以不填' },
        phone: { kind: 'text', label: '联系方式', max: 40, personal: 'phone' },
        noCall: NO_CALL,
      },
    },
    place: { kind: 'place', label: '在哪' },
    receivedOn: { kind: 'day', label: '受理日期' },
    summary: { kind: 'text', label: '说的什么事', max: 2000, lines: 3, personal: 'told', hint: '涉密的事不往上写' },
    reply: { kind: 'text', label: '怎么办的、怎么答复的', max: 2000, lines: 3, personal: 'told' },
    leadUnit: { kind: 'ref', to: 'unit', label: '承办单位' },
    helpers: {
      kind: 'rows', label: '协办单位', one: '协办单位', fields: {
        unit: { kind: 'ref', to: 'unit', label: '单位' },
        task: { kind: 'text', label: '协办什么', max: 200 },
      },
    },
    dueOn: { kind: 'day', label: '办理期限' },
    assignedOn: { kind: 'day', label: '交办日期' },
    signedOn: { kind: 'day', label: '签收日期' },
    steps: {
      kind: 'rows', label: '办理经过', one: '一次办理', fields: {
        on: { kind: 'day', label: '日期' },
        what: { kind: 'text', label: '做了什么', max: 1000, lines: 2, personal: 'told' },
      },
    },
    urges: {
      kind: 'rows', label: '督办', one: '一次督办', fields: {
        on: { kind: 'day', label: '日期' },
        note: { kind: 'text', label: '督办意见', max: 300 },
      },
    },
    sendBackReason: { kind: 'text', label: '退回的理由', max: 300 },
    extensionAsked: { kind: 'flag', label: '申请延期' },
    extendTo: { kind: 'day', label: '想延到' },
    extendReason: { kind: 'text', label: '延期的理由', max: 300 },
    extendRefusal: { kind: 'text', label: '不同意延期的理由', max: 300 },
    outcome: { kind: 'choice', label: '结果', options: MATTER_OUTCOMES, asOf: 'resolvedOn' },
    resolvedOn: { kind: 'day', label: '办结日期' },
    fedBackOn: { kind: 'day', label: '反馈日期' },
    rating: { kind: 'choice', label: '评价', options: RATINGS, asOf: 'ratedOn' },
    ratedOn: { kind: 'day', label: '评价日期' },
    ratedVia: { kind: 'choice', label: '怎么评的', options: { villager: { label: '群众自己评' }, callBack: { label: '回访' } } },
    reworked: { kind: 'flag', label: '重办过' },
    explanation: { kind: 'text', label: '书面说明', max: 2000, lines: 4, when: { rating: ['dissatisfied'] } },
    referTo: { kind: 'text', label: '转到', max: 80 },
    becameDispute: { kind: 'ref', to: 'dispute', label: '转成的纠纷' },
    mergedInto: { kind: 'ref', to: 'matter', label: '合并到' },
    stageMerged: dispute.fields.stageMerged,
    compartment: dispute.fields.compartment,
    incapable: dispute.fields.incapable,
    reportedToPoliceOn: dispute.fields.reportedToPoliceOn,
    reportedAt: dispute.fields.reportedAt,
    reportedTo: dispute.fields.reportedTo,
    caseNo: { kind: 'serial', label: '编号' },
    ...ENTRY_FIELDS,
    photos: PHOTOS,
    voices: VOICES,
    files: FILES,
  },
  stages: {
    registered: { label: '待交办' },
    assigned: { label: '待签收' },
    signed: { label: '已签收' },
    handling: { label: '正在办' },
    resolved: { label: '已办结' },
    fedBack: { label: '等评价' },
    rated: { label: '已评价' },
    answered: { label: '当场答复', done: true, closed: true },
    archived: { label: '已归档', done: true, closed: true },
    referred: { label: '已转出', done: true, closed: true },
    becameDispute: { label: '转纠纷', done: true, closed: true },
    merged: { label: '已合并', uncounted: true, done: true, closed: true },
    withdrawn: { label: '已作废', uncounted: true, done: true, closed: true },
  },
  moves: {
    register: {
      label: '先登记', past: '登记', from: [], to: 'registered', asks: [...TOLD, 'photos'], needs: ['kind', 'place', 'receivedOn'],
      sets: { receivedOn: { kind: 'today' } }, gives: ['caseNo'],
    },
    answerOnSpot: {
      label: '当场答复', past: '当场答复', from: [], to: 'answered', asks: [...TOLD, 'reply', 'photos'],
      needs: ['kind', 'place', 'receivedOn', 'resolvedOn', 'outcome'],
      sets: {
        receivedOn: { kind: 'today' }, resolvedOn: { kind: 'copy', field: 'receivedOn' }, outcome: { kind: 'value', value: 'answered' },
      },
      gives: ['caseNo'],
    },
    assign: {
      label: '交办', past: '交办', from: ['registered'], to: 'assigned', asks: ['leadUnit', 'helpers', 'handler', 'dueOn'],
      needs: ['leadUnit', 'dueOn'], sets: { assignedOn: { kind: 'today' }, dueOn: LIMIT },
    },
    answer: {
      label: '直接答复', past: '答复', from: ['registered'], to: 'answered', asks: ['reply', 'resolvedOn'], needs: ['resolvedOn'],
      sets: { resolvedOn: { kind: 'today' }, outcome: { kind: 'value', value: 'answered' } },
    },
    sign: { label: '签收', past: '签收', from: ['assigned'], to: 'signed', asks: ['handler'], sets: { signedOn: { kind: 'today' } } },
    handle: { label: '记一次办理', past: '办理', from: ['signed', 'handling'], to: 'handling', asks: ['steps', 'photos'], needs: ['steps'], quiet: true },
    resolve: {
      label: '办结', past: '办结', from: ['signed', 'handling'], to: 'resolved', asks: ['reply', 'resolvedOn', 'photos'], needs: ['resolvedOn'],
      sets: { resolvedOn: { kind: 'today' }, outcome: { kind: 'value', value: 'handled' }, extensionAsked: { kind: 'clear' } },
    },
    sendBack: {
      label: '退回', past: '退回', from: ['assigned', 'signed'], to: 'registered', asks: ['sendBackReason'], needs: ['sendBackReason'],
      sets: { leadUnit: { kind: 'clear' }, handler: { kind: 'clear' }, signedOn: { kind: 'clear' }, extensionAsked: { kind: 'clear' } }, quiet: true,
    },
    reassign: {
      label: '改派', past: '改派', from: IN_HANDS, to: 'assigned', asks: ['leadUnit', 'helpers', 'handler', 'dueOn'],
      needs: ['leadUnit', 'dueOn'], sets: { assignedOn: { kind: 'today' }, signedOn: { kind: 'clear' }, dueOn: LIMIT }, quiet: true,
    },
    urge: { label: '督办', past: '督办', from: IN_HANDS, to: 'same', asks: ['urges'], needs: ['urges'], quiet: true },
    askExtension: {
      label: '申请延期', past: '申请延期', from: IN_HANDS, to: 'same', when: { extensionAsked: NOT_SO }, asks: ['extendTo', 'extendReason'],
      needs: ['extendTo', 'extendReason'], sets: { extensionAsked: { kind: 'value', value: true } }, quiet: true,
    },
    extend: {
      label: '同意延期', past: '同意延期', from: IN_HANDS, to: 'same', when: { extensionAsked: ['true'] }, asks: ['dueOn'], needs: ['dueOn'],
      sets: { dueOn: { kind: 'copy', field: 'extendTo' }, extensionAsked: { kind: 'value', value: false } },
    },
    refuseExtension: {
      label: '不同意延期', past: '不同意延期', from: IN_HANDS, to: 'same', when: { extensionAsked: ['true'] }, asks: ['extendRefusal'],
      needs: ['extendRefusal'], sets: { extensionAsked: { kind: 'value', value: false } }, quiet: true,
    },
    feedBack: {
      label: '反馈给群众', past: '反馈', from: ['resolved'], to: 'fedBack', asks: ['fedBackOn'], needs: ['fedBackOn'],
      sets: { fedBackOn: { kind: 'today' } },
    },
    rate: {
      label: '记评价', past: '评价', from: ['answered', 'fedBack'], to: 'rated', asks: ['rating', 'ratedVia', 'ratedOn'],
      needs: ['rating', 'ratedOn'], sets: { ratedOn: { kind: 'today' } },
    },
    archive: { label: '归档', past: '归档', from: ['rated'], to: 'archived', when: { rating: ['satisfied', 'fairly'] }, asks: [] },
    archiveUnrated: { label: '没有评价，归档', past: '没有评价，归档', from: ['fedBack'], to: 'archived', asks: [], quiet: true },
    reopen: {
      label: '重办', past: '重办', from: ['rated'], to: 'handling', when: { rating: ['dissatisfied'], reworked: NOT_SO }, asks: ['dueOn'],
      sets: {
        dueOn: { ...LIMIT, after: 'ratedOn' }, reworked: { kind: 'value', value: true }, outcome: { kind: 'clear' }, resolvedOn: { kind: 'clear' }, fedBackOn: { kind: 'clear' },
        rating: { kind: 'clear' }, ratedOn: { kind: 'clear' }, ratedVia: { kind: 'clear' },
      },
    },
    explain: {
      label: '书面说明', past: '书面说明后归档', from: ['rated'], to: 'archived', when: { rating: ['dissatisfied'], reworked: ['true'] },
      asks: ['explanation'], needs: ['explanation'],
    },
    becomeDispute: {
      label: '转为纠纷', past: '转为纠纷', from: ['registered', ...IN_HANDS], to: 'becameDispute', asks: ['becameDispute', 'resolvedOn'],
      needs: ['becameDispute', 'resolvedOn'], sets: { resolvedOn: { kind: 'today' }, outcome: { kind: 'value', value: 'dispute' } }, quiet: true,
    },
    refer: {
      label: '转出', past: '转出', from: ['registered', ...IN_HANDS], to: 'referred', asks: ['referTo', 'resolvedOn'],
      needs: ['referTo', 'resolvedOn'], sets: { resolvedOn: { kind: 'today' }, outcome: { kind: 'value', value: 'referred' } }, quiet: true,
    },
    merge: {
      label: '并入另一件', past: '并入另一件', from: ['registered', ...IN_HANDS], to: 'merged', asks: ['mergedInto'], needs: ['mergedInto'],
      sets: { stageMerged: { kind: 'stage' } }, quiet: true,
    },
    unmerge: {
      label: '撤销合并', past: '撤销合并', from: ['merged'], to: 'registered', back: 'stageMerged', asks: [], quiet: true,
      sets: { mergedInto: { kind: 'clear' }, stageMerged: { kind: 'clear' } },
    },
    reportPolice: {
      label: '记报告公安', past: '报告公安', from: ['registered', ...IN_HANDS, 'resolved', 'fedBack', 'rated', 'answered', 'archived'], to: 'same',
      asks: ['reportedToPoliceOn', 'reportedAt', 'reportedTo'], needs: ['reportedToPoliceOn', 'reportedAt', 'reportedTo'],
      sets: { reportedToPoliceOn: { kind: 'today' } }, quiet: true,
    },
    correct: {
      label: '更正', past: '更正', from: ['resolved', 'fedBack', 'rated', 'answered', 'archived', 'referred', 'becameDispute'], to: 'same',
      asks: [...TOLD, 'reply', 'resolvedOn', 'photos'], needs: ['kind', 'place', 'receivedOn', 'resolvedOn'], quiet: true,
    },
    withdraw: {
      label: '作废', past: '作废', to: 'withdrawn', asks: ['withdrawReason'], needs: ['withdrawReason'], quiet: true,
      from: ['registered', ...IN_HANDS, 'resolved', 'fedBack', 'rated', 'answered', 'archived', 'referred', 'becameDispute'],
    },
  },
  rules: [
    { kind: 'notFuture', field: 'receivedOn', say: '受理日期还没到' },
    { kind: 'notFuture', field: 'resolvedOn', say: '办结日期还没到' },
    { kind: 'notFuture', field: 'ratedOn', say: '评价日期还没到' },
    { kind: 'order', first: 'receivedOn', then: 'resolvedOn', say: '办结日期不能早于受理日期' },
    { kind: 'order', first: 'resolvedOn', then: 'ratedOn', say: '评价日期不能早于办结日期' },
    { kind: 'order', first: 'receivedOn', then: 'dueOn', say: '办理期限不能早于受理日期' },
    { kind: 'order', first: 'receivedOn', then: 'assignedOn', say: '交办日期不能早于受理日期' },
    { kind: 'order', first: 'assignedOn', then: 'signedOn', say: '签收日期不能早于交办日期' },
    { kind: 'order', first: 'resolvedOn', then: 'fedBackOn', say: '反馈日期不能早于办结日期' },
    { kind: 'rowsOrder', rows: 'steps', cell: 'on', after: 'receivedOn', say: '办理要在受理以后，请改这次办理的日期' },
    { kind: 'rowsOrder', rows: 'urges', cell: 'on', after: 'receivedOn', say: '督办要在受理以后，请改这次督办的日期' },
    { kind: 'excludes', when: { anonymous: ['true'] }, not: { people: ['rows'] }, say: '匿名说事不记姓名，请先去掉说事人' },
  ],
  defaults: (values, author) => ({ ...(author.roles.includes('gridWorker') ? { source: 'gridWorker' } : {}), ...rated(values, author) }),
} as const satisfies RecordType

/** How it was rated follows from who wrote the rating down, unless that person says otherwise (a slip filled in by the villager). */
function rated({ rating }: Values, author: Author): Values {
  return rating === undefined ? {} : { ratedVia: author.roles.includes('villager') ? 'villager' : 'callBack' }
}
