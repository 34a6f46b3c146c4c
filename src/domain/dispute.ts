import { liveRows, type Values } from '../core/field'
import { addMonths, isDay } from '../core/period'
import type { Author, RecordType } from '../core/recordType'
import { AGREEMENT_FORMS, COMMITTEES, DIFFICULTIES, DISPUTE_DETAILS, DISPUTE_TYPES, LEVELS, RESULTS, ROUTES, SOURCES } from './disputeCodes'
import { PHOTOS } from './entry'

/**
 * 矛盾纠纷. Five axes that are never mixed: type, difficulty, agreement form, result, route. 纠纷.受理 counts by acceptance date,
 * 纠纷.调结 by closing date; result, form and route hold from the closing date on (`asOf`).
 */
export const dispute = {
  kind: 'dispute',
  label: '矛盾纠纷',
  stream: 'township',
  dated: 'acceptedOn',
  placed: 'place',
  title: ['type', 'parties'],
  protectedWhen: { compartment: ['minor', 'domestic'] },
  fields: {
    parties: {
      kind: 'rows', label: '当事人', one: '当事人', fields: {
        name: { kind: 'text', label: '姓名', max: 40, personal: true, hint: '姓就够，可以不填' },
        side: { kind: 'choice', label: '哪一方', options: { applicant: { label: '申请人' }, respondent: { label: '被申请人' } } },
        nature: { kind: 'choice', label: '性质', options: { person: { label: '自然人' }, company: { label: '法人' }, body: { label: '非法人组织' } } },
        sex: { kind: 'choice', label: '性别', options: { male: { label: '男' }, female: { label: '女' } } },
        age: { kind: 'count', label: '年龄', unit: '岁', max: 130 },
        nation: { kind: 'text', label: '民族', max: 20, personal: true },
        job: { kind: 'text', label: '职业或职务', max: 40, personal: true },
        phone: { kind: 'text', label: '联系方式', max: 40, personal: true },
        home: { kind: 'text', label: '单位或住址', max: 120, personal: true },
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
    summary: { kind: 'text', label: '怎么回事、怎么商定的', max: 2000, lines: 4, personal: true, hint: '涉密的事不往上写' },
    source: { kind: 'choice', label: '来源', options: SOURCES },
    difficulty: { kind: 'choice', label: '难易', options: DIFFICULTIES },
    scale: {
      kind: 'choice', label: '规模',
      options: { single: { label: '个体性', codes: { gb: '01' } }, group: { label: '一般群体性', codes: { gb: '02' } }, mass: { label: '重大群体性', codes: { gb: '03' } } },
    },
    people: { kind: 'count', label: '涉及人数', unit: '人', max: 100000 },
    households: { kind: 'count', label: '涉及户数', unit: '户', max: 100000 },
    amount: { kind: 'money', label: '涉及金额' },
    result: { kind: 'choice', label: '结果', options: RESULTS, asOf: 'closedOn' },
    form: { kind: 'choice', label: '协议', options: AGREEMENT_FORMS, asOf: 'closedOn', when: { result: ['success'] } },
    agreement: { kind: 'text', label: '协议内容', max: 3000, lines: 4, personal: true, when: { result: ['success'] } },
    agreementNo: { kind: 'serial', label: '协议编号' },
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
    levelClosed: { kind: 'choice', label: '化解层级', options: LEVELS },
    informed: { kind: 'flag', label: '已告知权利义务' },
    toldOtherWays: { kind: 'flag', label: '已告知仲裁、行政、诉讼等途径', when: { result: ['failed'] } },
    sessions: {
      kind: 'rows', label: '调解', one: '一次调解', fields: {
        on: { kind: 'day', label: '日期' },
        venue: { kind: 'text', label: '地点', max: 80 },
        present: { kind: 'text', label: '参加人', max: 200, personal: true },
        record: { kind: 'text', label: '调解记录', max: 3000, lines: 4, personal: true },
      },
    },
    followUps: {
      kind: 'rows', label: '回访', one: '一次回访', fields: {
        on: { kind: 'day', label: '日期' },
        by: { kind: 'ref', to: 'person', label: '回访人' },
        finding: { kind: 'text', label: '回访情况', max: 1000, lines: 3, personal: true },
        satisfied: { kind: 'flag', label: '当事人满意' },
      },
    },
    courtConfirmation: {
      kind: 'choice', label: '司法确认', when: { result: ['success'] },
      options: { applied: { label: '已申请' }, confirmed: { label: '已确认' }, refused: { label: '未予确认' } },
    },
    courtAppliedOn: { kind: 'day', label: '申请确认日期', when: { courtConfirmation: ['applied', 'confirmed', 'refused'] } },
    prevented: {
      kind: 'choices', label: '防止激化',
      options: { suicide: { label: '防止自杀' }, crime: { label: '防止转为刑事案件' }, massPetition: { label: '防止群体性上访' }, massFight: { label: '防止群体性械斗' } },
    },
    preventedPeople: { kind: 'count', label: '防止激化涉及', unit: '人', max: 100000, when: { prevented: ['suicide', 'crime', 'massPetition', 'massFight'] } },
    redFlag: { kind: 'flag', label: '可能转为治安、刑事案件' },
    compartment: { kind: 'choice', label: '只许承办人看', options: { minor: { label: '涉未成年人' }, domestic: { label: '涉家庭暴力' } } },
    reportedToPoliceOn: { kind: 'day', label: '报告公安日期', when: { compartment: ['minor', 'domestic'] } },
    legacy: { kind: 'flag', label: '历史积案' },
    onSpot: { kind: 'flag', label: '当场化解' },
    transferTo: { kind: 'text', label: '移送到', max: 80, when: { result: ['transferred'] } },
    declineReason: { kind: 'text', label: '不予受理的理由', max: 300 },
    withdrawReason: { kind: 'text', label: '作废的理由', max: 300 },
    mergedInto: { kind: 'ref', to: 'dispute', label: '合并到' },
    fromMatter: { kind: 'ref', to: 'matter', label: '来自群众说事' },
    caseNo: { kind: 'serial', label: '编号' },
    externalSystem: { kind: 'text', label: '外部系统', max: 40 },
    externalNo: { kind: 'text', label: '外部编号', max: 60 },
    photos: PHOTOS,
  },
  stages: {
    registered: { label: '待受理' },
    accepted: { label: '已受理' },
    mediating: { label: '正在调解' },
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
      gives: ['caseNo'],
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
      label: '受理', past: '受理', from: ['registered'], to: 'accepted', asks: ['acceptedOn', 'source', 'handler', 'informed'],
      needs: ['acceptedOn'], sets: { acceptedOn: { kind: 'today' } },
    },
    decline: { label: '不予受理', past: '不予受理', from: ['registered'], to: 'declined', asks: ['declineReason'], needs: ['declineReason'], quiet: true },
    mediate: { label: '记一次调解', past: '调解', from: ['accepted', 'mediating'], to: 'mediating', asks: ['sessions'], needs: ['sessions'] },
    close: {
      label: '调结', past: '调结', from: ['accepted', 'mediating'], to: 'closed',
      asks: ['closedOn', 'result', 'form', 'agreement', 'fulfilBy', 'amount', 'difficulty', 'toldOtherWays', 'transferTo', 'photos'],
      needs: ['closedOn', 'result', 'form'], sets: { closedOn: { kind: 'today' } }, gives: ['agreementNo'],
    },
    fulfil: { label: '记履行情况', past: '履行', from: ['closed'], to: 'closed', when: { result: ['success'] }, asks: ['fulfilment', 'fulfilledOn'], needs: ['fulfilment'] },
    followUp: { label: '记回访', past: '回访', from: ['closed', 'archived'], to: 'same', when: { result: ['success'] }, asks: ['followUps'], needs: ['followUps'], quiet: true },
    archive: { label: '归档', past: '归档', from: ['closed'], to: 'archived', asks: [] },
    correct: {
      label: '更正', past: '更正', from: ['closed', 'archived'], to: 'same',
      asks: ['parties', 'type', 'place', 'acceptedOn', 'closedOn', 'result', 'form', 'difficulty', 'route', 'summary', 'amount', 'photos'],
      needs: ['type', 'place'], quiet: true,
    },
    confirmRoute: {
      label: '确认为人民调解', past: '确认为人民调解', from: ['closed', 'archived'], to: 'same', when: { route: ['gridWorker'] },
      asks: [], sets: { route: { kind: 'value', value: 'mediation' } }, quiet: true,
    },
    reopen: {
      label: '重新调解', past: '重新调解', from: ['closed', 'archived'], to: 'mediating', asks: [], quiet: true,
      sets: { result: { kind: 'clear' }, form: { kind: 'clear' }, closedOn: { kind: 'clear' }, fulfilment: { kind: 'clear' } },
    },
    merge: {
      label: '并入另一件', past: '并入另一件', from: ['registered', 'accepted', 'mediating', 'closed', 'archived'], to: 'merged',
      asks: ['mergedInto'], needs: ['mergedInto'], quiet: true,
    },
    unmerge: {
      label: '撤销合并', past: '撤销合并', from: ['merged'], to: 'registered', when: { result: [''] }, asks: [], quiet: true,
      sets: { mergedInto: { kind: 'clear' } },
    },
    unmergeSettled: {
      label: '撤销合并，仍算已调结', past: '撤销合并', from: ['merged'], to: 'closed', when: { result: Object.keys(RESULTS) }, asks: [], quiet: true,
      sets: { mergedInto: { kind: 'clear' } },
    },
    withdraw: {
      label: '作废', past: '作废', from: ['registered', 'accepted', 'mediating', 'closed', 'archived', 'declined'], to: 'withdrawn',
      asks: ['withdrawReason'], needs: ['withdrawReason'], quiet: true,
    },
  },
  rules: [
    { kind: 'notFuture', field: 'acceptedOn', say: '受理日期还没到' },
    { kind: 'notFuture', field: 'closedOn', say: '调结日期还没到' },
    { kind: 'order', first: 'acceptedOn', then: 'closedOn', say: '调结日期不能早于受理日期' },
    { kind: 'needs', when: { result: ['success'] }, fields: ['form'], say: '调解成功要写明是口头协议还是书面协议' },
    { kind: 'needs', when: { form: ['oral', 'written'] }, fields: ['result'], say: '有协议就要写结果' },
    { kind: 'excludes', when: { result: ['failed', 'refused', 'dropped', 'transferred'] }, not: { form: ['oral', 'written'] }, say: '没有调成的不能有协议' },
  ],
  defaults: (values, author) => ({ ...routine(values), ...byRule(values, author) }),
} as const satisfies RecordType

/** What follows from the dates and the type alone. */
function routine(values: Values): Values {
  const { acceptedOn, type } = values
  const gb = typeof type === 'string' && type in DISPUTE_TYPES ? DISPUTE_TYPES[type as keyof typeof DISPUTE_TYPES].codes.gb : undefined
  return {
    // 人民调解委员会工作若干规定 第三十三条: as a rule settled within one month.
    ...(isDay(acceptedOn) ? { dueOn: addMonths(acceptedOn, 1) } : {}),
    ...(gb === undefined ? {} : { detail: gb }),
  }
}

/** Difficulty and route once there is a result; a person may have chosen otherwise, then that stands. */
function byRule(values: Values, author: Author): Values {
  if (values.result === undefined) return {}
  return { difficulty: difficultyOf(values), route: routeOf(author) }
}

function difficultyOf(values: Values): string {
  const people = typeof values.people === 'number' ? values.people : 0
  if (values.scale === 'mass' || people >= 10) return 'grave'
  const isSentFromAbove = ['court', 'procuratorate', 'police', 'petition', 'otherOrgan'].includes(String(values.source))
  if (isSentFromAbove || liveRows(values.sessions).length >= 2) return 'hard'
  return values.onSpot === true && values.form === 'oral' ? 'simple' : 'ordinary'
}

function routeOf(author: Author): string {
  if (author.roles.includes('mediator')) return 'mediation'
  if (author.roles.includes('gridWorker')) return 'gridWorker'
  if (author.roles.includes('handler')) return 'administrative'
  return 'other'
}
