import type { AccountAct } from '../../core/accountWire'
import { unreachable } from '../../core/assert'
import type { AuditEntry } from '../audit'
import { loginOf } from '../accounts'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { endSessionsOf } from '../sessions'
import { onTrail } from '../trail'
import { freeTries } from './locks'
import { makeCode, type MadeCode } from './oneTime'
import { locksOf, type Whose } from './state'
import { unbindWechat } from './wechats'

/** What became of an act. `nothing`: it names what is not there. */
export type Acted =
  | { readonly kind: 'done'; readonly code: MadeCode | null }
  | { readonly kind: 'loginTaken' | 'nothing' }

/** An administrator's act over somebody's account, with its line on the county's trail. Whether they may is asked before. */
export async function actOnAccount(deps: PushDeps, by: string, whose: Whose & { readonly name: string }, act: AccountAct): Promise<Acted> {
  return onTrail<Acted>(deps, whose.county, async (tx) => {
    const acted = await perform(deps, tx, whose, act)
    if (acted.kind !== 'done') return { result: acted, lines: [] }
    const line: AuditEntry = { actor: by, action: ACTIONS[act.act], subject: whose.person, detail: act.act === 'unbind' ? { wechat: act.id } : {} }
    return { result: acted, lines: [line] }
  })
}

const ACTIONS = {
  binding: 'makeBinding', password: 'makePasswordCode', unlock: 'unlockAccount', disable: 'disableAccount', enable: 'enableAccount',
  dropTotp: 'dropTotp', unbind: 'unbindWechat', signOut: 'signOutEverywhere',
} as const satisfies Readonly<Record<AccountAct['act'], AuditEntry['action']>>

const DONE: Acted = { kind: 'done', code: null }

async function perform(deps: PushDeps, tx: Sql, whose: Whose & { readonly name: string }, act: AccountAct): Promise<Acted> {
  const { county, person } = whose
  const now = deps.now()
  switch (act.act) {
    case 'binding':
      return { kind: 'done', code: await makeCode(tx, deps.vault, whose, 'binding', now) }
    case 'password':
      return (await giveLogin(tx, whose, act.login)) ? { kind: 'done', code: await makeCode(tx, deps.vault, whose, 'password', now) } : { kind: 'loginTaken' }
    case 'unlock': {
      const [account] = await tx<{ login: string }[]>`select login from account where county = ${county} and person = ${person}`
      await freeTries(tx, county, locksOf(deps, account?.login ?? null, whose.name))
      return DONE
    }
    case 'disable':
      await tx`insert into account_stop (county, person, at) values (${county}, ${person}, ${new Date(now).toISOString()}) on conflict do nothing`
      await endSessionsOf(tx, person, now)
      return DONE
    case 'enable':
      await tx`delete from account_stop where county = ${county} and person = ${person}`
      return DONE
    case 'dropTotp': {
      const dropped = await tx`update account set totp = null, totp_pending = null, totp_step = null where county = ${county} and person = ${person} and totp is not null`
      if (dropped.count === 0) return { kind: 'nothing' }
      await endSessionsOf(tx, person, now)
      return DONE
    }
    case 'unbind':
      if (!(await unbindWechat(tx, whose, act.id))) return { kind: 'nothing' }
      await endSessionsOf(tx, person, now, `wechat ${act.id}`)
      return DONE
    case 'signOut':
      await endSessionsOf(tx, person, now)
      return DONE
    default:
      return unreachable(act)
  }
}

/** The login somebody is to have: theirs already, new, or another one than before. False: it is somebody else's. */
export async function giveLogin(tx: Sql, { county, person }: Whose, text: string): Promise<boolean> {
  const login = loginOf(text)
  const [taken] = await tx<{ person: string }[]>`select person from account where login = ${login}`
  if (taken !== undefined) return taken.person === person
  const renamed = await tx`update account set login = ${login} where county = ${county} and person = ${person}`
  if (renamed.count > 0) return true
  const made = await tx`insert into account (login, person, county) values (${login}, ${person}, ${county}) on conflict do nothing`
  return made.count === 1
}
