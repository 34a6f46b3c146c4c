import { loginOf } from '../accounts'
import type { PushDeps } from '../batch'
import { endSessionsOf } from '../sessions'
import { onTrail } from '../trail'
import { freeTries } from './locks'
import { makeCode, type MadeCode } from './oneTime'
import { locksOf } from './state'

/**
 * For whoever runs the server, when nobody else can: a security officer or the only administrator who lost the authenticator. Their
 * password is chosen anew with the code, the authenticator set up anew. null: nobody has that login.
 */
export async function reopenAccount(deps: PushDeps & { readonly county: string }, login: string): Promise<MadeCode | null> {
  const { county } = deps
  return onTrail<MadeCode | null>(deps, county, async (tx) => {
    const [account] = await tx<{ person: string; login: string }[]>`
      update account set totp = null, totp_pending = null, totp_step = null where county = ${county} and login = ${loginOf(login)} returning person, login`
    if (account === undefined) return { result: null, lines: [] }
    await endSessionsOf(tx, account.person, deps.now())
    await freeTries(tx, county, locksOf(deps, account.login, ''))
    await tx`delete from account_stop where county = ${county} and person = ${account.person}`
    const code = await makeCode(tx, deps.vault, { county, person: account.person }, 'password', deps.now())
    return { result: code, lines: [{ actor: null, action: 'reopenAccount', subject: account.person, detail: {} }] }
  })
}
