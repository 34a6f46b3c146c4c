import type { AccountAct, AccountActed, AccountState, Bootstrap, Bootstrapped, NewPassword, OwnPassword, PhoneCode } from '../core/accountWire'
import type { Problem } from '../core/protocol'
import type { Client } from './client'
import { handoversOf } from './handovers'
import { isProblem } from './online'

/** How one person signs in, for who administers. Each answers, or says in Chinese why not. */
export interface AccountDoor {
  state(): Promise<AccountState | Problem>
  /** A code in the answer is told this once. */
  act(act: AccountAct): Promise<AccountActed | Problem>
  /** 挂失 one of the person's devices. */
  revoke(device: string): Promise<Problem | null>
}

export function accountDoor(client: Client, person: string): AccountDoor {
  const path = `/api/account/${person}`
  return {
    state: () => client.online.get(path),
    act: (act) => client.online.post(path, act),
    revoke: (device) => handoversOf(client).revoke(device),
  }
}

/** A code by which this phone's person comes in on a PC. */
export function phoneCode({ online }: Client): Promise<PhoneCode | Problem> {
  return online.post('/api/phone-code', {})
}

/** Null: it is set; one signs in with it then. */
export async function choosePassword({ online }: Client, asked: NewPassword): Promise<Problem | null> {
  const answer = await online.post<object>('/api/password', asked)
  return isProblem(answer) ? answer : null
}

/** Null: it is changed, and one stays signed in here. */
export async function changePassword({ online }: Client, asked: OwnPassword): Promise<Problem | null> {
  const answer = await online.post<object>('/api/password/own', asked)
  return isProblem(answer) ? answer : null
}

/** The first two who administer, by the secret the server printed at its first start. */
export function bootstrap({ online }: Client, asked: Bootstrap): Promise<Bootstrapped | Problem> {
  return online.post('/api/bootstrap', asked)
}
