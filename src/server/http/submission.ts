import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { SubmissionFile, ProfileList, Receipt } from '../../core/submission'
import { MAX_IMPORT_BYTES } from '../../core/importing'
import { countersIn, submit, headOf, stateOf, type Counter } from '../submission/submission'
import { lookAtReceipt, takeNumbers } from '../submission/receipt'
import { createFiles, hashOfFile } from '../import/held'
import { tableOf } from '../import/table'
import { openBook } from '../import/workbook'
import { callerOf, FILES_PER_MINUTE, onlyCallers, type App } from './context'
import type { Downloads } from './downloads'
import { SubmissionParams, SubmitBody, ReceiptBody, ReceiptParams } from './importWire'
import { refuse } from './problems'
import { StreamParams } from './wire'

/** 对接: files in a superior's layout go out, its numbers come back. */
export function submissionRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.get<{ Params: Static<typeof StreamParams> }>('/api/submission/:stream', { schema: { params: StreamParams, summary: '对接口径' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const counters = await countersIn(app, caller.me, request.params.stream)
    return fresh(reply).send({ profiles: counters.map(headOf) } satisfies ProfileList)
  })

  server.get<{ Params: Static<typeof SubmissionParams> }>('/api/submission/:stream/:profile', { schema: { params: SubmissionParams, summary: '一个口径交到哪里了，哪些还没录入' } }, async (request, reply) => {
    const counter = await counterOf(app, request, reply, request.params)
    return counter === null ? reply : fresh(reply).send(await stateOf(counter))
  })

  server.post<{ Params: Static<typeof SubmissionParams>; Body: Static<typeof SubmitBody> }>('/api/submission/:stream/:profile/export', {
    schema: { params: SubmissionParams, body: SubmitBody, summary: '交出新的和改过的' }, config: { rateLimit: { max: 20, timeWindow: '1 minute' } },
  }, async (request, reply) => {
    const counter = await counterOf(app, request, reply, request.params)
    if (counter === null) return reply
    const submitted = await submit(counter, request.body.again)
    if (submitted.kind === 'say') return refuse(reply, 'badRequest', submitted.say)
    const { bytes, name, batch, records } = submitted
    return fresh(reply).send({ ...downloads.offer({ bytes, name, type: 'xlsx' }), batch, records } satisfies SubmissionFile)
  })

  receiptRoutes(server, app)
}

function receiptRoutes(server: FastifyInstance, app: App): void {
  const files = createFiles(app.now)

  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    scope.post<{ Params: Static<typeof SubmissionParams> }>('/api/submission/:stream/:profile/receipt', {
      schema: { params: SubmissionParams, summary: '选一个回执' }, bodyLimit: MAX_IMPORT_BYTES, onRequest: onlyCallers(app), config: FILES_PER_MINUTE,
      errorHandler: (error: FastifyError, _request, reply) => {
        if (error.statusCode !== 413) throw error
        void refuse(reply, 'tooLarge', '这个文件超过 8 MB，没有收。请拆成几个文件。')
      },
    }, async (request, reply) => {
      const { body, params } = request
      const counter = await counterOf(app, request, reply, params)
      if (counter === null) return reply
      if (!Buffer.isBuffer(body)) return refuse(reply, 'badRequest', '没有收到文件，请重新选一次。')
      const book = openBook(body)
      if (book.kind === 'refused') return refuse(reply, 'badRequest', book.say)
      const sheet = book.value.openSheet(book.value.sheets[0] ?? '')
      if (sheet.kind === 'refused') return refuse(reply, 'badRequest', sheet.say)
      const { shown, table } = lookAtReceipt(counter, sheet.value)
      const held = { person: counter.me.person, stream: counter.stream, kind: `${counter.profile.id}/${table.headerRow}`, hash: hashOfFile(body), book: book.value, sheet: sheet.value, tried: null, work: null }
      return fresh(reply).send({ file: files.hold(held), ...shown } satisfies Receipt)
    })
    done()
  })

  server.post<{ Params: Static<typeof ReceiptParams>; Body: Static<typeof ReceiptBody> }>('/api/submission/:stream/:profile/receipt/:file', {
    schema: { params: ReceiptParams, body: ReceiptBody, summary: '收回外部编号' },
  }, async (request, reply) => {
    const { params, body } = request
    const counter = await counterOf(app, request, reply, params)
    if (counter === null) return reply
    const held = files.find(params.file, counter.me.person, params.stream)
    const [profile = '', row = ''] = held?.kind.split('/') ?? []
    if (held?.sheet === null || held?.sheet === undefined || profile !== params.profile) return refuse(reply, 'badRequest', '这个文件放得太久，已经清掉了。请重新选一次文件。')
    if (body.ours === body.theirs) return refuse(reply, 'badRequest', '我们的编号和外部编号不能是同一列，请改一下。')
    const { taken, n } = await takeNumbers(counter, tableOf(held.sheet, Number(row)), body.ours, body.theirs)
    if (n !== null) app.poker.tell({ stream: params.stream, n })
    return fresh(reply).send(taken)
  })
}

/** Null, and answered, when it is none of the asker's: nobody learns which profiles there are. */
async function counterOf(app: App, request: FastifyRequest, reply: FastifyReply, { stream, profile }: { readonly stream: string; readonly profile: string }): Promise<Counter | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null) return null
  const counter = (await countersIn(app, caller.me, stream)).find((each) => each.profile.id === profile) ?? null
  if (counter === null) refuse(reply, 'notFound')
  return counter
}

function fresh(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
