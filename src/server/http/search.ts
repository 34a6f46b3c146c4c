import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { isDay } from '../../core/period'
import { likely, merged } from '../search/likely'
import { search } from '../search/search'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { respond } from './reading'
import { RecordParams } from './wire'

const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Word = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()])
const closed = { additionalProperties: false } as const
/** What PostgreSQL cannot keep, it cannot look for. */
const Text = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\u0000]*$' })

const SearchBody = Type.Object({
  stream: Id, kind: Word, text: Text(80),
  where: Type.Record(Type.String({ maxLength: 64 }), Type.Array(Text(64), { maxItems: 60 }), { maxProperties: 12 }),
  place: orNull(Id), period: orNull(Type.Object({ from: Day, to: Day }, closed)), told: Type.Boolean(),
  after: orNull(Type.Object({ day: orNull(Day), id: Id }, closed)), limit: Type.Integer({ minimum: 1, maximum: 200 }),
}, closed)

const LikelyBody = Type.Object({
  stream: Id, kind: Word, id: orNull(Id), place: orNull(Id), type: orNull(Word), day: orNull(Day),
  names: Type.Array(Text(40), { maxItems: 10 }), text: Text(2000),
}, closed)

/** Words and names come in bodies, never in addresses: addresses are logged on the way. */
export function searchRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof SearchBody> }>('/api/search', { schema: { body: SearchBody, summary: '找台账：编号、当事人、地方、字词' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { period, after } = request.body
    if (![period?.from, period?.to, after?.day].every((day) => day === undefined || day === null || isDay(day))) return refuse(reply, 'badRequest', '开始或结束的日子不是一个日期。请重新选。')
    return respond(reply, await search(app, caller.me, request.body))
  })

  server.post<{ Body: Static<typeof LikelyBody> }>('/api/search/likely', { schema: { body: LikelyBody, summary: '可能是同一件的' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await likely(app, caller.me, request.body))
  })

  server.get<{ Params: Static<typeof RecordParams> }>('/api/merged/:stream/:id', { schema: { params: RecordParams, summary: '并入这一件的' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await merged(app, caller.me, request.params.stream, request.params.id))
  })
}
