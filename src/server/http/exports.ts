import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { exportTable } from '../exports/exportTable'
import { callerOf, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { ExportBody, StreamParams } from './wire'

export function exportRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.post<{ Params: Static<typeof StreamParams>; Body: Static<typeof ExportBody> }>('/api/export/:stream', {
    schema: { params: StreamParams, body: ExportBody, summary: '导出一张表，取一次性的下载地址' },
    config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const exported = await exportTable(app, caller.me, request.params.stream, request.body)
    if (exported.kind === 'notFound') return refuse(reply, 'notFound')
    if (exported.kind === 'say') return refuse(reply, 'badRequest', exported.say)
    const { bytes, name } = exported
    return reply.header('cache-control', 'no-store').send(downloads.offer({ bytes, name, type: 'xlsx' }))
  })
}
