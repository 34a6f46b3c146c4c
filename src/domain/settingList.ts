import { PASSWORD_DAYS } from './accountRight'
import { COMPLAINT_DAYS } from './complaints'
import { DIFFICULTY_SETTINGS, WITHOUT_SETTING } from './difficulty'
import { DUE_LIMITS, type Limit } from './dueRules'
import { LIKELY_DAYS } from './likely'
import { MATTER_DAYS } from './matter'
import { KEPT_YEARS } from './privacyRetention'
import { ON, ROUND, SETTING, type SettingName } from './settingNames'

/** Every setting there is: what it does, what may be written, what holds without it, and who may have one of their own. */
export interface Setting {
  readonly name: SettingName
  readonly group: keyof typeof SETTING_GROUPS
  readonly label: string
  /** In one sentence. */
  readonly does: string
  readonly kind: SettingKind
  /** What holds until somebody sets it, in words or as a number of its unit. */
  readonly without: string | number
  /** county: one for all; township: also one of a township's own; place: also of a village; townOnly: of townships alone. */
  readonly for: 'county' | 'township' | 'place' | 'townOnly'
  /** A code behind a stroke narrows it (`说理日/village`); `only`: there is none without. */
  readonly by?: { readonly what: Narrowing; readonly only: boolean }
}

export type SettingKind =
  | { readonly kind: 'days'; readonly unit: '天' | '个工作日'; readonly min: number; readonly max: number }
  | { readonly kind: 'count'; readonly unit: string; readonly min: number; readonly max: number }
  /** Whole yuan. */
  | { readonly kind: 'money'; readonly min: number; readonly max: number }
  | { readonly kind: 'text'; readonly max: number; readonly lines?: number }
  | { readonly kind: 'phone' | 'division' }
  /** `origin`: without a path behind the host. */
  | { readonly kind: 'url'; readonly origin?: true }
  /** One word, or nothing. */
  | { readonly kind: 'switch'; readonly word: string; readonly on: string; readonly off: string }
  | { readonly kind: 'ladder' | 'sessionDays' | 'holidays' | 'grades' }
  /** A code of another field's options. */
  | { readonly kind: 'option'; readonly type: 'work'; readonly field: string }

export type Narrowing = 'level' | 'matterKind' | 'workCategory' | 'year'

export const SETTING_GROUPS = {
  county: '主办单位和公开信息',
  signIn: '登录和锁屏',
  complaints: '投诉建议',
  talks: '说理和台阶',
  disputes: '矛盾纠纷的期限',
  matters: '群众说事的期限',
  difficulty: '难易怎么定',
  papers: '编号和文书',
  filling: '填写',
  keeping: '个人信息保存多久',
  days: '放假和调休',
} as const

const LONGEST = 366
const workdays = { kind: 'days', unit: '个工作日', min: 1, max: LONGEST } as const
const days = { kind: 'days', unit: '天', min: 1, max: LONGEST } as const
const limit = ({ days: without }: Limit, group: Setting['group'], name: SettingName, does: string, kind: SettingKind = workdays): Setting =>
  ({ name, group, label: name, does, kind, without, for: 'township' })
const threshold = (what: keyof typeof DIFFICULTY_SETTINGS, label: string, does: string, kind: SettingKind): Setting =>
  ({ name: DIFFICULTY_SETTINGS[what], group: 'difficulty', label, does, kind, without: WITHOUT_SETTING[what] ?? '不看这一项', for: 'township' })
const years = (name: SettingName, does: string, without: number): Setting =>
  ({ name, group: 'keeping', label: name, does, kind: { kind: 'count', unit: '年', min: 1, max: 100 }, without, for: 'county' })
const people = { kind: 'count', unit: '人', min: 1, max: 100_000 } as const
const money = { kind: 'money', min: 1, max: 1_000_000_000 } as const

/** Instead of a value, where nothing does without one. */
export const UNSET = '还没设'

