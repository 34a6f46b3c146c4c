import { own } from '../core/own'
import { REGISTRY, type TYPES } from './registry'

/** How an act is told after "谁": what was done, and what the subject of its line is. */
export interface TrailWord {
  readonly say: string
  readonly of: 'record' | 'person' | 'place' | 'device' | 'thing' | 'none'
}

/** Every act on the trail besides what ops do; an act without words does not compile. In the order of a day's work. */
export const TRAIL_WORDS = {
  refused: { say: '上报的一条没有通过', of: 'record' },
  suspicious: { say: '上报了编号相同、内容不同的一条，没有收', of: 'thing' },
  handOver: { say: '把没能上报的一条交给别人', of: 'record' },
  take: { say: '收下了别人没能上报的一条', of: 'record' },
  declineHandover: { say: '不要了没能上报的一条', of: 'record' },
  recordRead: { say: '打开了', of: 'record' },
  historyRead: { say: '看了经过', of: 'record' },
  papersRead: { say: '看了文书清单', of: 'record' },
  codeRead: { say: '看了这一件的码', of: 'record' },
  mergedRead: { say: '看了并入的件', of: 'record' },
  mediaLinked: { say: '取了附件的一次性地址', of: 'record' },
  mediaRead: { say: '看了附件', of: 'record' },
  drillRead: { say: '点开数字，看了带个人信息的清单', of: 'place' },
  searched: { say: '搜索台账', of: 'place' },
  likelyRead: { say: '查了可能是同一件的', of: 'place' },
  handoversRead: { say: '看了待接收', of: 'place' },
  submissionRead: { say: '看了还没录入上级系统的', of: 'place' },
  dueRead: { say: '看了到期清单', of: 'place' },
  pulled: { say: '手机取回了带个人信息的记录', of: 'place' },
  denied: { say: '想看或想办，没有权限（或没有这一件）', of: 'thing' },
  revealed: { say: '看了全名、电话等', of: 'record' },
  revealedOften: { say: '一小时内看个人信息超过三十次', of: 'none' },
  requestTaken: { say: '收下一份个人信息请求', of: 'thing' },
  requestSearched: { say: '为个人信息请求找了相关的件', of: 'thing' },
  requestCopied: { say: '为个人信息请求导出了本人的信息', of: 'thing' },
  requestProposed: { say: '提出删除个人信息', of: 'thing' },
  requestDeclined: { say: '没有同意删除个人信息', of: 'thing' },
  requestDone: { say: '办结一份个人信息请求', of: 'thing' },
  erased: { say: '删除了个人信息', of: 'record' },
  putAway: { say: '到年限，封存了个人信息', of: 'record' },
  destructionProposed: { say: '提出销毁到期的个人信息', of: 'thing' },
  destructionDeclined: { say: '没有同意销毁', of: 'thing' },
  destroyed: { say: '销毁了到期的个人信息', of: 'record' },
  bulkProposed: { say: '提出导出五十人以上', of: 'thing' },
  bulkApproved: { say: '同意导出五十人以上', of: 'thing' },
  bulkDeclined: { say: '没有同意导出五十人以上', of: 'thing' },
  exported: { say: '导出了一张表', of: 'place' },
  paperMade: { say: '做了文书', of: 'record' },
  paperForm: { say: '换了文书样式', of: 'thing' },
  submit: { say: '交了一批给上级系统', of: 'thing' },
  import: { say: '开始导入一批', of: 'thing' },
  undoImport: { say: '撤销了导入的一批', of: 'thing' },
  freeze: { say: '把报告定稿', of: 'thing' },
  makeCode: { say: '给这一件出了码', of: 'record' },
  renewCode: { say: '换了这一件的码', of: 'record' },
  mediaDamaged: { say: '传来的附件坏了，要求重传', of: 'thing' },
  mediaRefused: { say: '传来的附件没有收', of: 'thing' },
  mediaCollected: { say: '清掉了没人用的附件', of: 'place' },
  complained: { say: '收到一件投诉建议', of: 'thing' },
  complaintRead: { say: '看了一件投诉建议', of: 'thing' },
  complaintTaken: { say: '开始办一件投诉建议', of: 'thing' },
  complaintAnswered: { say: '答复了一件投诉建议', of: 'thing' },
  revokeDevice: { say: '挂失了手机', of: 'device' },
  writeOffDevice: { say: '不再等手机里没传的', of: 'device' },
  trailExported: { say: '导出了留痕', of: 'none' },
  trailVerified: { say: '校验了留痕', of: 'none' },
  pruned: { say: '清理了到期的留痕', of: 'none' },
  founded: { say: '用一次性口令开通了这个县', of: 'place' },
  signedIn: { say: '登录（管理岗位）', of: 'person' },
  signInFailed: { say: '登录没有通过', of: 'none' },
  signInLocked: { say: '试错太多，登录锁了', of: 'none' },
  tokenReused: { say: '用过的登录凭证又被拿来用，登录已结束', of: 'person' },
  sharedDevice: { say: '在别人登录过的手机或浏览器上登录', of: 'person' },
  bindWechat: { say: '绑定了微信', of: 'person' },
  wechatOnTwo: { say: '绑在别人名下的微信又要绑，没有绑', of: 'person' },
  choosePassword: { say: '设了新密码', of: 'person' },
  setUpTotp: { say: '设好了验证器', of: 'person' },
  makeBinding: { say: '做了绑定码', of: 'person' },
  makePasswordCode: { say: '做了设密码的码', of: 'person' },
  unlockAccount: { say: '解了登录锁', of: 'person' },
  disableAccount: { say: '停用了账号', of: 'person' },
  enableAccount: { say: '恢复了账号', of: 'person' },
  dropTotp: { say: '取消了验证器', of: 'person' },
  unbindWechat: { say: '解绑了微信', of: 'person' },
  signOutEverywhere: { say: '在所有地方退出了', of: 'person' },
  reopenAccount: { say: '在服务器上重开了账号', of: 'person' },
  restored: { say: '从备份恢复', of: 'none' },
  keysNew: { say: '增加了一版主密钥', of: 'none' },
  keysRotated: { say: '把数据换到最新一版主密钥', of: 'none' },
  keysRetired: { say: '去掉了一版不再用的主密钥', of: 'none' },
} as const satisfies Readonly<Record<string, TrailWord>>

