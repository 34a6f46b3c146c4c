import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { SignInAnswer } from '../../core/accountWire'
import { dayAt } from '../../core/period'
import { administers, mayHavePassword } from '../../domain/accountRight'
import { createAddressTries, type AddressTries } from '../account/addressTries'
import { checkFactor } from '../account/factor'
import { lockKey, returnTry } from '../account/locks'
import { makeCode } from '../account/oneTime'
import { passwordAge } from '../account/state'
import { checkPassword, failFactor, freeLogin, PASSWORDS, type Account } from '../accounts'
import { qrSvg } from '../code/qr'
import { endSession, refreshSession } from '../sessions'
import { onTrail } from '../trail'
import { PasswordBody, RefreshBody } from './accountBodies'
import { accountRoutes } from './accounts'
import { callerOf, whyNobody, type App } from './context'
import { admitted, answer, comeIn, dropCookie, locked, noteFailure, refreshCookie, spanOf, tooManyFrom } from './entry'
import { refuse } from './problems'
import { wechatRoutes } from './wechatSignIn'

export function signInRoutes(server: FastifyInstance, app: App): void {
  const tries = createAddressTries(app.now)
  wechatRoutes(server, app, tries)
  accountRoutes(server, app, tries)

  server.post<{ Body: Static<typeof PasswordBody> }>('/api/login', { schema: { body: PasswordBody, summary: '用密码登录' } }, async (request, reply) => {
    const { login, password, totp, device, client } = request.body
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const now = app.now()
    const checked = await checkPassword(app, login, password, now)
    if (checked.kind === 'locked') return locked(app, reply, checked.until)
    if (checked.kind === 'wrong') {
      await noteFailure(app, 'password', checked.person, checked.lockedUntil)
      return refuse(reply, 'wrongPassword')
    }
    const { account } = checked
    const found = await admitted(app, account.person)
    if (found.kind === 'may' && app.mode === 'county' && administers(found.me)) {
      const refused = await secondFactor(app, request, reply, account, totp, tries)
      if (refused !== null) return refused
    }
    await freeLogin(app, login)
    tries.giveBack(request.ip)
    if (found.kind === 'no') return refuse(reply, found.why)
    // Of an earlier post of theirs.
    if (app.mode === 'county' && !(app.passwords ?? PASSWORDS).forField && !mayHavePassword(found.me)) return refuse(reply, 'wrongPassword', BY_WECHAT)
    if (app.mode === 'county' && administers(found.me) && (await passwordAge(app, account.passwordAt)) === 'old') {
      const { code, until } = await makeCode(app.db.sql, app.vault, account, 'password', now, TICKET_MS)
      return send(reply, { kind: 'newPassword', ticket: code, until })
    }
    return comeIn(app, reply, found.me, { person: account.person, way: 'password', client, device })
  })

  server.post<{ Body: Static<typeof RefreshBody> }>('/api/refresh', {
    schema: { body: RefreshBody, summary: '续期' },
    // H5 has nothing to say: its cookie speaks.
    preValidation: (request, _reply, next) => {
      request.body ??= {}
      next()
    },
  }, async (request, reply) => {
    const cookie = refreshCookie(app, request)
    const given = request.body.refresh ?? cookie
    if (typeof given !== 'string') return refuse(reply, 'expired')
    const renewed = await refreshSession(app.db, given, app.now(), async ({ county, person }) => spanOf(app, (await app.directory.known(county, person, dayAt(app.now()))) ?? { roles: [] }))
    if (renewed.kind === 'renewed') {
      server.noteSession?.(renewed.tokens.access, renewed.holder.session)
      return answer(app, reply, renewed.holder, renewed.tokens, given === cookie)
    }
    if (renewed.reused !== null) {
      const { person, device } = renewed.reused
      await onTrail(app, app.county, () => Promise.resolve({ result: undefined, lines: [{ actor: null, action: 'tokenReused', subject: person, detail: { device } }] }))
    }
    return refuse(reply, await whyNobody(app, null, given))
  })

  server.post('/api/logout', { schema: { summary: '退出' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    await endSession(app.db.sql, caller.holder.session, app.now())
    return dropCookie(app, reply).send({})
  })
}

const BY_WECHAT = '网格员、调解员、承办人不用密码登录。请用微信登录；在电脑上，用小程序“我的”里的登录码。'

/** Time to choose another password. */
const TICKET_MS = 10 * 60_000

/** null: passed. Otherwise it has answered. */
async function secondFactor(app: App, request: FastifyRequest, reply: FastifyReply, account: Account, totp: string | undefined, tries: AddressTries): Promise<FastifyReply | null> {
  const now = app.now()
  const factor = await checkFactor(app, account, totp, now)
  if (factor.kind === 'wrong') {
    await noteFailure(app, 'totp', account.person, await failFactor(app, account.login, now))
    return refuse(reply, 'wrongTotp')
  }
  if (factor.kind === 'passed') {
    const line = { actor: account.person, action: 'setUpTotp', subject: account.person, detail: {} } as const
    if (factor.isNew) await onTrail(app, app.county, () => Promise.resolve({ result: undefined, lines: [line] }))
    return null
  }
  // Right so far. Given back one by one: asking without a code between two guesses must not wipe them out.
  await returnTry(app.db.sql, app.county, lockKey(app.vault, 'login', account.login))
  tries.giveBack(request.ip)
  return factor.kind === 'needed' ? refuse(reply, 'needsTotp') : send(reply, { kind: 'setUpTotp', secret: factor.secret, uri: factor.uri, svg: qrSvg(factor.uri) })
}

function send(reply: FastifyReply, body: SignInAnswer): FastifyReply {
  return reply.header('cache-control', 'no-store').send(body)
}
