import type { NewPassword, OwnPassword } from '../../core/accountWire'
import { accountOf, checkPassword, failFactor, freeLogin, PASSWORDS, schemeOf, type AccountDeps } from '../accounts'
import type { PushDeps } from '../batch'
import { endSessionsOf, type Holder } from '../sessions'
import { onTrail } from '../trail'
import { checkFactor } from './factor'
import { failTry, freeTries, lockKey, returnTry, takeTry } from './locks'
import { ownerOfCode, spendCode } from './oneTime'
import { checkHash, hashPassword } from './password'
import { passwordFault } from './passwordRules'

/** What became of choosing a password by a one-time code. `weak` leaves the code good, for another try. */
export type Chosen =
  | { readonly kind: 'chosen' }
  | { readonly kind: 'locked'; readonly until: string }
  | { readonly kind: 'wrong'; readonly person: string | null; readonly lockedUntil: string | null }
  | { readonly kind: 'weak'; readonly say: string }

type Deps = PushDeps & AccountDeps

export async function choosePassword(deps: Deps, { login, ticket, password }: NewPassword): Promise<Chosen> {
  const { county, vault, db: { sql } } = deps
  const now = deps.now()
  const key = lockKey(vault, 'ticket', login)
  const tried = await takeTry(sql, county, key, now)
  if (tried.kind === 'locked') return tried
  const account = await accountOf(sql, county, login)
  const owner = await ownerOfCode(sql, vault, county, 'password', ticket, now)
  if (account === null || owner !== account.person) return { kind: 'wrong', person: account?.person ?? null, lockedUntil: await failTry(sql, county, key, now) }
  await freeTries(sql, county, [key])
  const { cost } = deps.passwords ?? PASSWORDS
  const scheme = schemeOf(vault)
  const fault = passwordFault(password, account.login)
  if (fault !== null) return { kind: 'weak', say: fault }
  if (account.password !== null && (await checkHash(password, account.password, deps.mode, scheme, cost)) !== 'wrong') return { kind: 'weak', say: SAME }
  const hash = await hashPassword(password, scheme, cost)
  return onTrail<Chosen>(deps, county, async (tx, at) => {
    // Of two that bring the same code, one finds it gone.
    if (!(await spendCode(tx, vault, county, 'password', ticket))) return { result: { kind: 'wrong', person: owner, lockedUntil: null }, lines: [] }
    await tx`update account set password = ${hash}, password_at = ${at} where county = ${county} and person = ${owner}`
    await endSessionsOf(tx, owner, now)
    await freeTries(tx, county, [lockKey(vault, 'login', login)])
    return { result: { kind: 'chosen' }, lines: [{ actor: owner, action: 'choosePassword', subject: owner, detail: {} }] }
  })
}

/** What became of changing one's own. `none`: there is none to change. */
export type Changed =
  | Exclude<Chosen, { readonly kind: 'wrong' }>
  | { readonly kind: 'wrong'; readonly half: 'password' | 'totp'; readonly lockedUntil: string | null }
  | { readonly kind: 'needsTotp' }
  | { readonly kind: 'none' }

/** The old one is judged as at a sign-in, and counts with those. Whoever stole a session has neither half. */
export async function changePassword(deps: Deps, { person, session }: Holder, { old, totp, password }: OwnPassword): Promise<Changed> {
  const { county, vault, db: { sql } } = deps
  const now = deps.now()
  const [held] = await sql<{ login: string }[]>`select login from account where county = ${county} and person = ${person} and password is not null`
  if (held === undefined) return { kind: 'none' }
  // First, as a code of the authenticator serves once.
  const fault = passwordFault(password, held.login) ?? (password.normalize('NFKC') === old.normalize('NFKC') ? SAME : null)
  if (fault !== null) return { kind: 'weak', say: fault }
  const checked = await checkPassword(deps, held.login, old, now)
  if (checked.kind === 'locked') return checked
  if (checked.kind === 'wrong') return { kind: 'wrong', half: 'password', lockedUntil: checked.lockedUntil }
  const { account } = checked
  const factor = account.totp === null ? PASSED : await checkFactor(deps, account, totp, now)
  if (factor.kind === 'needed') {
    await returnTry(sql, county, lockKey(vault, 'login', held.login))
    return { kind: 'needsTotp' }
  }
  if (factor.kind !== 'passed') return { kind: 'wrong', half: 'totp', lockedUntil: await failFactor(deps, held.login, now) }
  await freeLogin(deps, held.login)
  const hash = await hashPassword(password, schemeOf(vault), (deps.passwords ?? PASSWORDS).cost)
  return onTrail<Changed>(deps, county, async (tx, at) => {
    await tx`update account set password = ${hash}, password_at = ${at} where county = ${county} and person = ${person}`
    await endSessionsOf(tx, person, now, null, session)
    return { result: { kind: 'chosen' }, lines: [{ actor: person, action: 'choosePassword', subject: person, detail: {} }] }
  })
}

const PASSED = { kind: 'passed' } as const
const SAME = '这就是现在的密码，请换一个新的。'
