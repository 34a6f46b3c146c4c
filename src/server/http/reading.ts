import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { isDay } from '../../core/period'
import type { FigureQuery } from '../../core/protocol'
import { createBoards } from '../board'
import { history } from '../history'
import { drill, figures, readRecord, type Read } from '../read'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { BoardQuery } from './boardWire'
import { DrillBody, FiguresBody, HistoryQuery, RecordParams, StreamParams } from './wire'

export function readingRoutes(server: FastifyInstance, app: App): void {
  const readBoard = createBoards(app)

  server.get<{ Params: Static<typeof StreamParams>; Querystring: Static<typeof BoardQuery> }>('/api/board/:stream', {
    schema: { params: StreamParams, querystring: BoardQuery, summary: '一个看板' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { params: { stream }, query: { kind, place = null, from, to, today, shorter, mark }, headers } = request
    if (![from, to, today].every(isDay) || from > to) return refuse(reply, 'badRequest', NO_PERIOD)
    const read = await readBoard(caller.me, { stream, kind, place, period: { from, to }, today, shorter: shorter === '1', mark }, headers['if-none-match'] ?? null)
    switch (read.kind) {
      case 'unchanged':
        return reply.code(304).headers({ etag: read.tag, 'cache-control': 'no-store' }).send()
      case 'other':
        return refuse(reply, 'outdated', '这个看板的样子换了。请更新程序后再看。')
      case 'read':
        return respond(reply.header('etag', read.answer.tag), read)
      default:
        return respond(reply, read)
    }
  })

  server.post<{ Body: Static<typeof FiguresBody> }>('/api/figures', { schema: { body: FiguresBody, summary: '一屏指标' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (!request.body.queries.every(isDated)) return refuse(reply, 'badRequest', NO_PERIOD)
    return respond(reply, await figures(app, caller.me, request.body))
  })

  server.post<{ Body: Static<typeof DrillBody> }>('/api/drill', { schema: { body: DrillBody, summary: '一个指标数的是哪些记录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (!isDated(request.body.query)) return refuse(reply, 'badRequest', NO_PERIOD)
    return respond(reply, await drill(app, caller.me, request.body))
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

const NO_PERIOD = '期间不是两个日期，或者开始的比结束的晚。请重新选。'

/** The shapes of days are checked before; that there is such a day is not. */
function isDated({ period, on }: Pick<FigureQuery, 'period' | 'on'>): boolean {
  return [period.from, period.to, ...(on === undefined ? [] : [on])].every(isDay)
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
