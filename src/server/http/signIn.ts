import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { dayAt } from '../../core/period'
import { PROTOCOL_VERSION, type Session } from '../../core/protocol'
import { checkPassword } from '../accounts'
import { deviceFor, endSession, openSession, refreshSession, type Holder, type Tokens } from '../sessions'
import { callerOf, whyNobody, type App } from './context'
import { refuse } from './problems'
import { LoginBody, RefreshBody } from './wire'

const COOKIE = 'shuoshibu_refresh'

export function signInRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof LoginBody> }>('/api/login', {
    schema: { body: LoginBody, summary: '登录' },
    // Per address, and a carrier gives one to a whole county, which signs in anew after a restore. What stops guessing is the account's own lock.
    config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
  }, async (request, reply) => {
    const { login, password, device: known, client } = request.body
    const now = app.now()
    const checked = await checkPassword(app.db.sql, login, password, now)
    if (checked.kind === 'wrong') return refuse(reply, 'wrongPassword')
    if (checked.kind === 'locked') return refuse(reply, 'tooManyTries')
    const me = await app.directory.known(checked.county, checked.person, dayAt(now))
    if (me === null) return refuse(reply, (await whyNobody(app, checked, null)) === 'accountDisabled' ? 'accountDisabled' : 'notFound')
    if (me.roles.length === 0) return refuse(reply, 'noRole')
    const device = await deviceFor(app.db.sql, checked.person, known, client, now)
    const who = { person: checked.person, county: checked.county, device }
    const tokens = await openSession(app.db.sql, who, now)
    return answer(app, reply, who, tokens, client === 'h5')
  })

  server.post<{ Body: Static<typeof RefreshBody> }>('/api/refresh', {
    schema: { body: RefreshBody, summary: '续期' },
    // H5 has nothing to say: its cookie speaks.
    preValidation: (request, _reply, next) => {
      request.body ??= {}
      next()
    },
  }, async (request, reply) => {
    const cookie = request.cookies[COOKIE]
    const given = request.body.refresh ?? cookie
    const renewed = typeof given === 'string' ? await refreshSession(app.db, given, app.now()) : null
    if (renewed === null) return refuse(reply, await whyNobody(app, null, given ?? null))
    return answer(app, reply, renewed.holder, renewed.tokens, given === cookie)
  })

  server.post('/api/logout', { schema: { summary: '退出' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    await endSession(app.db.sql, caller.holder.session, app.now())
    return reply.clearCookie(COOKIE, { path: '/api' }).send({})
  })
}

/** H5 keeps its refresh token in a cookie scripts can't read; weapp seals it in its storage. */
async function answer(app: App, reply: FastifyReply, who: Omit<Holder, 'session'>, tokens: Tokens, isH5: boolean): Promise<FastifyReply> {
  const me = await app.directory.known(who.county, who.person, dayAt(app.now()))
  if (me === null) return refuse(reply, await whyNobody(app, who, null))
  const session: Session = {
    me,
    device: who.device,
    journalKey: app.vault.derive(`journal/${who.county}/${who.person}`).toString('base64'),
    access: tokens.access,
    accessExpiresAt: tokens.accessUntil,
    refresh: isH5 ? null : tokens.refresh,
    mode: app.mode,
    minProtocol: PROTOCOL_VERSION,
  }
  if (isH5) {
    const isSecure = app.mode === 'county'
    reply.setCookie(COOKIE, tokens.refresh, { httpOnly: true, sameSite: 'strict', secure: isSecure, path: '/api', maxAge: 60 * 86_400 })
  }
  return reply.header('cache-control', 'no-store').send(session)
}
