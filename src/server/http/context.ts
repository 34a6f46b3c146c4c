import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayAt } from '../../core/period'
import type { Me } from '../../core/protocol'
import type { Passwords } from '../accounts'
import type { PushDeps } from '../batch'
import type { Directory } from '../me'
import type { Poker } from '../poke'
import type { Health } from '../operation/health'
import type { Metrics } from '../operation/metrics'
import type { Sql } from '../sql'
import { holderOf, whyEnded, type Holder, type WhyEnded } from '../sessions'
import type { Wechat } from '../wechat/wechat'
import type { Limits } from './limits'
import { bearerOf } from './bearer'
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
  /** Folder of the daily anchors of the trail; absent where the server has no folder of its own (tests). */
  readonly anchors?: string
  /** Absent: the county has not set reminders up. */
  readonly wechat?: Wechat
  /** Absent: nobody measures. */
  readonly metrics?: Metrics
  /** Absent: nobody asks how the database is. */
  readonly health?: Health
  /** Absent: one process on two cores. */
  readonly limits?: Limits
  /** Only tests have others. */
  readonly passwords?: Passwords
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

/**
 * Who calls: the one place where a token becomes a person. Answers itself and returns null when it is nobody, and when the person
 * holds no role any more; `known` lets in even those, to hand in what they have.
 */
export async function callerOf(app: App, request: FastifyRequest, reply: FastifyReply, who: 'granted' | 'known' = 'granted'): Promise<Caller | null> {
  const token = bearerOf(request)
  const holder = token === null ? null : await holderOf(app.db.sql, token, app.now())
  const me = holder === null ? null : await app.directory.known(holder.county, holder.person, dayAt(app.now()))
  if (holder === null || me === null) {
    refuse(reply, await whyNobody(app, holder, token))
    return null
  }
  request.session = holder.session
  request.reader = { person: me.person, county: me.county, device: holder.device }
  if (who === 'granted' && me.roles.length === 0) {
    refuse(reply, 'noRole')
    return null
  }
  return { holder, me }
}

/** For routes that take megabytes: nobody sends them who is not known, or a stranger could fill the memory. */
export function onlyCallers(app: App) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => ((await callerOf(app, request, reply)) === null ? reply : undefined)
}

/** Reading a large one takes seconds in which nobody else is answered: no person brings them faster than they can be looked at. */
export const FILES_PER_MINUTE = { rateLimit: { max: 20, timeWindow: '1 minute' } } as const

/** Of a token that gives no person: why, as far as its phone must know it. Lost phones and disabled accounts clear themselves. */
export async function whyNobody(app: App, holder: Pick<Holder, 'person' | 'county'> | null, token: string | null): Promise<WhyEnded> {
  const { sql } = app.db
  if (holder !== null) return (await isDisabled(sql, holder)) ? 'accountDisabled' : 'expired'
  return token === null ? 'expired' : whyEnded(sql, token)
}

/** 停用: the person's record is there, and withdrawn. */
async function isDisabled(sql: Sql, { person, county }: Pick<Holder, 'person' | 'county'>): Promise<boolean> {
  const [row] = await sql<{ stage: string }[]>`select stage from person_version where stream = ${county} and record = ${person} and until is null`
  return row?.stage === 'withdrawn'
}
