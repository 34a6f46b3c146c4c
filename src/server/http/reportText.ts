import type { FastifyError, FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { DraftText, ImportedText } from '../../core/reportWire'
import { PLAIN_PAPER } from '../../core/document'
import { readDocxText } from '../docx/read/readDocxText'
import { templateDocx } from '../docx/templateDocx'
import { openReport } from '../report/draft'
import { draftTextOf, wholeDraft } from '../report/text'
import { callerOf, FILES_PER_MINUTE, onlyCallers, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { PreviewBody, ReportParams } from './wire'

/** A little above what is read, so that a file that is too large is told so by name. */
const MOST_BYTES = 4 * 1024 * 1024
const TOO_LARGE = '这个文件超过 4 MB，没有读。请把里面的图片删掉，在 WPS 或 Word 里另存为 .docx，再选一次。'
/** `null`: as it is saved. */
const TextBody = Type.Object({ text: Type.Union([PreviewBody.properties.text, Type.Null()]) }, { additionalProperties: false })

/** The text of a report taken to WPS, and back. Nothing is saved by either. */
export function reportTextRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.post<{ Params: Static<typeof ReportParams>; Body: Static<typeof TextBody> }>('/api/report/:stream/:template/:period/text/link', {
    schema: { params: ReportParams, body: TextBody, summary: '导出文字，到 WPS 里改' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const opened = await openReport(app, caller.me, { ...request.params, until: null }, 'write')
    if (opened === null) return refuse(reply, 'notFound')
    const { values } = opened.template
    const name = String(values.name)
    const text: DraftText = request.body.text ?? draftTextOf(values)
    const paper = { ...PLAIN_PAPER, fonts: values.fonts === 'plain' ? 'plain' : 'gov' } as const
    const bytes = await templateDocx(wholeDraft(text), { paper, title: name, organisation: '', createdAt: new Date(app.now()).toISOString() })
    return reply.send(downloads.offer({ bytes, name: `${name}（文字）.docx`, type: 'docx' }))
  })

  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    scope.post<{ Params: Static<typeof ReportParams> }>('/api/report/:stream/:template/:period/text', {
      schema: { params: ReportParams, summary: '读回在 WPS 里改的文字' }, bodyLimit: MOST_BYTES, onRequest: onlyCallers(app), config: FILES_PER_MINUTE,
      errorHandler: (error: FastifyError, _request, reply) => {
        if (error.statusCode !== 413) throw error
        void refuse(reply, 'tooLarge', TOO_LARGE)
      },
    }, async (request, reply) => {
      const caller = await callerOf(app, request, reply)
      if (caller === null) return reply
      if (await openReport(app, caller.me, { ...request.params, until: null }, 'write') === null) return refuse(reply, 'notFound')
      if (!Buffer.isBuffer(request.body)) return refuse(reply, 'badRequest', '没有收到文件，请重新选一次。')
      const read = readDocxText(request.body)
      if (read.kind === 'refused') return refuse(reply, 'badRequest', read.say)
      const answer: ImportedText = read.value
      return reply.header('cache-control', 'no-store').send(answer)
    })
    done()
  })
}
