import type { Session } from './protocol'

/**
 * The ways in. Field roles have no password: WeChat says which phone it is, and an admin's one-time code once said whose. On a PC one
 * brings a code from one's own mini-program, or, as an administrator, a password and a TOTP code.
 */

/** POST /api/login. `totp` is asked of roles that administer. */
export interface PasswordIn {
  readonly login: string
  readonly password: string
  readonly totp?: string
  readonly device: string | null
  readonly client: 'h5' | 'weapp'
}

/** POST /api/login/wechat: `code` from wx.login. Not bound yet: the problem `notBound`, and the program asks for the one-time code. */
export interface WechatIn {
  readonly code: string
  readonly device: string | null
}

/** POST /api/login/bind: ties this WeChat to the person the admin made `binding` for, and signs in. */
export interface BindIn extends WechatIn {
  readonly binding: string
}

/** POST /api/login/phone: name and a code that the person's own mini-program shows. */
export interface PhoneCodeIn {
  readonly name: string
  readonly code: string
  readonly device: string | null
}

/** What a sign-in gives besides problems. */
export type SignInAnswer =
  | ({ readonly kind: 'session' } & Session)
  /** The password is right; the second factor is set up now: the next sign-in brings its first code. `uri` is otpauth:, `svg` the same for a camera. */
  | { readonly kind: 'setUpTotp'; readonly secret: string; readonly uri: string; readonly svg?: string }
  /** Both are right, but the password has served its time: another is chosen by this ticket, as by an admin's (POST /api/password). */
  | { readonly kind: 'newPassword'; readonly ticket: string; readonly until: string }

/** POST /api/password: the first password, or a new one, by an admin's one-time code. */
export interface NewPassword {
  readonly login: string
  readonly ticket: string
  readonly password: string
}

/** POST /api/password/own: one's own, while signed in; `totp` where there is an authenticator. Everywhere else one is signed out. */
export interface OwnPassword {
  readonly old: string
  readonly totp?: string
  readonly password: string
}

/** POST /api/phone-code, from the mini-program only: good for two minutes, once. */
export interface PhoneCode {
  readonly code: string
  readonly until: string
}

/** POST /api/bootstrap: the secret that the first start printed. Two people, as nobody both administers and grants. */
export interface Bootstrap {
  readonly secret: string
  readonly county: string
  readonly admin: { readonly name: string; readonly login: string }
  readonly security: { readonly name: string; readonly login: string }
}
/** One-time codes by which the two choose their passwords. */
export interface Bootstrapped {
  readonly admin: string
  readonly security: string
}

/** GET /api/account/:person: what an admin sees of how somebody signs in. Days, not hours: nobody learns when somebody was at the phone. */
export interface AccountState {
  readonly person: string
  /** null: without password. */
  readonly login: string | null
  readonly hasTotp: boolean
  readonly lockedUntil: string | null
  readonly disabled: boolean
  /** WeChats bound, at most two. */
  readonly wechats: readonly { readonly id: string; readonly since: string }[]
  readonly devices: readonly { readonly device: string; readonly client: 'h5' | 'weapp'; readonly since: string; readonly revoked: boolean }[]
}

/**
 * POST /api/account/:person with what to do; answers the new state, and for the first two the one-time code, shown once.
 * `unbind` names one of `wechats`.
 */
export type AccountAct =
  | { readonly act: 'binding' }
  | { readonly act: 'password'; readonly login: string }
  | { readonly act: 'unlock' }
  | { readonly act: 'disable' }
  | { readonly act: 'enable' }
  | { readonly act: 'dropTotp' }
  | { readonly act: 'unbind'; readonly id: string }
  | { readonly act: 'signOut' }
export interface AccountActed {
  readonly state: AccountState
  readonly code: string | null
  readonly codeUntil: string | null
}
