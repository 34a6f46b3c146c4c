import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { MAX_IMPORT_BYTES } from '../../core/importing'
import { dependsOn, grantsFor } from '../directory/depends'
import { exportDirectory } from '../directory/export'
import { createIntake, type Directed } from '../directory/take'
import { callerOf, FILES_PER_MINUTE, onlyCallers, type App } from './context'
import { DirectoryExportBody, DirectoryFileParams, DirectoryKindParams, DirectoryPlaceParams } from './directoryWire'
import type { Downloads } from './downloads'
import { refuse } from './problems'

/** Places, units, people and grants, as far as phones do not have them; and as tables, out and in. */
export function directoryRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  const intake = createIntake(app)

  server.get('/api/directory/grants', { schema: { summary: '授权名录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const list = await grantsFor(app, caller.me)
    return list === null ? refuse(reply, 'notFound') : reply.header('cache-control', 'no-store').send(list)
  })

  server.get<{ Params: Static<typeof DirectoryPlaceParams> }>('/api/directory/place/:place', { schema: { params: DirectoryPlaceParams, summary: '一个地方有多少人、多少事' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const depends = await dependsOn(app, caller.me, request.params.place)
    return depends === null ? refuse(reply, 'notFound') : reply.header('cache-control', 'no-store').send(depends)
  })

  server.post<{ Params: Static<typeof DirectoryKindParams>; Body: Static<typeof DirectoryExportBody> }>('/api/directory/:kind/export', {
    schema: { params: DirectoryKindParams, body: DirectoryExportBody, summary: '导出地方、单位、人员名录' }, config: FILES_PER_MINUTE,
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const file = await exportDirectory(app, caller.me, request.params.kind, request.body.isEmpty)
    if (file === null) return refuse(reply, 'notFound')
    return reply.header('cache-control', 'no-store').send(downloads.offer({ ...file, type: 'xlsx' }))
  })

  server.post<{ Params: Static<typeof DirectoryFileParams> }>('/api/directory/:kind/file/:file', { schema: { params: DirectoryFileParams, summary: '写进试过的名录' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { kind, file } = request.params
    const taken = await intake.write(caller.me, kind, file)
    if (taken.kind === 'answer' && taken.answer.applied > 0) {
      const [row] = await app.db.sql<{ n: number }[]>`select n from stream where stream = ${caller.me.county}`
      app.poker.tell({ stream: caller.me.county, n: row?.n ?? 0 })
    }
    return answer(reply, taken)
  })

  void server.register((scope, _options, done) => {
    // In a scope of its own: only here a body of megabytes is let in.
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    scope.post<{ Params: Static<typeof DirectoryKindParams> }>('/api/directory/:kind/file', {
      schema: { params: DirectoryKindParams, summary: '试一遍 .xlsx 名录，什么都不写' }, bodyLimit: MAX_IMPORT_BYTES, onRequest: onlyCallers(app), config: FILES_PER_MINUTE,
      errorHandler: (error: FastifyError, _request, reply) => {
        if (error.statusCode !== 413) throw error
        void refuse(reply, 'tooLarge', '这个文件超过 8 MB，没有收。请拆成几个文件再导入。')
      },
    }, async (request, reply) => {
      const caller = await callerOf(app, request, reply)
      if (caller === null) return reply
      if (!Buffer.isBuffer(request.body)) return refuse(reply, 'badRequest', '没有收到文件，请重新选一次。')
      return answer(reply, await intake.attempt(caller.me, request.params.kind, request.body))
    })
    done()
  })
}

function answer<T>(reply: FastifyReply, directed: Directed<T>): FastifyReply {
  if (directed.kind === 'notFound') return refuse(reply, 'notFound')
  if (directed.kind === 'say') return refuse(reply, 'badRequest', directed.say)
  return reply.header('cache-control', 'no-store').send(directed.answer)
}
