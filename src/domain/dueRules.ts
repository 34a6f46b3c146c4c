import type { Where } from '../core/field'
import { DUTIES } from './duty'
import { SETTING } from './settingNames'

/** Everything in a case that can be due, as data. Which day that is, `dayOf` in due.ts says, and nothing else. */
export interface DueRule {
  readonly key: string
  readonly kind: 'dispute' | 'matter'
  /** What is due, in the words of the list: 受理满一个月. */
  readonly what: string
  /** Why, in one short sentence. */
  readonly why: string
  readonly who: DueWho
  /** A second role that may see to it as well. */
  readonly also?: DueWho
  /** A statutory deadline or a promise to a villager: only of these is anybody reminded. */
  readonly promise: boolean
  readonly stages: readonly string[]
  readonly where?: Where
  readonly day: DayBy
  /** Due only from this day on, and no longer from that day on. */
  readonly from?: DayBy
  readonly until?: DayBy
  /** The moves that see to it, the best first. */
  readonly leads: readonly string[]
}

export type IdleRule = Pick<DueRule, 'key' | 'kind' | 'what' | 'why' | 'who' | 'stages' | 'where' | 'leads'>

/**
 * handler: who handles it, or, while nobody is named, who entered it or the unit it was given to; mediator, judicial, dispatcher, leader: whoever
 * holds the role where it happened; countyCentre: the county's, for what was taken up to the county.
 */
export type DueWho = 'handler' | 'dispatcher' | 'leader' | 'judicial' | 'mediator' | 'countyCentre'

/** A day of the record, or one some days after it. Of `fields` the first that is set counts; the day itself is not counted (民法典 第二百零一条). */
export type DayBy =
  | { readonly kind: 'field'; readonly fields: readonly string[] }
  /** The day in a cell of the last row. */
  | { readonly kind: 'lastRow'; readonly rows: string; readonly cell: string }
  /** `days` unless the county, or the township, set another number; `times` as many. */
  | { readonly kind: 'days' | 'workdays'; readonly fields: readonly string[]; readonly limit: Limit; readonly times?: number }

export interface Limit {
  /** The county's setting, a township's own is named `name@township`; null for what nobody sets. */
  readonly setting: string | null
  readonly days: number
}

/** Limits that are the county's to set, with what holds until it does. */
export const DUE_LIMITS = {
  accept: { setting: SETTING.accept, days: 3 },
  takeOver: { setting: SETTING.takeOver, days: 3 },
  referral: { setting: SETTING.referral, days: 5 },
  followUp: { setting: SETTING.followUp, days: 15 },
  handOut: { setting: SETTING.handOut, days: 1 },
  sign: { setting: SETTING.sign, days: 1 },
  feedBack: { setting: SETTING.feedBack, days: 3 },
  rating: { setting: SETTING.rating, days: 7 },
  reopen: { setting: SETTING.reopen, days: 1 },
  explain: { setting: SETTING.explain, days: 5 },
} as const satisfies Readonly<Record<string, Limit>>

const NOT_SO = ['', 'false'] as const
const UNFULFILLED = ['', 'partly', 'not'] as const
const IN_HANDS = ['assigned', 'signed', 'handling'] as const
/** What has been over for so long is not cured by standing in a list for ever; the record itself goes on saying it. */
const A_MONTH = { setting: null, days: 30 } as const
const OPEN_DISPUTE = ['registered', 'accepted', 'mediating', 'escalating', 'referring', 'closed', 'archived'] as const
const OPEN_MATTER = ['registered', ...IN_HANDS, 'resolved', 'fedBack', 'rated', 'answered', 'archived'] as const
const DISPUTE_KNOWN = { day: { kind: 'field', fields: ['reportedOn', 'acceptedOn'] }, until: { kind: 'days', fields: ['reportedOn', 'acceptedOn'], limit: A_MONTH } } as const
const MATTER_KNOWN = { day: { kind: 'field', fields: ['receivedOn'] }, until: { kind: 'days', fields: ['receivedOn'], limit: A_MONTH } } as const
const UNREPORTED = { reportedToPoliceOn: [''] } as const
const REPORT = { what: '报告公安', promise: true, who: 'handler', leads: ['reportPolice'] } as const

