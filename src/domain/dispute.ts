import { calendarOf, rolledOn } from '../core/calendar'
import type { Config } from '../core/config'
import type { Value, Values } from '../core/field'
import { own } from '../core/own'
import { addDays, addMonths, isDay } from '../core/period'
import { atLevel } from '../core/place'
import type { Author, Follows, RecordType } from '../core/recordType'
import { AGREEMENT_FORMS, COMMITTEES, DIFFICULTIES, DISPUTE_DETAILS, DISPUTE_TYPES, LEVELS, RESULTS, ROUTES, SOURCES } from './disputeCodes'
import { difficultyOf } from './difficulty'
import { FILES, NO_CALL, PHOTOS, VOICES } from './entry'

/** Stages in which it is still somebody's, or could become so again. */
const IN_WORK = ['registered', 'accepted', 'mediating', 'escalating', 'referring', 'closed', 'archived'] as const

/** When and where people sat together, and who came beside the parties. */
const MEETING = {
  on: { kind: 'day', label: '日期' },
  venue: { kind: 'text', label: '地点', max: 80 },
  present: { kind: 'text', label: '参加人', max: 200, personal: 'name' },
} as const

/** What follows from the dates and the type alone. */
const FOLLOWS: Follows = {
  // 人民调解委员会工作若干规定 第三十三条: as a rule settled within one month.
  dueOn: ({ acceptedOn }) => (isDay(acceptedOn) ? addMonths(acceptedOn, 1) : undefined),
  reportedOn: ({ acceptedOn, onSpot }) => (isDay(acceptedOn) && onSpot === true ? acceptedOn : undefined),
  detail: ({ type }) => (typeof type === 'string' && type in DISPUTE_TYPES ? DISPUTE_TYPES[type as keyof typeof DISPUTE_TYPES].codes.gb : undefined),
  // In effect from the closing on, unless it was signed later.
  effectiveOn: ({ result, closedOn, effectiveOn }) => (result === 'success' && isDay(closedOn) && isDay(effectiveOn ?? closedOn) ? closedOn : undefined),
  // 人民调解法 第三十三条, 民事诉讼法 第二百零五条: both parties ask the court within thirty days of that; a free last day rolls on.
  courtUntil: ({ result, closedOn, effectiveOn }, config) => {
    const from = effectiveOn ?? closedOn
    return result === 'success' && isDay(from) ? rolledOn(calendarOf(config), addDays(from, 30)) : undefined
  },
}

/**
 * 矛盾纠纷. Five axes that are never mixed: type, difficulty, agreement form, result, route. 纠纷.受理 counts by acceptance date,
 * 纠纷.调结 by closing date; result, form and route hold from the closing date on (`asOf`).
 */
