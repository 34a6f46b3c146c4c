import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { MAX_IMPORT_BYTES } from '../../core/importing'
import type { Me } from '../../core/protocol'
import { createFiles } from '../import/held'
import { createImports, type Answered } from '../import/office'
import { callerOf, FILES_PER_MINUTE, onlyCallers, type App } from './context'
import { ImportBatchParams, ImportConfirmBody, ImportFileParams, ImportGoParams, ImportKindParams, ImportSheetBody, ImportTryBody, ImportUndoBody } from './importWire'
import { refuse } from './problems'
import { StreamParams } from './wire'

/** Old registers: file → mapping → dry run → confirm, and back. */
export function importRoutes(server: FastifyInstance, app: App): void {
  const imports = createImports(app, createFiles(app.now))

  server.get('/api/imports/:stream', { schema: { params: StreamParams, summary: '导入过的台账' } }, async (request, reply) =>
    answer(app, request, reply, StreamParams, (me, { stream }) => imports.list(me, stream)))

  takingRoute(server, app, imports.take)

  server.post<{ Body: Static<typeof ImportSheetBody> }>('/api/import/:stream/:file/sheet', {
    schema: { params: ImportFileParams, body: ImportSheetBody, summary: '换一张表，或换表头行' },
  }, async (request, reply) => answer(app, request, reply, ImportFileParams, (me, { stream, file }) => imports.sheet(me, stream, file, request.body.sheet, request.body.headerRow)))

  server.post<{ Body: Static<typeof ImportTryBody> }>('/api/import/:stream/:file/try', {
    schema: { params: ImportFileParams, body: ImportTryBody, summary: '试导，什么都不写' },
  }, async (request, reply) => answer(app, request, reply, ImportFileParams, (me, { stream, file }) => imports.attempt(me, stream, file, request.body.mapping)))

  server.post<{ Body: Static<typeof ImportConfirmBody> }>('/api/import/:stream/:file/confirm', {
    schema: { params: ImportFileParams, body: ImportConfirmBody, summary: '导入' },
  }, async (request, reply) => answer(app, request, reply, ImportFileParams, (me, { stream, file }) => imports.confirm(me, stream, file, request.body)))

  server.post('/api/import/:stream/:file/batch/:batch/go', { schema: { params: ImportGoParams, summary: '接着导' } }, async (request, reply) =>
    answer(app, request, reply, ImportGoParams, (me, { stream, file, batch }) => imports.goOn(me, stream, file, batch)))

  server.get('/api/import/:stream/batch/:batch', { schema: { params: ImportBatchParams, summary: '一次导入怎么样了' } }, async (request, reply) =>
    answer(app, request, reply, ImportBatchParams, (me, { stream, batch }) => imports.show(me, stream, batch)))

  server.post<{ Body: Static<typeof ImportUndoBody> }>('/api/import/:stream/batch/:batch/undo', {
    schema: { params: ImportBatchParams, body: ImportUndoBody, summary: '撤销一次导入' },
  }, async (request, reply) => answer(app, request, reply, ImportBatchParams, (me, { stream, batch }) => imports.undo(me, stream, batch, request.body.also)))
}

type Take = ReturnType<typeof createImports>['take']

/** In a scope of its own: only here a body of megabytes is let in. */
function takingRoute(server: FastifyInstance, app: App, take: Take): void {
  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    scope.post<{ Params: Static<typeof ImportKindParams> }>('/api/imports/:stream/:kind', {
      schema: { params: ImportKindParams, summary: '选一个 .xlsx 台账' }, bodyLimit: MAX_IMPORT_BYTES, onRequest: onlyCallers(app), config: FILES_PER_MINUTE,
      errorHandler: (error: FastifyError, _request, reply) => {
        if (error.statusCode !== 413) throw error
        void refuse(reply, 'tooLarge', '这个文件超过 8 MB，没有收。请拆成几个文件再导入。')
      },
    }, async (request, reply) => {
      const { body } = request
      if (!Buffer.isBuffer(body)) return refuse(reply, 'badRequest', '没有收到文件，请重新选一次。')
      return answer(app, request, reply, ImportKindParams, (me, { stream, kind }) => take(me, stream, kind, body))
    })
    done()
  })
}

async function answer<P extends TSchema, T>(app: App, request: FastifyRequest, reply: FastifyReply, _params: P, work: (me: Me, params: Static<P>) => Promise<Answered<T>>): Promise<FastifyReply> {
  const caller = await callerOf(app, request, reply)
  if (caller === null) return reply
  const params = request.params as Static<P>
  const answered = await work(caller.me, params)
  if (answered.kind === 'notFound') return refuse(reply, 'notFound')
  if (answered.kind === 'refused') return refuse(reply, 'badRequest', answered.say)
  const { stream } = params as { readonly stream: string }
  if (answered.n !== undefined) app.poker.tell({ stream, n: answered.n })
  return reply.header('cache-control', 'no-store').send(answered.answer)
}
