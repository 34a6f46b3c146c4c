import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { AccountActed } from '../../core/accountWire'
import { dayAt } from '../../core/period'
import type { Me } from '../../core/protocol'
import { mayHavePassword, mayKeepAccount, mayOpenWayIn } from '../../domain/accountRight'
import { PROBLEMS } from '../../domain/words'
import { actOnAccount } from '../account/acts'
import type { AddressTries } from '../account/addressTries'
import { changePassword, choosePassword, type Changed } from '../account/choose'
import { foundCounty } from '../account/founding'
import { accountState, hasWayIn } from '../account/state'
import { ActBody, BootstrapBody, NewPasswordBody, OwnPasswordBody, PersonParams } from './accountBodies'
import { callerOf, type App, type Caller } from './context'
import { locked, noteFailure, tooManyFrom } from './entry'
import { refuse } from './problems'

/** Choosing a password, beginning a county, and how an administrator keeps other people's accounts. */
export function accountRoutes(server: FastifyInstance, app: App, tries: AddressTries): void {
  server.post<{ Body: Static<typeof NewPasswordBody> }>('/api/password', { schema: { body: NewPasswordBody, summary: '用一次性码设密码' } }, async (request, reply) => {
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const chosen = await choosePassword(app, request.body)
    if (chosen.kind === 'locked') return locked(app, reply, chosen.until)
    if (chosen.kind === 'wrong') {
      await noteFailure(app, 'ticket', chosen.person, chosen.lockedUntil)
      return refuse(reply, 'wrongCode')
    }
    tries.giveBack(request.ip)
    return chosen.kind === 'weak' ? refuse(reply, 'weakPassword', chosen.say) : reply.send({})
  })

  server.post<{ Body: Static<typeof OwnPasswordBody> }>('/api/password/own', { schema: { body: OwnPasswordBody, summary: '换自己的密码' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (app.mode === 'demo') return refuse(reply, 'badRequest', '演示里的密码是公开的，不能改。')
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const changed = await changePassword(app, caller.holder, request.body)
    if (changed.kind === 'locked') return locked(app, reply, changed.until)
    if (changed.kind === 'wrong') await noteFailure(app, changed.half, caller.me.person, changed.lockedUntil)
    else tries.giveBack(request.ip)
    if (changed.kind === 'chosen') return reply.send({})
    // Never 401: who asks is signed in, and stays so.
    return changed.kind === 'weak' ? refuse(reply, 'weakPassword', changed.say) : refuse(reply, 'badRequest', unchanged(changed))
  })

  server.post<{ Body: Static<typeof BootstrapBody> }>('/api/bootstrap', { schema: { body: BootstrapBody, summary: '用一次性口令开通这个县' } }, async (request, reply) => {
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const { admin, security } = request.body
    if (admin.login.toLowerCase() === security.login.toLowerCase()) return refuse(reply, 'badRequest', '两个人要用两个登录名。')
    const founded = app.mode === 'county' ? await foundCounty(app, request.body) : null
    if (founded === null) {
      await noteFailure(app, 'bootstrap', null, null)
      return refuse(reply, 'wrongCode')
    }
    tries.giveBack(request.ip)
    return reply.header('cache-control', 'no-store').send(founded)
  })

  server.get<{ Params: Static<typeof PersonParams> }>('/api/account/:person', { schema: { params: PersonParams, summary: '一个人怎么登录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const kept = await keptBy(app, caller, request.params.person)
    if (kept === null) return refuse(reply, 'notFound')
    return unkept(reply).send(await accountState(app, kept, kept.name))
  })

  server.post<{ Params: Static<typeof PersonParams>; Body: Static<typeof ActBody> }>('/api/account/:person', {
    schema: { params: PersonParams, body: ActBody, summary: '给一个人绑定、设密码、解锁、停用 …' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const act = request.body
    const whose = await keptBy(app, caller, request.params.person)
    if (whose === null) return refuse(reply, 'notFound')
    const { places } = await app.configs.current(app.db.sql, app.county)
    const opens = act.act === 'binding' || act.act === 'password' || act.act === 'dropTotp'
    if (opens && !mayOpenWayIn(caller.me, places, whose, await hasWayIn(app.db.sql, whose))) return refuse(reply, 'notFound', BESIDE)
    if (act.act === 'password' && !mayHavePassword(whose)) return refuse(reply, 'badRequest', '网格员、调解员、承办人用微信登录，不设密码。请给这个人做一个绑定码。')
    const acted = await actOnAccount(app, caller.me.person, whose, act)
    if (acted.kind !== 'done') return refuse(reply, acted.kind === 'nothing' ? 'notFound' : 'loginTaken')
    const answer: AccountActed = { state: await accountState(app, whose, whose.name), code: acted.code?.code ?? null, codeUntil: acted.code?.until ?? null }
    return unkept(reply).send(answer)
  })
}

function unchanged(changed: Extract<Changed, { kind: 'wrong' | 'needsTotp' | 'none' }>): string {
  if (changed.kind === 'none') return '您没有密码，用微信登录，不用换。'
  if (changed.kind === 'needsTotp') return '还要验证器上的六位数字。'
  return changed.half === 'totp' ? PROBLEMS.wrongTotp : '原来的密码不对，请再输一次。忘了就请管理员给一个一次性码。'
}

const BESIDE = '安全管理员、审计员的登录，管理员只能帮着设第一次。以后要重设，请运行服务器的人按说明办（docs/accounts.md）。'

/** Whoever of the county the caller keeps the account of; somebody whose record is withdrawn too, to see what is left. null: nobody of theirs. */
async function keptBy(app: App, { me }: Caller, person: string): Promise<Me | null> {
  const { places } = await app.configs.current(app.db.sql, app.county)
  const whose = (await app.directory.known(app.county, person, dayAt(app.now()))) ?? (await withdrawn(app, person))
  return whose !== null && mayKeepAccount(me, places, whose) ? whose : null
}

async function withdrawn(app: App, person: string): Promise<Me | null> {
  const [row] = await app.db.sql<{ stage: string }[]>`select stage from person_version where stream = ${app.county} and record = ${person} and until is null`
  return row === undefined ? null : { person, name: '', county: app.county, grants: [], roles: [], unit: null }
}

function unkept(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