export const dispute = {
  kind: 'dispute',
  label: '矛盾纠纷',
  stream: 'township',
  dated: 'acceptedOn',
  undated: 'reportedOn',
  placed: 'place',
  title: ['type', 'parties'],
  protectedWhen: { compartment: ['minor', 'domestic'] },
  fields: {
    parties: {
      kind: 'rows', label: '当事人', one: '当事人', fields: {
        name: { kind: 'text', label: '姓名', max: 40, personal: 'name', hint: '姓就够，可以不填' },
        side: { kind: 'choice', label: '哪一方', options: { applicant: { label: '申请人' }, respondent: { label: '被申请人' } } },
        nature: { kind: 'choice', label: '性质', options: { person: { label: '自然人' }, company: { label: '法人' }, body: { label: '非法人组织' } } },
        sex: { kind: 'choice', label: '性别', options: { male: { label: '男' }, female: { label: '女' } } },
        age: { kind: 'count', label: '年龄', unit: '岁', max: 130 },
        nation: { kind: 'text', label: '民族', max: 20, personal: 'trait' },
        job: { kind: 'text', label: '职业或职务', max: 40, personal: 'trait' },
        phone: { kind: 'text', label: '联系方式', max: 40, personal: 'phone' },
        noCall: NO_CALL,
        home: { kind: 'text', label: '单位或住址', max: 120, personal: 'address' },
      },
    },
    type: { kind: 'choice', label: '类型', options: DISPUTE_TYPES },
    detail: { kind: 'choice', label: '细类', options: DISPUTE_DETAILS },
    place: { kind: 'place', label: '在哪' },
    reportedOn: { kind: 'day', label: '登记日期' },
    acceptedOn: { kind: 'day', label: '受理日期' },
    closedOn: { kind: 'day', label: '调结日期' },
    dueOn: { kind: 'day', label: '满一个月' },
    extendedTo: { kind: 'day', label: '双方同意延到', hint: '两边都同意才能延' },
    summary: { kind: 'text', label: '怎么回事、怎么商定的', max: 2000, lines: 4, personal: 'told', hint: '涉密的事不往上写' },
    source: { kind: 'choice', label: '来源', options: SOURCES },
    difficulty: { kind: 'choice', label: '难易', options: DIFFICULTIES },
    scale: {
      kind: 'choice', label: '规模',
      options: { single: { label: '个体性', codes: { gb: '01' } }, group: { label: '一般群体性', codes: { gb: '02' } }, mass: { label: '重大群体性', codes: { gb: '03' } } },
    },
    people: { kind: 'count', label: '涉及人数', unit: '人', max: 100000 },
    households: { kind: 'count', label: '涉及户数', unit: '户', max: 100000 },
    amount: { kind: 'money', label: '涉及金额' },
    claims: { kind: 'text', label: '当事人申请事项', max: 1000, lines: 2, personal: 'told' },
    result: { kind: 'choice', label: '结果', options: RESULTS, asOf: 'closedOn' },
    form: { kind: 'choice', label: '协议', options: AGREEMENT_FORMS, asOf: 'closedOn', when: { result: ['success'] } },
    agreement: { kind: 'text', label: '协议内容', max: 3000, lines: 4, personal: 'told', when: { result: ['success'] } },
    agreementNo: { kind: 'serial', label: '协议编号', when: { form: ['written'] } },
    effectiveOn: { kind: 'day', label: '协议生效日期', when: { result: ['success'] }, hint: '书面的从各方签字那天起' },
    fulfilBy: { kind: 'day', label: '履行期限', when: { result: ['success'] } },
    fulfilment: {
      kind: 'choice', label: '履行', when: { result: ['success'] },
      options: { onSpot: { label: '当场履行' }, done: { label: '已履行' }, partly: { label: '部分履行' }, not: { label: '未履行' } },
    },
    fulfilledOn: { kind: 'day', label: '履行日期', when: { result: ['success'] } },
    route: { kind: 'choice', label: '途径', options: ROUTES, asOf: 'closedOn' },
    committee: { kind: 'choice', label: '调解组织', options: COMMITTEES },
    unit: { kind: 'ref', to: 'unit', label: '化解单位' },
    handler: { kind: 'ref', to: 'person', label: '经办人' },
    levelAccepted: { kind: 'choice', label: '受理层级', options: LEVELS },
    level: { kind: 'choice', label: '现在的层级', options: LEVELS },
    levelClosed: { kind: 'choice', label: '化解层级', options: LEVELS },
    escalateTo: { kind: 'choice', label: '上报到', options: LEVELS },
    escalateReason: { kind: 'text', label: '上报的理由', max: 500, lines: 2, personal: 'told' },
    escalatedOn: { kind: 'day', label: '上报日期' },
    sendDownReason: { kind: 'text', label: '退回的理由', max: 300 },
    informed: { kind: 'flag', label: '已告知权利义务' },
    toldOtherWays: { kind: 'flag', label: '已告知仲裁、行政、诉讼等途径', when: { result: ['failed'] } },
    sessions: {
      kind: 'rows', label: '调解', one: '一次调解', fields: {
        ...MEETING,
        record: { kind: 'text', label: '调解记录', max: 3000, lines: 4, personal: 'told' },
        outcome: { kind: 'choice', label: '调解结果', options: { agreed: { label: '成功' }, failed: { label: '不成' }, goesOn: { label: '有待继续' } } },
        next: { kind: 'day', label: '下次调解', when: { outcome: ['goesOn'] } },
      },
    },
    inquiries: {
      kind: 'rows', label: '调查', one: '一次调查', fields: {
        ...MEETING,
        asked: { kind: 'text', label: '被调查人', max: 100, personal: 'name' },
        record: { kind: 'text', label: '调查记录', max: 3000, lines: 4, personal: 'told' },
      },
    },
    followUps: {
      kind: 'rows', label: '回访', one: '一次回访', fields: {
        on: { kind: 'day', label: '日期' },
        by: { kind: 'ref', to: 'person', label: '回访人' },
        finding: { kind: 'text', label: '回访情况', max: 1000, lines: 3, personal: 'told' },
        satisfied: { kind: 'flag', label: '当事人满意' },
      },
    },
    courtConfirmation: {
      kind: 'choice', label: '司法确认', when: { result: ['success'] },
      options: { wanted: { label: '双方想申请' }, applied: { label: '已申请' }, confirmed: { label: '已确认' }, refused: { label: '未予确认' } },
    },
    courtUntil: { kind: 'day', label: '司法确认最后一天', when: { result: ['success'] }, hint: '双方一起，自协议生效三十日内' },
    courtAppliedOn: { kind: 'day', label: '申请确认日期', when: { courtConfirmation: ['applied', 'confirmed', 'refused'] } },
    court: { kind: 'text', label: '哪个法院', max: 60, when: { courtConfirmation: ['applied', 'confirmed', 'refused'] } },
    courtDecidedOn: { kind: 'day', label: '裁定日期', when: { courtConfirmation: ['confirmed', 'refused'] } },
    courtNo: { kind: 'text', label: '裁定书编号', max: 60, when: { courtConfirmation: ['confirmed', 'refused'] } },
    prevented: {
      kind: 'choices', label: '防止激化',
      options: { suicide: { label: '防止自杀' }, crime: { label: '防止转为刑事案件' }, massPetition: { label: '防止群体性上访' }, massFight: { label: '防止群体性械斗' } },
    },
    preventedPeople: { kind: 'count', label: '防止激化涉及', unit: '人', max: 100000, when: { prevented: ['suicide', 'crime', 'massPetition', 'massFight'] } },
    redFlag: { kind: 'flag', label: '可能转为治安、刑事案件' },
    compartment: { kind: 'choice', label: '只许承办人看', options: { minor: { label: '涉未成年人' }, domestic: { label: '涉家庭暴力' } } },
    incapable: { kind: 'flag', label: '涉无民事行为能力、限制民事行为能力的人' },
    reportedToPoliceOn: { kind: 'day', label: '报告公安日期' },
    reportedAt: { kind: 'text', label: '几点报告的', max: 20 },
    reportedTo: { kind: 'text', label: '接收单位', max: 60, hint: '如 某某派出所' },
    legacy: { kind: 'flag', label: '历史积案' },
    onSpot: { kind: 'flag', label: '当场化解' },
    transferTo: { kind: 'text', label: '移送到', max: 80 },
    transferUnit: { kind: 'ref', to: 'unit', label: '移送单位', hint: '在名录里的单位选上，由它自己接收' },
    transferReason: { kind: 'text', label: '移送的理由', max: 500, lines: 2, personal: 'told' },
    transferredOn: { kind: 'day', label: '移送日期' },
    returnReason: { kind: 'text', label: '对方退回的理由', max: 300 },
    declineReason: { kind: 'text', label: '不予受理的理由', max: 300 },
    withdrawReason: { kind: 'text', label: '作废的理由', max: 300 },
    mergedInto: { kind: 'ref', to: 'dispute', label: '合并到' },
    stageMerged: { kind: 'text', label: '合并前的环节', max: 20 },
    fromMatter: { kind: 'ref', to: 'matter', label: '来自群众说事' },
    caseNo: { kind: 'serial', label: '编号' },
    externalSystem: { kind: 'text', label: '外部系统', max: 40 },
    externalNo: { kind: 'text', label: '外部编号', max: 60 },
    photos: PHOTOS,
    voices: VOICES,
    files: FILES,
  },
  stages: {
    registered: { label: '待受理' },
    accepted: { label: '已受理' },
    mediating: { label: '正在调解' },
    escalating: { label: '等上级接手' },
    referring: { label: '等对方接收' },
    closed: { label: '已调结' },
    archived: { label: '已归档', done: true, closed: true },
    declined: { label: '不予受理', done: true, closed: true },
    merged: { label: '已合并', uncounted: true, done: true, closed: true },
    withdrawn: { label: '已作废', uncounted: true, done: true, closed: true },
  },
  moves: {
    register: {
      label: '先登记', past: '登记', from: [], to: 'registered',
      asks: ['parties', 'type', 'place', 'reportedOn', 'summary', 'photos'], needs: ['type', 'place', 'reportedOn'],
      sets: { reportedOn: { kind: 'today' } }, gives: ['caseNo'],
    },
    settleOnSpot: {
      label: '调好了', past: '当场化解', from: [], to: 'archived',
      asks: ['parties', 'type', 'place', 'acceptedOn', 'form', 'summary', 'amount', 'people', 'photos'],
      needs: ['type', 'place', 'acceptedOn', 'closedOn', 'result', 'form'],
      sets: {
        acceptedOn: { kind: 'today' }, reportedOn: { kind: 'copy', field: 'acceptedOn' }, closedOn: { kind: 'copy', field: 'acceptedOn' },
        result: { kind: 'value', value: 'success' }, onSpot: { kind: 'value', value: true },
      },
      gives: ['caseNo', 'agreementNo'],
    },
    failOnSpot: {
      label: '没调成', past: '登记，没调成', from: [], to: 'closed',
      asks: ['parties', 'type', 'place', 'acceptedOn', 'summary', 'photos'], needs: ['type', 'place', 'acceptedOn', 'closedOn', 'result'],
      sets: {
        acceptedOn: { kind: 'today' }, reportedOn: { kind: 'copy', field: 'acceptedOn' }, closedOn: { kind: 'copy', field: 'acceptedOn' },
        result: { kind: 'value', value: 'failed' },
      },
      gives: ['caseNo'],
    },
    accept: {
      label: '受理', past: '受理', from: ['registered'], to: 'accepted',
      asks: ['acceptedOn', 'source', 'handler', 'parties', 'claims', 'levelAccepted', 'informed', 'redFlag', 'compartment', 'incapable'],
      needs: ['acceptedOn'], sets: { acceptedOn: { kind: 'today' } },
    },
    decline: { label: '不予受理', past: '不予受理', from: ['registered'], to: 'declined', asks: ['declineReason'], needs: ['declineReason'], quiet: true },
    mediate: { label: '记一次调解', past: '调解', from: ['accepted', 'mediating'], to: 'mediating', asks: ['sessions'], needs: ['sessions'] },
    inquire: { label: '记一次调查', past: '调查', from: ['accepted', 'mediating'], to: 'same', asks: ['inquiries'], needs: ['inquiries'], quiet: true },
    close: {
      label: '调结', past: '调结', from: ['accepted', 'mediating'], to: 'closed',
      asks: [
        'closedOn', 'result', 'form', 'agreement', 'effectiveOn', 'fulfilBy', 'courtConfirmation', 'amount', 'difficulty', 'toldOtherWays', 'transferTo',
        'prevented', 'preventedPeople', 'photos',
      ],
      needs: ['closedOn', 'result', 'form', 'agreement', 'toldOtherWays'],
      sets: { closedOn: { kind: 'today' }, levelClosed: { kind: 'copy', field: 'level' } }, gives: ['agreementNo'],
    },
    extend: { label: '双方同意延期', past: '双方同意延期', from: ['accepted', 'mediating'], to: 'same', asks: ['extendedTo'], needs: ['extendedTo'], quiet: true },
    escalate: {
      label: '上报上一级', past: '上报', from: ['accepted', 'mediating'], to: 'escalating', asks: ['escalateTo', 'escalateReason', 'escalatedOn'],
      needs: ['escalateTo', 'escalateReason', 'escalatedOn'], sets: { escalatedOn: { kind: 'today' } }, quiet: true,
    },
    takeOver: {
      label: '接手', past: '接手', from: ['escalating'], to: 'mediating', asks: ['handler'],
      sets: { level: { kind: 'copy', field: 'escalateTo' }, escalateTo: { kind: 'clear' }, sendDownReason: { kind: 'clear' } },
    },
    sendDown: {
      label: '退回下级', past: '退回', from: ['escalating'], to: 'mediating', asks: ['sendDownReason'], needs: ['sendDownReason'],
      sets: { escalateTo: { kind: 'clear' } }, quiet: true,
    },
    refer: {
      label: '移送外单位', past: '移送', from: ['accepted', 'mediating'], to: 'referring', asks: ['transferTo', 'transferUnit', 'transferReason', 'transferredOn'],
      needs: ['transferTo', 'transferredOn'], sets: { transferredOn: { kind: 'today' } }, quiet: true,
    },
    referralTaken: {
      label: '对方接收', past: '对方接收', from: ['referring'], to: 'closed', asks: ['closedOn'], needs: ['closedOn', 'result'],
      sets: { closedOn: { kind: 'today' }, result: { kind: 'value', value: 'transferred' }, levelClosed: { kind: 'copy', field: 'level' } },
    },
    referralReturned: {
      label: '对方退回', past: '对方退回', from: ['referring'], to: 'mediating', asks: ['returnReason'], needs: ['returnReason'],
      sets: { transferTo: { kind: 'clear' }, transferUnit: { kind: 'clear' } },
    },
    reportPolice: {
      label: '记报告公安', past: '报告公安', from: IN_WORK, to: 'same',
      asks: ['reportedToPoliceOn', 'reportedAt', 'reportedTo'], needs: ['reportedToPoliceOn', 'reportedAt', 'reportedTo'],
      sets: { reportedToPoliceOn: { kind: 'today' } }, quiet: true,
    },
    fulfil: { label: '记履行情况', past: '履行', from: ['closed'], to: 'closed', when: { result: ['success'] }, asks: ['fulfilment', 'fulfilledOn'], needs: ['fulfilment'] },
    followUp: { label: '记回访', past: '回访', from: ['closed', 'archived'], to: 'same', when: { result: ['success'] }, asks: ['followUps'], needs: ['followUps'], quiet: true },
    applyCourt: {
      label: '申请司法确认', past: '申请司法确认', from: ['closed', 'archived'], to: 'same', when: { result: ['success'], courtConfirmation: ['', 'wanted'] },
      asks: ['courtAppliedOn', 'court'], needs: ['courtAppliedOn'],
      sets: { courtConfirmation: { kind: 'value', value: 'applied' }, courtAppliedOn: { kind: 'today' } }, quiet: true,
    },
    courtDecided: {
      label: '记法院裁定', past: '法院裁定', from: ['closed', 'archived'], to: 'same', when: { courtConfirmation: ['applied'] },
      asks: ['courtConfirmation', 'courtDecidedOn', 'courtNo', 'files'], needs: ['courtConfirmation', 'courtDecidedOn'],
      sets: { courtDecidedOn: { kind: 'today' } }, quiet: true,
    },
    archive: { label: '归档', past: '归档', from: ['closed'], to: 'archived', asks: ['files'] },
    correct: {
      label: '更正', past: '更正', from: ['closed', 'archived'], to: 'same',
      asks: [
        'parties', 'type', 'place', 'reportedOn', 'acceptedOn', 'closedOn', 'result', 'form', 'effectiveOn', 'fulfilBy', 'difficulty', 'route', 'committee', 'summary',
        'agreement', 'amount', 'photos', 'files',
      ],
      needs: ['type', 'place'], gives: ['agreementNo'], quiet: true,
      sets: { form: { kind: 'unasked' }, fulfilment: { kind: 'unasked' }, courtConfirmation: { kind: 'unasked' } },
    },
    confirmRoute: {
      label: '确认为人民调解', past: '确认为人民调解', from: ['closed', 'archived'], to: 'same', when: { route: ['gridWorker'] },
      asks: [], sets: { route: { kind: 'value', value: 'mediation' } }, quiet: true,
    },
    reopen: {
      label: '重新调解', past: '重新调解', from: ['closed', 'archived'], to: 'mediating', asks: [], quiet: true,
      sets: {
        // What the last round came to is asked or counted anew; whatever stayed would stand before the next closing.
        result: { kind: 'clear' }, form: { kind: 'clear' }, closedOn: { kind: 'clear' }, levelClosed: { kind: 'clear' }, difficulty: { kind: 'clear' },
        route: { kind: 'clear' }, fulfilBy: { kind: 'clear' }, fulfilment: { kind: 'clear' }, fulfilledOn: { kind: 'clear' }, effectiveOn: { kind: 'clear' },
        courtUntil: { kind: 'clear' }, courtConfirmation: { kind: 'clear' }, courtAppliedOn: { kind: 'clear' }, court: { kind: 'clear' },
        courtDecidedOn: { kind: 'clear' }, courtNo: { kind: 'clear' }, transferTo: { kind: 'clear' }, transferUnit: { kind: 'clear' },
      },
    },
    merge: {
      label: '并入另一件', past: '并入另一件', from: IN_WORK, to: 'merged', asks: ['mergedInto'], needs: ['mergedInto'],
      sets: { stageMerged: { kind: 'stage' } }, quiet: true,
    },
    unmerge: {
      label: '撤销合并', past: '撤销合并', from: ['merged'], to: 'registered', back: 'stageMerged', asks: [], quiet: true,
      sets: { mergedInto: { kind: 'clear' }, stageMerged: { kind: 'clear' } },
    },
    withdraw: {
      label: '作废', past: '作废', from: [...IN_WORK, 'declined'], to: 'withdrawn',
      asks: ['withdrawReason'], needs: ['withdrawReason'], quiet: true,
    },
  },
  rules: [
    { kind: 'notFuture', field: 'acceptedOn', say: '受理日期还没到' },
    { kind: 'notFuture', field: 'closedOn', say: '调结日期还没到' },
    { kind: 'order', first: 'acceptedOn', then: 'closedOn', say: '调结日期不能早于受理日期' },
    { kind: 'order', first: 'reportedOn', then: 'closedOn', say: '调结日期不能早于登记日期' },
    { kind: 'rowsOrder', rows: 'sessions', cell: 'on', after: 'acceptedOn', say: '调解要在受理以后，请改受理日期或这次调解的日期' },
    { kind: 'rowsOrder', rows: 'inquiries', cell: 'on', after: 'acceptedOn', say: '调查要在受理以后，请改受理日期或这次调查的日期' },
    { kind: 'rowsOrder', rows: 'followUps', cell: 'on', after: 'closedOn', say: '回访要在调结以后，请改这次回访的日期' },
    { kind: 'order', first: 'courtAppliedOn', then: 'courtDecidedOn', say: '法院裁定不能早于申请日期' },
    { kind: 'order', first: 'acceptedOn', then: 'escalatedOn', say: '上报日期不能早于受理日期' },
    { kind: 'order', first: 'acceptedOn', then: 'transferredOn', say: '移送日期不能早于受理日期' },
    { kind: 'notFuture', field: 'courtAppliedOn', say: '申请司法确认的日期还没到' },
    { kind: 'order', first: 'acceptedOn', then: 'extendedTo', say: '延到的日期不能早于受理日期' },
    { kind: 'order', first: 'closedOn', then: 'courtAppliedOn', say: '申请司法确认不能早于调结日期' },
    { kind: 'order', first: 'closedOn', then: 'effectiveOn', say: '协议生效不能早于调结日期' },
    { kind: 'order', first: 'closedOn', then: 'fulfilBy', say: '履行期限不能早于调结日期' },
    { kind: 'rises', low: 'level', high: 'escalateTo', order: Object.keys(LEVELS), say: '只能上报到更高的一级' },
    { kind: 'needs', when: { result: ['success'] }, fields: ['form'], say: '调解成功要写明是口头协议还是书面协议' },
    { kind: 'needs', when: { form: ['oral', 'written'] }, fields: ['result'], say: '有协议就要写结果' },
    { kind: 'excludes', when: { result: ['failed', 'refused', 'dropped', 'transferred'] }, not: { form: ['oral', 'written'] }, say: '没有调成的不能有协议' },
  ],
  defaults: (values, author, config) => ({ ...unset(FOLLOWS, values, config), ...levels(values, config), ...byRule(values, author, config) }),
  follows: FOLLOWS,
} as const satisfies RecordType

