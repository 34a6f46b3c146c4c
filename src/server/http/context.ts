import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayAt } from '../../core/period'
import type { Me } from '../../core/protocol'
import type { PushDeps } from '../batch'
import type { Directory } from '../me'
import type { Poker } from '../poke'
import { holderOf, type Holder } from '../sessions'
import { refuse } from './problems'

/** What routes work with; made once in main.ts. */
export interface App extends PushDeps {
  readonly directory: Directory
  readonly poker: Poker
  readonly mode: 'demo' | 'county'
  /** The county this installation serves. */
  readonly county: string
  /** Folder of the built H5 program; null when the server runs without it (tests). */
  readonly h5Folder: string | null
  readonly demoAccounts: readonly DemoAccount[]
  readonly log: (line: Readonly<Record<string, string | number | boolean>>) => void
}

/** Shown on the sign-in page of the demo, and nowhere else. */
export interface DemoAccount {
  readonly login: string
  readonly password: string
  readonly label: string
}

export interface Caller {
  readonly holder: Holder
  readonly me: Me
}

/** Who calls: the one place where a token becomes a person. Answers 401 itself and returns null when it is nobody. */
export async function callerOf(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  const holder = scheme === 'Bearer' && token !== undefined ? await holderOf(app.db.sql, token, app.now()) : null
  const me = holder === null ? null : await app.directory.me(holder.county, holder.person, dayAt(app.now()))
  if (holder === null || me === null) {
    refuse(reply, 'expired')
    return null
  }
  return { holder, me }
}
