import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { isDay, type Day } from '../../core/period'
import type { ReportDraft } from '../../core/reportWire'
import { report, reportLines, type ReportAsk } from '../report/draft'
import { reportFile } from '../report/files'
import { frozenHeads } from '../report/frozen'
import { recordCounts } from '../report/sources'
import { callerOf, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { respond } from './reading'
import { PreviewBody, ReportCopyParams, ReportParams, ReportQuery, StreamParams } from './wire'

const NO_DAY = '截至日期不是一个日子，请改一下。'

/** Drafts: read, tried out while they are written, taken away as files. */
export function reportRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.get<{ Params: Static<typeof StreamParams> }>('/api/reports/:stream', { schema: { params: StreamParams, summary: '一个乡镇有哪些报告' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { stream } = request.params
    const [reports, frozen] = [await reportLines(app, caller.me, stream), await frozenHeads(app, caller.me, stream)]
    return respond(reply, reports === null || frozen === null ? { kind: 'notFound' } : { kind: 'read', answer: { reports, frozen } })
  })

  server.get<{ Params: Static<typeof ReportParams>; Querystring: Static<typeof ReportQuery> }>('/api/report/:stream/:template/:period', {
    schema: { params: ReportParams, querystring: ReportQuery, summary: '一份报告，数是现数的' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const ask = askOf(request.params, request.query.until)
    return ask === null ? refuse(reply, 'badRequest', NO_DAY) : respond(reply, await report(app, caller.me, ask))
  })

  server.post<{ Params: Static<typeof ReportParams>; Body: Static<typeof PreviewBody> }>('/api/report/:stream/:template/:period/preview', {
    schema: { params: ReportParams, body: PreviewBody, summary: '正在写的报告，边写边看' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const draft: ReportDraft = request.body
    const ask = askOf(request.params, draft.until ?? undefined)
    return ask === null ? refuse(reply, 'badRequest', NO_DAY) : respond(reply, await report(app, caller.me, ask, draft))
  })

  server.post<{ Params: Static<typeof ReportCopyParams>; Querystring: Static<typeof ReportQuery> }>('/api/report/:stream/:template/:period/link/:copy', {
    schema: { params: ReportCopyParams, querystring: ReportQuery, summary: '取一次性的下载地址' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const ask = askOf(request.params, request.query.until)
    if (ask === null) return refuse(reply, 'badRequest', NO_DAY)
    const read = await report(app, caller.me, ask)
    if (read.kind !== 'read') return respond(reply, read)
    const wrong = read.answer.problems.find((problem) => problem.level === 'error')
    if (wrong !== undefined && request.params.copy !== 'checking') return refuse(reply, 'badRequest', `报告里还有要改的地方，改好才能下载：${wrong.message}`)
    const counts = request.params.copy === 'checking' ? await recordCounts(app, caller.me.county, read.answer) : {}
    const { bytes, name } = await reportFile(read.answer, request.params.copy, 'draft', Date.parse(read.answer.readAt), counts)
    return reply.send(downloads.offer({ bytes, name, type: 'docx' }))
  })
}

function askOf({ stream, template, period }: Static<typeof ReportParams>, until: Day | undefined): ReportAsk | null {
  return until === undefined || isDay(until) ? { stream, template, period, until: until ?? null } : null
}