type MoveOf<K extends keyof typeof TYPES> = keyof (typeof TYPES)[K]['moves'] & string
/** What an op does is told by its move. */
export type OpAction = 'edit' | { [K in keyof typeof TYPES]: MoveOf<K> }[keyof typeof TYPES]
export type TrailAction = keyof typeof TRAIL_WORDS | OpAction

/** `kind` is the record type of a line about an op, null else: then it is an act of its own. */
export function actionText(action: string, kind: string | null): string {
  const move = kind === null ? undefined : own(own(REGISTRY, kind)?.moves ?? {}, action)
  if (move !== undefined) return move.past
  if (action === 'edit') return '修改'
  return own<TrailWord>(TRAIL_WORDS, action)?.say ?? action
}

export function subjectOf(action: string): TrailWord['of'] {
  return own<TrailWord>(TRAIL_WORDS, action)?.of ?? 'record'
}

export function kindText(kind: string): string {
  return own(REGISTRY, kind)?.label ?? ''
}

/** Shorter, nothing of the trail may go: the law asks for six months of logs. */
export const TRAIL_DAYS = 180

/** What is wrong with a chain, told for the first line that does not hold. */
export const DAMAGES = {
  changed: '被改过',
  missing: '缺了',
  inserted: '是后来插进去的',
  reordered: '次序被调换',
  cutOff: '起被截掉了',
  rewritten: '与当日锚定的不一致，从前面某处起被整段重写',
} as const
export type Damage = keyof typeof DAMAGES

export const CHAINS = { audit: '办理', reading: '查看' } as const
export type ChainName = keyof typeof CHAINS

/** `甲乡 办理留痕第 17 行被改过`. */
export function damageText(stream: string, chain: ChainName, a: number, damage: Damage): string {
  return `${stream} ${CHAINS[chain]}留痕第 ${a} 行${DAMAGES[damage]}`
}
