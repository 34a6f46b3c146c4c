import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { isDay } from '../../core/period'
import { dueList } from '../due/list'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { respond } from './reading'

const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const DueBody = Type.Object({
  stream: Id,
  who: Type.Union([Type.Literal('me'), Type.Literal('all')]),
  until: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  place: Type.Union([Id, Type.Null()]),
  unit: Type.Union([Id, Type.Null()]),
  key: Type.Union([Type.String({ pattern: '^[A-Za-z.]{1,40}$' }), Type.Null()]),
  offset: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  limit: Type.Integer({ minimum: 0, maximum: 200 }),
}, { additionalProperties: false })

export function dueRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof DueBody> }>('/api/due', { schema: { body: DueBody, summary: '到了日子的' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (!isDay(request.body.until)) return refuse(reply, 'badRequest', '到哪一天为止，不是一个日期。请重新选。')
    return respond(reply, await dueList(app, caller.me, request.body))
  })
}
