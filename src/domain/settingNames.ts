import { HOLIDAY_SETTING } from '../core/calendar'

/**
 * Every setting the program reads, by the name under which its records stand; whoever reads one takes its name from here, and
 * settingList.ts says what each is. Some are narrowed by a code behind a stroke: `说理日/village`, `放假/2026`.
 */
export const SETTING = {
  sponsor: '主办单位',
  filing: '备案编号',
  divisionCode: '行政区划代码',
  helpPhone: '服务电话',
  privacy: '隐私说明',
  publicAddress: '公开网址',
  passwordDays: '管理岗位密码天数',
  idleCover: '空闲锁屏',
  complaintPhone: '投诉建议电话',
  complaintLink: '投诉建议网址',
  complaintDays: '投诉答复期限',
  ladder: '台阶',
  sessionDays: '说理日',
  sessionVenue: '说理地点',
  police: '派出所',
  policePhone: '派出所电话',
  disputeCodes: '纠纷一案一码',
  recording: '录音',
  duplicateDays: '重复提示天数',
  accept: '受理期限',
  takeOver: '接手期限',
  referral: '移送回音天数',
  followUp: '回访天数',
  handOut: '交办期限',
  sign: '签收期限',
  matterLimit: '说事期限',
  feedBack: '反馈期限',
  rating: '评价等候天数',
  reopen: '重办期限',
  explain: '书面说明期限',
  gravePeople: '重大/人数',
  graveAmount: '重大/金额',
  hardPeople: '疑难/人数',
  hardAmount: '疑难/金额',
  hardSessions: '疑难/调解次数',
  numberWord: '字号',
  brackets: '括号',
  keeping: '保管期限',
  subsidies: '以案定补',
  measure: '量词',
  disputeSealed: '纠纷封存年数',
  disputeDestroyed: '纠纷销毁年数',
  matterSealed: '说事封存年数',
  matterDestroyed: '说事销毁年数',
  otherSealed: '其他台账封存年数',
  otherDestroyed: '其他台账销毁年数',
  holidays: HOLIDAY_SETTING,
} as const
export type SettingName = (typeof SETTING)[keyof typeof SETTING]

/** What a switch says when it is on, and what 括号 says for round ones. */
export const ON = '开'
export const ROUND = '圆'
