import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { history } from '../history'
import { drill, figures, readRecord, type Read } from '../read'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { DrillBody, FiguresBody, HistoryQuery, RecordParams } from './wire'

export function readingRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof FiguresBody> }>('/api/figures', { schema: { body: FiguresBody, summary: '一屏指标' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await figures(app, caller.me, request.body))
  })

  server.post<{ Body: Static<typeof DrillBody> }>('/api/drill', { schema: { body: DrillBody, summary: '一个指标数的是哪些记录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await drill(app, caller.me, request.body))
  })

  server.get<{ Params: Static<typeof RecordParams> }>('/api/record/:stream/:id', { schema: { params: RecordParams, summary: '一条记录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await readRecord(app, caller.me, request.params.stream, request.params.id))
  })

  server.get<{ Params: Static<typeof RecordParams>; Querystring: Static<typeof HistoryQuery> }>('/api/history/:stream/:id', {
    schema: { params: RecordParams, querystring: HistoryQuery, summary: '一条记录的经过' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { params: { stream, id }, query: { before } } = request
    return respond(reply, await history(app, caller.me, stream, id, before === undefined ? null : Number(before)))
  })
}

export function respond<T>(reply: FastifyReply, read: Read<T>): FastifyReply {
  switch (read.kind) {
    case 'read':
      return reply.header('cache-control', 'no-store').send(read.answer)
    case 'notFound':
      return refuse(reply, 'notFound')
    case 'badFigure':
      return refuse(reply, 'badFigure', read.say)
  }
}
