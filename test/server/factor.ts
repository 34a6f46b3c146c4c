import type { PushDeps } from '../../src/server/batch'
import { stepAt, totpAt } from '../../src/server/account/totp'

const SECRET = Buffer.from('an authenticator for tests')

/** An authenticator that is set up for whoever has the login, with a code that is good now: tests sign in again and again in one moment. */
export async function codeFor({ db, vault, now }: PushDeps, login: string): Promise<string> {
  const [account] = await db.sql<{ county: string; person: string }[]>`select county, person from account where login = ${login}`
  const sealed = vault.sealFor('account/totp', SECRET.toString('base64'), `totp|${account?.county ?? ''}|${account?.person ?? ''}`)
  await db.sql`update account set totp = ${sealed}, totp_step = null where login = ${login}`
  return totpAt(SECRET, stepAt(now()))
}
