import type { ValueProblem } from '../core/check'
import type { Field } from '../core/field'
import type { Conflict, Refusal, RefusalCode } from '../core/op'
import { own } from '../core/own'
import { fieldAt, fieldLabel, optionLabel, type RecordType } from '../core/recordType'
import { grant } from './directory'

/** What happened, and what to do now. Neither blames, and nothing written is ever lost. */
export interface Advice {
  readonly what: string
  readonly then: string
}

/** For 需核对 and under a form that could not be saved. `type` is unknown only for a kind this program doesn't know. */
export function refusalAdvice(refusal: Refusal, type: RecordType | undefined): Advice {
  switch (refusal.code) {
    case 'unknownField':
      return { what: `“${refusal.field}”这一栏，程序还不认识`, then: '内容都还在。请更新程序，再保存一次。' }
    case 'badValue':
      return { what: valueAdvice(refusal.problem, labelAt(type, refusal.field), type && fieldAt(type, refusal.field)), then: '改好再保存，别的都还在。' }
    case 'missing':
      return { what: `还差${quoted(refusal.fields.map((name) => labelAt(type, name)))}`, then: '补上再保存。' }
    case 'rule':
      return { what: refusal.say, then: '改好再保存，别的都还在。' }
    case 'stageMoved':
      return { what: `这一件已经是“${stageLabel(type, refusal.stage)}”，这一步办不了了`, then: '您写的都留着。请打开看看现在的情况，再定怎么办。' }
    case 'stageClosed':
      return { what: `这一件${stageLabel(type, refusal.stage)}，不能直接改`, then: '您写的都留着。确实要改，请用“更正”。' }
    case 'changedMeanwhile':
      return { what: `${quoted(conflictLabels(type, refusal.conflicts))}有人先改了`, then: '两份都留着，没有丢，请您定用哪一个。' }
    default:
      return REFUSALS[refusal.code]
  }
}

type ToldWithDetails = 'unknownField' | 'badValue' | 'missing' | 'rule' | 'stageMoved' | 'stageClosed' | 'changedMeanwhile'

const REFUSALS: Readonly<Record<Exclude<RefusalCode, ToldWithDetails>, Advice>> = {
  unknownKind: { what: '这一类台账，程序还不认识', then: '内容都还在。请更新程序，再保存一次。' },
  unknownMove: { what: '现在没有这一步了', then: '您写的都留着。请打开这一件，看看能办什么。' },
  unknownOp: { what: '这一条是新版程序写的，这里还看不懂', then: '内容都还在。等县里更新以后再传。' },
  noRecord: { what: '台账里还没有这一件', then: '是您新记的，等它先传上去；不是，请找管理员看看。' },
  recordExists: { what: '台账里已经有这一件了', then: '没有记重。这一条可以不要，打开已有的那件接着写。' },
  wrongStream: { what: '这一件不归这个乡镇', then: '请看看地方选得对不对；工作调动了的，请找管理员。' },
  notAllowed: { what: '这一步不归您办', then: '您写的都留着。请转给能办的人，或者找管理员。' },
  outOfScope: { what: '这个地方不在您管的范围里', then: '您写的都留着。请看看地方选得对不对，或者找管理员。' },
  unknownPlace: { what: '选的地方不在名录里', then: '请重新选地方，别的都还在。' },
  tooLarge: { what: '这一条太长，传不上去', then: '内容都还在。请把长的内容分成几次写。' },
  badOp: { what: '这一条存坏了，读不出来', then: '请照着留下的内容重新记一条。' },
  otherContent: { what: '同一条记录，传上来的两次不一样', then: '两份都留着。请重新登录，看看台账里的对不对。' },
  seqTaken: { what: '这台手机的记录像是从别的手机拷来的', then: '内容都还在。请重新登录再保存，并告诉管理员。' },
  deviceRevoked: { what: '这台手机挂失过，这一条是挂失前没传上去的', then: '内容都还在。请看一看，是您写的就传上去。' },
}

/** One sentence about one value. */
export function valueAdvice(problem: ValueProblem, label: string, field: Field | undefined): string {
  return VALUE_PROBLEMS[problem](label, field)
}

const VALUE_PROBLEMS: Readonly<Record<ValueProblem, (label: string, field: Field | undefined) => string>> = {
  wrongKind: (label, field) => (field?.kind === 'count' || field?.kind === 'money' ? `“${label}”要填数字` : `“${label}”填得不对`),
  tooLong: (label, field) => (field?.kind === 'text' ? `“${label}”太长，最多${field.max}个字` : `“${label}”太长`),
  outOfRange: (label, field) =>
    field?.kind === 'count' && field.max !== undefined ? `“${label}”要在 0 和 ${field.max} 之间` : `“${label}”的数太大，或者比 0 小`,
  notAnOption: (label) => `“${label}”选的，现在没有这一项`,
  notADay: (label) => `“${label}”不是一个日期`,
  tooEarly: (label) => `“${label}”在2000年以前，请看看年份对不对`,
  brokenText: (label) => `“${label}”里有显示不出来的字符，请删掉重打`,
  tooManyRows: (label) => `“${label}”的行数太多，请分成两条记`,
  serverOnly: (label) => `“${label}”由系统编号，不能自己填`,
}

/** Where a record is: every record says one of these. */
export const SYNC_WORDS = { onPhone: '存在手机', uploaded: '已上传', attention: '需核对' } as const