function unset(follows: Follows, values: Values, config: Config): Values {
  return Object.fromEntries(Object.entries(follows).flatMap(([name, from]) => {
    const value = values[name] === undefined ? from(values, config) : undefined
    return value === undefined ? [] : [[name, value]]
  }))
}

/** Accepted where it happened, in the village or its group, and worked there until somebody takes it over. */
function levels(values: Values, config: Config): Values {
  if (values.acceptedOn === undefined) return {}
  const accepted = typeof values.levelAccepted === 'string' ? values.levelAccepted : levelOfPlace(values.place, config)
  const level = typeof values.level === 'string' ? values.level : accepted
  return { levelAccepted: accepted, level, ...(values.closedOn === undefined ? {} : { levelClosed: level }) }
}

function levelOfPlace(place: Value | undefined, { places }: Pick<Config, 'places'>): string {
  const found = typeof place === 'string' ? own(places.byId, place)?.level : undefined
  return found !== undefined && found in LEVELS && found !== 'group' ? found : 'village'
}

/** Difficulty, route and committee once there is a result; a person may have chosen otherwise, then that stands. */
function byRule(values: Values, author: Author, config: Config): Values {
  if (values.result === undefined) return {}
  const route = values.route ?? routeOf(author)
  return { difficulty: difficultyOf(values, config), route, ...(route === 'mediation' ? committeeOf(values, config) : {}) }
}

function routeOf(author: Author): string {
  if (author.roles.includes('mediator')) return 'mediation'
  if (author.roles.includes('gridWorker')) return 'gridWorker'
  if (author.roles.includes('handler')) return 'administrative'
  return 'other'
}

/** Whose mediators settled it, by the level it was settled at; in towns they are called otherwise. The county has no committee of its own. */
function committeeOf(values: Values, { places }: Config): Values {
  const level = String(values.levelClosed ?? values.level ?? levelOfPlace(values.place, { places }))
  const isIn = (name: string): boolean => typeof values.place === 'string' && atLevel(places, values.place, name) !== null
  if (level === 'group' || level === 'village') return { committee: isIn('community') ? 'community' : 'village' }
  if (level === 'branch' || level === 'township') return { committee: isIn('street') ? 'street' : 'township' }
  return {}
}
