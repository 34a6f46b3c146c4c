import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { isDay } from '../../core/period'
import { corrections } from '../report/corrections'
import { freeze } from '../report/freeze'
import { frozenFile, frozenReport } from '../report/frozen'
import { callerOf, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { respond } from './reading'
import { FreezeBody, FrozenFileParams, RecordParams, StreamParams } from './wire'

/** 定稿: issued, read and taken away as it was issued, and what would be counted otherwise since. Nothing changes or deletes one. */
export function frozenRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.post<{ Params: Static<typeof StreamParams>; Body: Static<typeof FreezeBody> }>('/api/frozen/:stream', {
    schema: { params: StreamParams, body: FreezeBody, summary: '定稿' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { until } = request.body
    if (until !== null && !isDay(until)) return refuse(reply, 'badRequest', '截至日期不是一个日子，请改一下。')
    const frozen = await freeze(app, caller.me, request.params.stream, request.body)
    switch (frozen.kind) {
      case 'frozen':
        return reply.header('cache-control', 'no-store').send(frozen.head)
      case 'notFound':
        return refuse(reply, 'notFound')
      case 'readAgain':
      case 'notReady':
        return refuse(reply, frozen.kind, frozen.say)
    }
  })

  server.get<{ Params: Static<typeof RecordParams> }>('/api/frozen/:stream/:id', { schema: { params: RecordParams, summary: '一份定稿，和发出时一样' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await frozenReport(app, caller.me, request.params.stream, request.params.id))
  })

  server.get<{ Params: Static<typeof RecordParams> }>('/api/frozen/:stream/:id/corrections', { schema: { params: RecordParams, summary: '定稿以后的更正' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await corrections(app, caller.me, request.params.stream, request.params.id))
  })

  server.post<{ Params: Static<typeof FrozenFileParams> }>('/api/frozen/:stream/:id/link/:copy', {
    schema: { params: FrozenFileParams, summary: '取定稿文件的一次性下载地址' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { stream, id, copy } = request.params
    const file = await frozenFile(app, caller.me, stream, id, copy)
    return file.kind === 'read' ? reply.send(downloads.offer({ ...file.answer, type: 'docx' })) : respond(reply, file)
  })
}
