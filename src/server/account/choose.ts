import type { NewPassword } from '../../core/accountWire'
import { accountOf, schemeOf } from '../accounts'
import type { PushDeps } from '../batch'
import { endSessionsOf } from '../sessions'
import { onTrail } from '../trail'
import { failTry, freeTries, lockKey, takeTry } from './locks'
import { ownerOfCode, spendCode } from './oneTime'
import { checkHash, hashPassword } from './password'
import { passwordFault } from './passwordRules'

/** What became of choosing a password by a one-time code. `weak` leaves the code good, for another try. */
export type Chosen =
  | { readonly kind: 'chosen' }
  | { readonly kind: 'locked'; readonly until: string }
  | { readonly kind: 'wrong'; readonly person: string | null; readonly lockedUntil: string | null }
  | { readonly kind: 'weak'; readonly say: string }

export async function choosePassword(deps: PushDeps & { readonly county: string; readonly mode: 'demo' | 'county' }, { login, ticket, password }: NewPassword): Promise<Chosen> {
  const { county, vault, db: { sql } } = deps
  const now = deps.now()
  const key = lockKey(vault, 'ticket', login)
  const tried = await takeTry(sql, county, key, now)
  if (tried.kind === 'locked') return tried
  const account = await accountOf(sql, county, login)
  const owner = await ownerOfCode(sql, vault, county, 'password', ticket, now)
  if (account === null || owner !== account.person) return { kind: 'wrong', person: account?.person ?? null, lockedUntil: await failTry(sql, county, key, now) }
  await freeTries(sql, county, [key])
  const scheme = schemeOf(vault)
  const fault = passwordFault(password, account.login)
  if (fault !== null) return { kind: 'weak', say: fault }
  if (account.password !== null && (await checkHash(password, account.password, deps.mode, scheme)) !== 'wrong') return { kind: 'weak', say: '这就是现在的密码，请换一个新的。' }
  const hash = await hashPassword(password, scheme)
  return onTrail<Chosen>(deps, county, async (tx, at) => {
    // Of two that bring the same code, one finds it gone.
    if (!(await spendCode(tx, vault, county, 'password', ticket))) return { result: { kind: 'wrong', person: owner, lockedUntil: null }, lines: [] }
    await tx`update account set password = ${hash}, password_at = ${at} where county = ${county} and person = ${owner}`
    await endSessionsOf(tx, owner, now)
    await freeTries(tx, county, [lockKey(vault, 'login', login)])
    return { result: { kind: 'chosen' }, lines: [{ actor: owner, action: 'choosePassword', subject: owner, detail: {} }] }
  })
}