export const SETTINGS: readonly Setting[] = [
  { name: SETTING.sponsor, group: 'county', label: '主办单位', does: '印在“关于”和群众看的网页上，是小程序备案的单位。', kind: { kind: 'text', max: 60 }, without: UNSET, for: 'county' },
  { name: SETTING.filing, group: 'county', label: '备案编号', does: '印在“关于”和群众看的网页上。', kind: { kind: 'text', max: 60 }, without: UNSET, for: 'county' },
  { name: SETTING.divisionCode, group: 'county', label: '行政区划代码', does: '本县六位的代码，市、省的汇总按它归到一起。', kind: { kind: 'division' }, without: UNSET, for: 'county' },
  { name: SETTING.helpPhone, group: 'county', label: '服务电话', does: '“关于”里的人工电话，不会用的可以打。', kind: { kind: 'phone' }, without: UNSET, for: 'township' },
  { name: SETTING.privacy, group: 'county', label: '隐私说明', does: '“关于”里写给大家看的：记什么、给谁看、怎么查和改自己的信息。', kind: { kind: 'text', max: 2000, lines: 8 }, without: '程序带的说明', for: 'county' },
  { name: SETTING.publicAddress, group: 'county', label: '公开网址', does: '群众扫码打开的网址从哪里开始，印在纸条上。', kind: { kind: 'url', origin: true }, without: '打开后台用的网址', for: 'township' },
  { name: SETTING.passwordDays, group: 'signIn', label: '密码几天换一次', does: '管理员、安全管理员、审计员的密码用满这些天，下次登录时要换。', kind: { kind: 'days', unit: '天', min: 30, max: 366 }, without: PASSWORD_DAYS, for: 'county' },
  { name: SETTING.idleCover, group: 'signIn', label: '空闲锁屏', does: '手机三十分钟没有动就盖住屏幕，点一下接着用；不问密码，不耽误记录。', kind: { kind: 'switch', word: ON, on: '盖住', off: '不盖' }, without: '不盖', for: 'county' },
  { name: SETTING.complaintPhone, group: 'complaints', label: '投诉建议电话', does: '群众看的网页和投诉建议页上写的电话。', kind: { kind: 'phone' }, without: '不写电话', for: 'township' },
  { name: SETTING.complaintLink, group: 'complaints', label: '投诉建议网址', does: '另有网上投诉的地方，群众看的网页就指到那里。', kind: { kind: 'url' }, without: '用程序自己的投诉建议', for: 'township' },
  { name: SETTING.complaintDays, group: 'complaints', label: '答复期限', does: '投诉建议收到以后几个工作日内答复。', kind: { ...workdays, max: 60 }, without: COMPLAINT_DAYS, for: 'county' },
  { name: SETTING.ladder, group: 'talks', label: '台阶', does: '一件纠纷从哪一级往上说到哪一级，每一级叫什么。', kind: { kind: 'ladder' }, without: '村调委会、乡镇调委会、县综治中心', for: 'township' },
  { name: SETTING.sessionDays, group: 'talks', label: '说理日', does: '约下一次调解时先给出的日子；逢放假往后推。', kind: { kind: 'sessionDays' }, without: '不固定日子', for: 'place', by: { what: 'level', only: false } },
  { name: SETTING.sessionVenue, group: 'talks', label: '说理地点', does: '第一次调解时先填上的地点，本人可以改。', kind: { kind: 'text', max: 60 }, without: '那一级台阶的名称', for: 'place' },
  limit(DUE_LIMITS.accept, 'disputes', SETTING.accept, '登记以后几个工作日内定受理不受理。'),
  limit(DUE_LIMITS.takeOver, 'disputes', SETTING.takeOver, '下面报上来以后几个工作日内接手。'),
  limit(DUE_LIMITS.referral, 'disputes', SETTING.referral, '移送以后几个工作日没回音，提醒去问。'),
  limit(DUE_LIMITS.followUp, 'disputes', SETTING.followUp, '调成以后几天回访。', days),
  { name: SETTING.duplicateDays, group: 'disputes', label: '重复提示天数', does: '前后几天内相像的，提示可能是同一件。', kind: days, without: LIKELY_DAYS, for: 'county' },
  { name: SETTING.matterLimit, group: 'matters', label: '办理期限', does: '交办以后几个工作日内办完，交办时可以另定。', kind: workdays, without: MATTER_DAYS, for: 'township', by: { what: 'matterKind', only: false } },
  limit(DUE_LIMITS.handOut, 'matters', SETTING.handOut, '登记以后几个工作日内交办或者答复。'),
  limit(DUE_LIMITS.sign, 'matters', SETTING.sign, '交办以后几个工作日内签收。'),
  limit(DUE_LIMITS.feedBack, 'matters', SETTING.feedBack, '办完以后几个工作日内告诉群众。'),
  limit(DUE_LIMITS.rating, 'matters', SETTING.rating, '告诉群众以后等几天评价，再等同样多天就归档。', days),
  limit(DUE_LIMITS.reopen, 'matters', SETTING.reopen, '群众不满意，几个工作日内安排重办。'),
  limit(DUE_LIMITS.explain, 'matters', SETTING.explain, '重办还不满意，几个工作日内由领导书面说明。'),
  threshold('hardPeople', '疑难：人数', '当事人到这个人数算疑难。', people),
  threshold('hardAmount', '疑难：金额', '涉及金额到这个数算疑难。', money),
  threshold('hardSessions', '疑难：调解次数', '调解到这个次数算疑难。', { kind: 'count', unit: '次', min: 1, max: 100 }),
  threshold('gravePeople', '重大：人数', '当事人到这个人数算重大。', people),
  threshold('graveAmount', '重大：金额', '涉及金额到这个数算重大。', money),
  { name: SETTING.numberWord, group: 'papers', label: '字号', does: '编号开头的字，如“磙调〔2026〕12号”的“磙”。', kind: { kind: 'text', max: 10 }, without: '不写', for: 'townOnly' },
  { name: SETTING.brackets, group: 'papers', label: '年份的括号', does: '编号里年份用六角括号还是圆括号。', kind: { kind: 'switch', word: ROUND, on: '圆括号（2026）', off: '六角括号〔2026〕' }, without: '六角括号〔2026〕', for: 'county' },
  { name: SETTING.keeping, group: 'papers', label: '保管期限', does: '印在卷宗封面上。', kind: { kind: 'text', max: 8 }, without: '留空', for: 'county' },
  {
    name: SETTING.subsidies, group: 'papers', label: '以案定补', does: '按件发补助的，一行写一档，从上往下用第一条合适的；用来出清单，不排名。',
    kind: { kind: 'grades' }, without: '没有开', for: 'township',
  },
  {
    name: SETTING.disputeCodes, group: 'filling', label: '纠纷一案一码', does: '给每件纠纷一张带码的纸条，当事人扫码看进度。', for: 'township',
    kind: { kind: 'switch', word: ON, on: '开', off: '不开' }, without: '不开',
  },
  { name: SETTING.recording, group: 'filling', label: '录音', does: '填写时可以录音；可录可不录。', kind: { kind: 'switch', word: ON, on: '开', off: '不开' }, without: '不开', for: 'county' },
  { name: SETTING.police, group: 'filling', label: '派出所', does: '报告公安时先填上的单位。', kind: { kind: 'text', max: 60 }, without: '不先填', for: 'place' },
  { name: SETTING.policePhone, group: 'filling', label: '派出所电话', does: '要马上报告的纠纷上写的电话。', kind: { kind: 'phone' }, without: '只写 110', for: 'place' },
  {
    name: SETTING.measure, group: 'filling', label: '量词', does: '一类工作记一次，数的是什么：场、次、份。', kind: { kind: 'option', type: 'work', field: 'measure' },
    without: '程序带的', for: 'county', by: { what: 'workCategory', only: true },
  },
  years(SETTING.disputeSealed, '办结以后几年，姓名、电话和经过封存：谁也看不到，本人来查另办。', KEPT_YEARS.dispute.seal),
  years(SETTING.disputeDestroyed, '办结以后几年可以销毁；要一人提出、另一人同意。档案年限各地规定不一，请按本省的定。', KEPT_YEARS.dispute.destroy),
  years(SETTING.matterSealed, '办结以后几年，姓名、电话和说的事封存。', KEPT_YEARS.matter.seal),
  years(SETTING.matterDestroyed, '办结以后几年可以销毁。', KEPT_YEARS.matter.destroy),
  years(SETTING.otherSealed, '排查、宣传等台账里的情况和照片，几年后封存。', KEPT_YEARS.other.seal),
  years(SETTING.otherDestroyed, '排查、宣传等台账里的情况和照片，几年后可以销毁。', KEPT_YEARS.other.destroy),
  {
    name: SETTING.holidays, group: 'days', label: '放假', does: '哪几天放假、哪几个周末上班；算工作日用。', kind: { kind: 'holidays' },
    without: '只按周末算', for: 'county', by: { what: 'year', only: true },
  },
]
