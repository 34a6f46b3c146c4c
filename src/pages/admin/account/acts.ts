import type { AccountAct, AccountState } from '../../../core/accountWire'

/** One thing an administrator can do to how somebody signs in, and what to read before doing it. */
export interface Deed {
  readonly act: AccountAct
  readonly title: string
  /** What follows from it. */
  readonly says: string
  readonly yes: string
}

/** 绑微信: any person may; two at most, so a third first needs one of them untied. */
export function bindingDeed({ wechats }: AccountState): Deed {
  const full = wechats.length >= MOST_WECHATS ? '已经绑了两个微信，新的绑上以前要先解绑一个。' : ''
  return {
    act: { act: 'binding' }, title: '给绑定码', yes: '给一个码',
    says: `${full}本人在自己手机上打开说事簿，点“微信登录”，输入这个码，以后就不用再登录。码一天内有效，只能用一次；再给一个，前一个就作废。请当面或打电话给本人，不要发到群里。`,
  }
}
export const MOST_WECHATS = 2

export function passwordDeed({ login }: AccountState, typed: string): Deed {
  return {
    act: { act: 'password', login: login ?? typed.trim() }, title: login === null ? '开账号密码' : '重设密码', yes: '给一个码',
    says: `本人在电脑上打开登录页，点“用管理员给的码设密码”，输入账号、这个码和自己选的新密码。${login === null ? '只有要在电脑上办公的人才开；网格员、调解员用微信就够了。' : '设好以前，旧密码照样能用。'}`,
  }
}

/** What fits the present state, in the order of use; untying and 挂失 stand with their rows. */
export function deedsOf({ login, hasTotp, lockedUntil, disabled }: AccountState): readonly Deed[] {
  const locked: Deed = { act: { act: 'unlock' }, title: '解开锁定', yes: '解开', says: '密码输错太多次被锁住了。确认是本人在试，再解开；不是本人，请改为重设密码。' }
  const totp: Deed = { act: { act: 'dropTotp' }, title: '重置验证器', yes: '重置', says: '换了手机、验证器丢了才用。重置以后，本人下次登录会再绑一个新的。请先核对是本人。' }
  const out: Deed = { act: { act: 'signOut' }, title: '全部退出', yes: '全部退出', says: '手机上和电脑上都马上退出，要重新登录。没传的还锁在手机里，不会丢。' }
  const off: Deed = { act: { act: 'disable' }, title: '停用', yes: '停用', says: '马上退出，再也登不进来；手机再联网时台账会清掉，没传的锁在手机里。记录、经手的事都不变。人调走了，还要请安全管理员收回授权。' }
  const on: Deed = { act: { act: 'enable' }, title: '重新启用', yes: '启用', says: '本人可以照原来的方式登录。' }
  return [...(lockedUntil === null ? [] : [locked]), ...(login !== null && hasTotp ? [totp] : []), out, disabled ? on : off]
}

export function unbindDeed(id: string): Deed {
  return { act: { act: 'unbind', id }, title: '解绑这个微信', yes: '解绑', says: '这个微信以后登不进来，正在用的马上退出。没传的还锁在手机里，重新绑上接着传。' }
}

/** Lines of what there is. */
export function stateWords({ login, hasTotp, disabled, lockedUntil, wechats }: AccountState): readonly (readonly [string, string])[] {
  return [
    ['微信', wechats.length === 0 ? '还没有绑' : `绑了 ${wechats.length} 个`],
    ['账号密码', login === null ? '没有开' : login],
    ...(login === null ? [] : [['验证器', hasTotp ? '绑了' : '还没有绑'] as const]),
    ['停用没有', disabled ? '停用了' : lockedUntil !== null ? '密码输错太多，锁住了' : '没有'],
  ]
}