/** Why a request could not be answered. Not found and not allowed are one, so that nobody learns what exists. */
export type ProblemCode =
  | 'wrongPassword' | 'expired' | 'tooManyTries' | 'tooLarge' | 'badRequest' | 'badFigure' | 'notFound' | 'wrongMethod' | 'retryLater' | 'wrongStream'
  | 'serverBusy' | 'serverFull' | 'broken' | 'packed' | 'outdated' | 'offline' | 'deviceRevoked' | 'accountDisabled' | 'noRole' | 'cannotReceive'
  | 'notBound' | 'needsTotp' | 'wrongTotp' | 'wrongCode' | 'weakPassword' | 'loginTaken' | 'wechatTaken' | 'tooManyWechats' | 'wechatSilent' | 'tooOften'
  | 'pictureTooLarge' | 'notAPicture' | 'pieceDamaged' | 'tooManyPictures' | 'readAgain' | 'notReady'

export const PROBLEMS: Readonly<Record<ProblemCode, string>> = {
  wrongPassword: '账号或密码不对，请再输一次。忘了密码请找管理员。',
  expired: '登录过期了，请重新登录。没传的都还在手机里，可以接着写。',
  tooManyTries: '试的次数太多，请过十五分钟再试，或者找管理员。',
  tooLarge: '一次传得太多，会自动分成几次再传，没有丢。',
  badRequest: '这个请求看不懂，可能是程序版本旧了。请更新后再试。',
  badFigure: '这个数的算法不对，没有算。请换一个指标。',
  notFound: '没有找到，或者不在您能看的范围里。需要看，请找管理员。',
  wrongMethod: '这个地址不接受这样的请求，没有记下什么。请升级程序再试。',
  retryLater: '这一条还没轮到，会自动再传，没有丢。',
  wrongStream: '这不是您所在的乡镇或县。工作调动了的，请找管理员。',
  serverBusy: '县里的服务暂时忙不过来，过一会儿会自动再试。写的都还在。',
  serverFull: '县里的服务存满了，暂时收不进新的，腾出地方后会自动再试。写的都还在，请告诉管理员。',
  broken: '县里的服务出了故障，已经记下，管理员会处理。写的都还在。',
  packed: '路上有设备把内容改装过，县里没有收。写的都还在，换个网络会自动再传。',
  outdated: '程序版本太旧，收不到新内容。没传的仍会传上去，请尽快更新。',
  offline: '现在没有信号。写的存在手机里，有信号会自动传。',
  pictureTooLarge: '这张照片太大，传不上去。写的都还在，请把这张重新拍一次或重新选一次。',
  notAPicture: '这个文件不是照片，没有收。写的都还在，请换一张照片。',
  pieceDamaged: '照片有一小段在路上传坏了，会自动再传这一段，没有丢。',
  tooManyPictures: '您还有很多照片没传完，这一张先排着队，会自动再传，没有丢。',
  deviceRevoked: '这台手机已经挂失。台账已从手机上清掉，没传的还锁在手机里。手机找回来了，重新登录就能接着用。',
  accountDisabled: '这个账号已经停用。台账已从手机上清掉，没传的还锁在手机里。要接着用，请找管理员。',
  noRole: '您现在没有授权，看不了台账。没传的会交上去，有人接着办。要接着用，请找管理员。',
  notBound: '这个微信还没有和您绑定。请向管理员要一个绑定码，输进来就能用。',
  needsTotp: '密码对了，还要验证器上的六位数字。',
  wrongTotp: '六位数字不对，或者已经用过。请等验证器换了新数字再输。',
  wrongCode: '这个码不对，或者已经用过、过期了。请看清再输一次，不行就另要一个。',
  weakPassword: '这个密码不够好，请换一个。',
  loginTaken: '这个登录名已经有人用了，请换一个。',
  wechatTaken: '这个微信已经绑在别人名下，一个微信只能一个人用。请找管理员。',
  tooManyWechats: '您名下已经绑了两个微信。要换，请管理员先解绑一个。',
  wechatSilent: '微信那边暂时没有回音，请过一会儿再试。写的都还在。',
  tooOften: '这一会儿点得太多，请过一会儿再试。写的都还在。',
  cannotReceive: '这个人现在办不了这一件，请另选一位。',
  readAgain: '报告刚才有了变化，请重新看一遍再定稿。没有定稿，写的都在。',
  notReady: '报告里还有要改或者要确认的地方，办好才能定稿。写的都在。',
}

/** A code of a newer server falls back to the one sentence that is always true. */
export function problemText(code: string): string {
  return own<string>(PROBLEMS, code) ?? PROBLEMS.serverBusy
}

export function roleLabel(role: string): string {
  return optionLabel(grant.fields.role.options, role)
}

/** 当事人 · 姓名 for a cell, as `Conflict.path` writes it (`parties/r1/name`). */
export function pathLabel(type: RecordType | undefined, path: string): string {
  const [name = '', , cell] = path.split('/')
  if (cell === undefined || type === undefined) return labelAt(type, name)
  return `${labelAt(type, name)} · ${fieldAt(type, `${name}.${cell}`)?.label ?? cell}`
}

function labelAt(type: RecordType | undefined, name: string): string {
  return type === undefined ? name : fieldLabel(type, name)
}

function stageLabel(type: RecordType | undefined, stage: string): string {
  return own(type?.stages ?? {}, stage)?.label ?? stage
}

function conflictLabels(type: RecordType | undefined, conflicts: readonly Conflict[]): readonly string[] {
  return [...new Set(conflicts.map((conflict) => pathLabel(type, conflict.path)))]
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => `“${label}”`).join('、')
}