export const DUE_RULES: readonly DueRule[] = [
  // The first step of the township's own order; no law names a day.
  {
    key: 'dispute.accept', kind: 'dispute', what: '受理还是不受理', why: '登记了，还没定', who: 'mediator', also: 'judicial', promise: false,
    stages: ['registered'], day: { kind: 'workdays', fields: ['reportedOn'], limit: DUE_LIMITS.accept }, leads: ['accept', 'decline'],
  },
  // 人民调解委员会工作若干规定 第三十三条: as a rule settled within one month; with both sides' consent it goes on.
  {
    key: 'dispute.month', kind: 'dispute', what: '受理满一个月', why: '双方同意可以延', who: 'handler', promise: true,
    stages: ['accepted', 'mediating', 'escalating'], where: { extendedTo: [''] }, day: { kind: 'field', fields: ['dueOn'] }, leads: ['close', 'mediate', 'extend'],
  },
  {
    key: 'dispute.extended', kind: 'dispute', what: '延期到期', why: '双方同意延到这一天', who: 'handler', promise: true,
    stages: ['accepted', 'mediating', 'escalating'], day: { kind: 'field', fields: ['extendedTo'] }, leads: ['close', 'mediate', 'extend'],
  },
  // A promise to both sides.
  {
    key: 'dispute.session', kind: 'dispute', what: '约好再调解', why: '上次调解约的日子', who: 'handler', promise: true,
    stages: ['accepted', 'mediating'], day: { kind: 'lastRow', rows: 'sessions', cell: 'next' }, leads: ['mediate'],
  },
  // What a village cannot settle goes up (人民调解委员会工作若干规定). One of the three holds, by the level it was taken to.
  {
    key: 'dispute.takeOver', kind: 'dispute', what: '接手', why: '下面报上来，等接手', who: 'mediator', also: 'judicial', promise: false,
    stages: ['escalating'], where: { escalateTo: ['group', 'village', 'branch'] }, day: { kind: 'workdays', fields: ['escalatedOn'], limit: DUE_LIMITS.takeOver },
    leads: ['takeOver', 'sendDown'],
  },
  {
    key: 'dispute.takeOver', kind: 'dispute', what: '接手', why: '村里报上来，等接手', who: 'judicial', also: 'dispatcher', promise: false,
    stages: ['escalating'], where: { escalateTo: ['township'] }, day: { kind: 'workdays', fields: ['escalatedOn'], limit: DUE_LIMITS.takeOver },
    leads: ['takeOver', 'sendDown'],
  },
  {
    key: 'dispute.takeOver', kind: 'dispute', what: '接手', why: '乡镇报上来，等接手', who: 'countyCentre', promise: false,
    stages: ['escalating'], where: { escalateTo: ['county'] }, day: { kind: 'workdays', fields: ['escalatedOn'], limit: DUE_LIMITS.takeOver },
    leads: ['takeOver', 'sendDown'],
  },
  // The other body has limits of its own (信访工作条例: fifteen days until it says so); asking after a week is the township's own care.
  {
    key: 'dispute.referral', kind: 'dispute', what: '问问移送的', why: '对方还没说收不收', who: 'handler', also: 'judicial', promise: false,
    stages: ['referring'], day: { kind: 'workdays', fields: ['transferredOn'], limit: DUE_LIMITS.referral }, leads: ['referralTaken', 'referralReturned'],
  },
  // 人民调解法 第三十一条: the committee sees to it that an agreement is kept. The day is what both sides promised each other.
  {
    key: 'dispute.fulfil', kind: 'dispute', what: '履行期限', why: '看看履行了没有', who: 'handler', promise: true,
    stages: ['closed'], where: { result: ['success'], fulfilment: UNFULFILLED }, day: { kind: 'field', fields: ['fulfilBy'] }, leads: ['fulfil'],
  },
  // 人民调解委员会工作若干规定 asks for a call-back and names no day: the days are the county's.
  {
    key: 'dispute.followUp', kind: 'dispute', what: '回访', why: '调成以后去看看', who: 'handler', promise: false,
    stages: ['closed'], where: { result: ['success'], onSpot: NOT_SO, fulfilment: ['', 'done', 'partly', 'not'], followUps: [''] },
    day: { kind: 'days', fields: ['fulfilledOn', 'fulfilBy', 'closedOn'], limit: DUE_LIMITS.followUp }, leads: ['followUp'],
  },
  // 人民调解法 第三十三条: both sides, within thirty days of the agreement's effect. A month after that day there is nothing left to be done about it.
  {
    key: 'dispute.court', kind: 'dispute', what: '司法确认最后一天', why: '双方想申请，要一起去', who: 'handler', promise: true,
    stages: ['closed', 'archived'], where: { result: ['success'], courtConfirmation: ['wanted'] }, day: { kind: 'field', fields: ['courtUntil'] },
    until: { kind: 'days', fields: ['courtUntil'], limit: A_MONTH }, leads: ['applyCourt'],
  },
  // Told to the police at once; the day is the one on which it was first written down. 人民调解法 第二十五条.
  { ...REPORT, key: 'dispute.report', kind: 'dispute', why: '可能转为治安、刑事案件', stages: OPEN_DISPUTE, where: { ...UNREPORTED, redFlag: ['true'] }, ...DISPUTE_KNOWN },
  ...DUTIES.flatMap(({ where, why }): readonly DueRule[] => [
    { ...REPORT, key: 'dispute.report', kind: 'dispute', why, stages: OPEN_DISPUTE, where: { ...UNREPORTED, ...where }, ...DISPUTE_KNOWN },
    { ...REPORT, key: 'matter.report', kind: 'matter', why, stages: OPEN_MATTER, where: { ...UNREPORTED, ...where }, ...MATTER_KNOWN },
  ]),
  // 群众说事: limits are the township's own order, in working days; the day on which a villager was told to expect an answer is a promise.
  {
    key: 'matter.handOut', kind: 'matter', what: '交办或答复', why: '登记了，还没交出去', who: 'dispatcher', promise: false,
    stages: ['registered'], day: { kind: 'workdays', fields: ['receivedOn'], limit: DUE_LIMITS.handOut }, leads: ['assign', 'answer'],
  },
  {
    key: 'matter.sign', kind: 'matter', what: '签收', why: '交办了，还没签收', who: 'handler', promise: false,
    stages: ['assigned'], day: { kind: 'workdays', fields: ['assignedOn'], limit: DUE_LIMITS.sign }, leads: ['sign'],
  },
  {
    key: 'matter.limit', kind: 'matter', what: '办理期限', why: '交办时定的日子', who: 'handler', promise: true,
    stages: IN_HANDS, day: { kind: 'field', fields: ['dueOn'] }, leads: ['resolve', 'sign', 'handle'],
  },
  // An answer that comes after the limit is none.
  {
    key: 'matter.extension', kind: 'matter', what: '同不同意延期', why: '承办单位申请延期', who: 'dispatcher', also: 'leader', promise: false,
    stages: IN_HANDS, where: { extensionAsked: ['true'] }, day: { kind: 'field', fields: ['dueOn'] }, leads: ['extend', 'refuseExtension'],
  },
  {
    key: 'matter.feedBack', kind: 'matter', what: '告诉群众结果', why: '办完了，还没反馈', who: 'handler', also: 'dispatcher', promise: true,
    stages: ['resolved'], day: { kind: 'workdays', fields: ['resolvedOn'], limit: DUE_LIMITS.feedBack }, leads: ['feedBack'],
  },
  // By somebody else than who handled it (`APART`): first the villager is given time, then called, and after as long again it is filed unrated.
  {
    key: 'matter.callBack', kind: 'matter', what: '回访', why: '群众还没评价，请别的人问问', who: 'dispatcher', promise: false,
    stages: ['fedBack'], day: { kind: 'days', fields: ['fedBackOn'], limit: DUE_LIMITS.rating },
    until: { kind: 'days', fields: ['fedBackOn'], limit: DUE_LIMITS.rating, times: 2 }, leads: ['rate'],
  },
  {
    key: 'matter.unrated', kind: 'matter', what: '没有评价，归档', why: '等了两回，不算进满意率', who: 'dispatcher', promise: false,
    stages: ['fedBack'], day: { kind: 'days', fields: ['fedBackOn'], limit: DUE_LIMITS.rating, times: 2 },
    from: { kind: 'days', fields: ['fedBackOn'], limit: DUE_LIMITS.rating, times: 2 }, leads: ['archiveUnrated', 'rate'],
  },
  {
    key: 'matter.reopen', kind: 'matter', what: '重办', why: '群众不满意', who: 'dispatcher', promise: true,
    stages: ['rated'], where: { rating: ['dissatisfied'], reworked: NOT_SO }, day: { kind: 'workdays', fields: ['ratedOn'], limit: DUE_LIMITS.reopen }, leads: ['reopen'],
  },
  {
    key: 'matter.explain', kind: 'matter', what: '书面说明', why: '重办以后还不满意', who: 'leader', promise: true,
    stages: ['rated'], where: { rating: ['dissatisfied'], reworked: ['true'] }, day: { kind: 'workdays', fields: ['ratedOn'], limit: DUE_LIMITS.explain }, leads: ['explain'],
  },
]

/** Complete and not yet filed: no day, nobody is reminded; the list says it last. */
export const IDLE_RULES: readonly IdleRule[] = [
  {
    key: 'dispute.archive', kind: 'dispute', what: '归档', why: '履行、回访都有了', who: 'handler', stages: ['closed'], leads: ['archive'],
    where: { result: ['success'], fulfilment: ['onSpot', 'done'], courtConfirmation: ['', 'confirmed', 'refused'], followUps: ['rows'] },
  },
  {
    key: 'dispute.archive', kind: 'dispute', what: '归档', why: '当场化解、当场履行', who: 'handler', stages: ['closed'], leads: ['archive'],
    where: { result: ['success'], fulfilment: ['onSpot', 'done'], courtConfirmation: ['', 'confirmed', 'refused'], onSpot: ['true'] },
  },
  {
    key: 'dispute.archive', kind: 'dispute', what: '归档', why: '已经了结', who: 'handler', stages: ['closed'], leads: ['archive'],
    where: { result: ['failed', 'refused', 'dropped', 'transferred'] },
  },
  { key: 'matter.archive', kind: 'matter', what: '归档', why: '群众评价了', who: 'handler', stages: ['rated'], leads: ['archive'], where: { rating: ['satisfied', 'fairly'] } },
]
