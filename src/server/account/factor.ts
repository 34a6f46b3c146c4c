import type { Account, AccountDeps } from '../accounts'
import { base32, newTotpSecret, stepOf, totpUri } from './totp'

/** The second factor of whoever administers, at a sign-in by password. */
export type Factor =
  /** `isNew`: by the first code of a secret that was set up just before. */
  | { readonly kind: 'passed'; readonly isNew: boolean }
  | { readonly kind: 'needed' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'setUp'; readonly secret: string; readonly uri: string }

/** Without a factor yet, and without a code: a new secret each time, so that one somebody else has seen before is worth nothing. */
export async function checkFactor(deps: AccountDeps, account: Account, code: string | undefined, now: number): Promise<Factor> {
  if (account.totp !== null) return code === undefined ? { kind: 'needed' } : useCode(deps, account, account.totp, code, now)
  if (code === undefined || account.totpPending === null) return setUp(deps, account)
  return useCode(deps, account, account.totpPending, code, now)
}

async function useCode(deps: AccountDeps, account: Account, sealed: Buffer, code: string, now: number): Promise<Factor> {
  const { sql } = deps.db
  const step = stepOf(opened(deps, account, sealed), code, now, account.totpStep)
  if (step === null) return { kind: 'wrong' }
  const isNew = account.totp === null
  // Two that bring the same code at once: one of them is late.
  const used = await sql`update account set totp = ${sealed}, totp_pending = null, totp_step = ${step}
    where login = ${account.login} and county = ${account.county} and (totp_step is null or totp_step < ${step}) and (totp is null) = ${isNew}`
  return used.count === 1 ? { kind: 'passed', isNew } : { kind: 'wrong' }
}

async function setUp(deps: AccountDeps, account: Account): Promise<Factor> {
  const secret = newTotpSecret()
  const sealed = deps.vault.sealFor(TOTP, secret.toString('base64'), totpContext(account))
  await deps.db.sql`update account set totp_pending = ${sealed} where login = ${account.login} and county = ${account.county} and totp is null`
  return { kind: 'setUp', secret: base32(secret), uri: totpUri(secret, account.login) }
}

function opened(deps: AccountDeps, account: Account, sealed: Buffer): Buffer {
  return Buffer.from(String(deps.vault.openFor(TOTP, sealed, totpContext(account))), 'base64')
}

export const TOTP = 'account/totp'

export function totpContext({ county, person }: Pick<Account, 'county' | 'person'>): string {
  return `totp|${county}|${person}`
}
