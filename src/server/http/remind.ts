import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { RemindAllowed } from '../../core/remindWire'
import { allowOne, remindState } from '../remind/consent'
import { callerOf, type App } from './context'
import { refuse } from './problems'

const AllowedBody = Type.Object({ code: Type.String({ minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9_-]+$' }) }, { additionalProperties: false })

/** Whether the caller gets reminders in WeChat, and one more of them. */
export function remindRoutes(server: FastifyInstance, app: App): void {
  const wechat = app.wechat ?? null

  server.get('/api/remind', { schema: { summary: '微信提醒' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { county, person } = caller.me
    return reply.header('cache-control', 'no-store').send(await remindState(app.db, wechat, { county, person }))
  })

  server.post<{ Body: Static<typeof AllowedBody> }>('/api/remind', {
    schema: { body: AllowedBody, summary: '允许提醒一次' }, config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (wechat === null || wechat.template === null) return refuse(reply, 'badRequest', '县里还没有开通微信提醒。')
    const { county, person } = caller.me
    const { code }: RemindAllowed = request.body
    const state = await allowOne(app, wechat, { county, person }, code)
    return state === null ? refuse(reply, 'badRequest', '微信那边没有认出您，请再点一次。') : reply.header('cache-control', 'no-store').send(state)
  })
}
