import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { PhoneCode } from '../../core/accountWire'
import { dayAt } from '../../core/period'
import type { AddressTries } from '../account/addressTries'
import { failTry, freeTries, lockKey, takeTry } from '../account/locks'
import { ownerOfCode, spendCode } from '../account/oneTime'
import { dropPhoneCodes, makePhoneCode, spendPhoneCode } from '../account/phoneCode'
import { bindWechat, ownerOfWechat, type Binding } from '../account/wechats'
import { onTrail } from '../trail'
import { BindBody, PhoneCodeBody, WechatBody } from './accountBodies'
import { callerOf, type App } from './context'
import { admitted, comeIn, locked, noteFailure, tooManyFrom } from './entry'
import { refuse } from './problems'

/** Ways in without a password: WeChat knows the phone; the phone vouches for a browser. */
export function wechatRoutes(server: FastifyInstance, app: App, tries: AddressTries): void {
  const { county } = app

  server.post<{ Body: Static<typeof WechatBody> }>('/api/login/wechat', { schema: { body: WechatBody, summary: '用微信登录' } }, async (request, reply) => {
    // Only what WeChat knows nothing of counts: a whole county's phones may come at once from one address.
    if (tries.waits(request.ip)) return tooManyFrom(reply)
    const openid = await openidOf(app, reply, request.body.code, () => tries.take(request.ip))
    if (openid === null) return reply
    const owner = await ownerOfWechat(app.db.sql, app.vault, county, openid)
    if (owner === null) return refuse(reply, 'notBound')
    const found = await admitted(app, owner.person)
    if (found.kind === 'no') return refuse(reply, found.why)
    return comeIn(app, reply, found.me, { person: owner.person, way: `wechat ${owner.id}`, client: 'weapp', device: request.body.device })
  })

  server.post<{ Body: Static<typeof BindBody> }>('/api/login/bind', { schema: { body: BindBody, summary: '用绑定码绑定微信' } }, async (request, reply) => {
    const { code, binding, device } = request.body
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const openid = await openidOf(app, reply, code, () => undefined)
    if (openid === null) return reply
    const person = await ownerOfCode(app.db.sql, app.vault, county, 'binding', binding, app.now())
    if (person === null) {
      await noteFailure(app, 'binding', null, null)
      return refuse(reply, 'wrongCode')
    }
    tries.giveBack(request.ip)
    const found = await admitted(app, person)
    if (found.kind === 'no') return refuse(reply, found.why)
    const bound = await bind(app, person, openid, binding)
    if (bound === null) return refuse(reply, 'wrongCode')
    if (bound.kind !== 'bound') return refuse(reply, bound.kind === 'taken' ? 'wechatTaken' : 'tooManyWechats')
    return comeIn(app, reply, found.me, { person, way: `wechat ${bound.id}`, client: 'weapp', device })
  })

  server.post('/api/phone-code', { schema: { summary: '在电脑上登录用的一次性码' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const [device] = await app.db.sql<{ client: string }[]>`select client from device where device = ${caller.holder.device}`
    if (device?.client !== 'weapp') return refuse(reply, 'notFound')
    const code: PhoneCode | null = await makePhoneCode(app.db, app.vault, caller.holder, app.now())
    return code === null ? refuse(reply.header('retry-after', '60'), 'tooOften') : reply.header('cache-control', 'no-store').send(code)
  })

  server.post<{ Body: Static<typeof PhoneCodeBody> }>('/api/login/phone', { schema: { body: PhoneCodeBody, summary: '用姓名和手机上的码登录' } }, async (request, reply) => {
    const { name, code, device } = request.body
    if (!tries.take(request.ip)) return tooManyFrom(reply)
    const [now, { sql }] = [app.now(), app.db]
    const key = lockKey(app.vault, 'name', name)
    const tried = await takeTry(sql, county, key, now)
    if (tried.kind === 'locked') return locked(app, reply, tried.until)
    const called = name.normalize('NFKC').trim()
    const people = (await app.directory.all(county, dayAt(now))).filter((me) => me.name.normalize('NFKC').trim() === called).map(({ person }) => person)
    const person = await spendPhoneCode(sql, app.vault, county, people, code.replace(/\D/g, ''), now)
    if (person === null) {
      const until = await failTry(sql, county, key, now)
      if (until !== null) await dropPhoneCodes(sql, county, people)
      await noteFailure(app, 'phone', people.length === 1 ? (people[0] ?? null) : null, until)
      return refuse(reply, 'wrongCode')
    }
    await freeTries(sql, county, [key])
    tries.giveBack(request.ip)
    const found = await admitted(app, person)
    if (found.kind === 'no') return refuse(reply, found.why)
    return comeIn(app, reply, found.me, { person, way: 'phone', client: 'h5', device })
  })
}

/** The code is good and the WeChat free, or nothing has happened; null: somebody else was faster with the code. */
async function bind(app: App, person: string, openid: string, binding: string): Promise<Binding | null> {
  const { county, vault } = app
  return onTrail<Binding | null>(app, county, async (tx, at) => {
    const owner = await ownerOfCode(tx, vault, county, 'binding', binding, app.now())
    if (owner !== person) return { result: null, lines: [] }
    const bound = await bindWechat(tx, vault, { county, person }, openid, at)
    if (bound.kind === 'tooMany') return { result: bound, lines: [] }
    if (bound.kind === 'taken') return { result: bound, lines: [{ actor: null, action: 'wechatOnTwo', subject: person, detail: { other: bound.by } }] }
    await spendCode(tx, vault, county, 'binding', binding)
    return { result: bound, lines: [{ actor: person, action: 'bindWechat', subject: person, detail: { wechat: bound.id, isNew: bound.isNew } }] }
  })
}

/** null: it has answered. */
async function openidOf(app: App, reply: FastifyReply, code: string, onBad: () => unknown): Promise<string | null> {
  const { wechat } = app
  if (wechat === undefined) {
    refuse(reply, 'badRequest', '县里还没有开通微信登录，请用别的方式登录，或者找管理员。')
    return null
  }
  const who = await wechat.whoIs(code)
  switch (who.kind) {
    case 'known':
      return who.openid
    case 'badCode':
      onBad()
      refuse(reply, 'wrongCode', '微信没有认出这一次登录，请再点一次。')
      return null
    case 'risky':
      refuse(reply, 'wrongCode', '微信说这个微信号有风险，没有让登录。请先在微信里按提示处理，再来登录。')
      return null
    case 'silent':
      refuse(reply, 'wechatSilent')
      return null
    case 'wrong':
      app.log({ level: 'error', wechat: 'log-in settings', code: who.code })
      refuse(reply, 'wechatSilent')
      return null
  }
}
