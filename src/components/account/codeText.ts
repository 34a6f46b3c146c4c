/** One-time codes and secrets as people read them to each other. */

/** KX7M2-QR9TW → K X 7 M 2，Q R 9 T W: every sign by itself, for those who hear the page. */
export function readAloud(code: string): string {
  return code.split('-').map((part) => [...part].join(' ')).join('，')
}

/** In groups of four, as authenticators ask for it. */
export function inFours(secret: string): readonly string[] {
  return secret.match(/.{1,4}/g) ?? []
}

/** What is left until that moment: 1 分 05 秒; null: nothing. Milliseconds. */
export function timeLeft(until: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(until) - now) / 1000)
  if (!(seconds > 0)) return null
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return minutes === 0 ? `${rest} 秒` : `${minutes} 分 ${String(rest).padStart(2, '0')} 秒`
}

/** Enough was typed to be a code; the server knows the rest. */
export function isCodeLike(text: string, least: number): boolean {
  return text.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '').length >= least
}

/** Letters and digits of a binding or password code. */
export const ONE_TIME = 10
export const PHONE_CODE = 8
export const TOTP = 6
