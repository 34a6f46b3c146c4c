import { sha256 } from '@noble/hashes/sha2.js'
import type { BindIn, PasswordIn, PhoneCodeIn, WechatIn } from '../core/accountWire'
import { base64Text, utf8Bytes } from './bytes'
import type { Entered, SignInWay } from './state'

/** What a way in says to the server. `device`: the code this phone had with whoever came that way before. */
export interface Asking {
  readonly path: string
  readonly body: PasswordIn | WechatIn | BindIn | PhoneCodeIn
}

/** `wechat`: the code WeChat gave just now; the ways of a browser need none. */
export function askingOf(way: SignInWay, device: string | null, client: 'h5' | 'weapp', wechat: string): Asking {
  switch (way.kind) {
    case 'password': {
      const { login, password, totp } = way
      return { path: '/api/login', body: { login, password, device, client, ...(totp === undefined ? {} : { totp }) } }
    }
    case 'wechat':
      return { path: '/api/login/wechat', body: { code: wechat, device } }
    case 'bind':
      return { path: '/api/login/bind', body: { code: wechat, device, binding: way.code } }
    case 'phoneCode':
      return { path: '/api/login/phone', body: { name: way.name, code: way.code, device } }
  }
}

/** Where the phone keeps the device code of a way in. A login or a name stands nowhere on a phone that nobody is signed in on. */
export function deviceKeyOf(way: SignInWay): string {
  switch (way.kind) {
    case 'password':
      return `device/${digest(`login ${way.login}`)}`
    case 'phoneCode':
      return `device/${digest(`name ${way.name}`)}`
    case 'wechat':
    case 'bind':
      return 'device/wechat'
  }
}

/** What the program remembers somebody by who has a password; null: there is none. */
export function loginOf(way: SignInWay): string | null {
  return way.kind === 'password' ? way.login : null
}

/** What somebody who came that way is told when it was no session. */
export function refusedEntry(way: SignInWay, code: string, message: string): Exclude<Entered, { readonly kind: 'in' }> {
  if (way.kind === 'wechat' && code === 'notBound') return { kind: 'notBound' }
  if (way.kind === 'password' && way.totp === undefined && code === 'needsTotp') return { kind: 'needsTotp' }
  return { kind: 'problem', problem: { code, message } }
}

function digest(text: string): string {
  return base64Text(sha256(utf8Bytes(text)).subarray(0, 16))
}
