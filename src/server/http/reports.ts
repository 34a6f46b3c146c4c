import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { isDay } from '../../core/period'
import { reportDocx } from '../docx/reportDocx'
import { report, reports } from '../report'
import { callerOf, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { respond } from './reading'
import { ReportParams, ReportQuery, StreamParams } from './wire'

export function reportRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.get<{ Params: Static<typeof StreamParams> }>('/api/reports/:stream', { schema: { params: StreamParams, summary: '一个乡镇有哪些报告' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : respond(reply, await reports(app, caller.me, request.params.stream))
  })

  server.get<{ Params: Static<typeof ReportParams>; Querystring: Static<typeof ReportQuery> }>('/api/report/:stream/:template', {
    schema: { params: ReportParams, querystring: ReportQuery, summary: '一份报告，数是现数的' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const until = request.query.until ?? null
    if (until !== null && !isDay(until)) return refuse(reply, 'badRequest', '截至日期不是一个日子，请改一下。')
    return respond(reply, await report(app, caller.me, request.params.stream, request.params.template, until))
  })

  server.post<{ Params: Static<typeof ReportParams>; Querystring: Static<typeof ReportQuery> }>('/api/report/:stream/:template/link', {
    schema: { params: ReportParams, querystring: ReportQuery, summary: '取一次性的下载地址' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const until = request.query.until ?? null
    if (until !== null && !isDay(until)) return refuse(reply, 'badRequest', '截至日期不是一个日子，请改一下。')
    const read = await report(app, caller.me, request.params.stream, request.params.template, until)
    if (read.kind !== 'read') return respond(reply, read)
    const { document, problems, name, readAt, scope } = read.answer
    const wrong = problems.find((problem) => problem.level === 'error')
    if (wrong !== undefined) return refuse(reply, 'badRequest', `报告里还有要改的地方，改好才能下载：${wrong.message}`)
    const bytes = await reportDocx(document, { fonts: 'gov', seal: true, createdAt: readAt, title: name, organisation: `${scope.placeName}人民政府` })
    return reply.send(downloads.offer({ bytes, name: `${name}.docx`, type: 'docx' }))
  })
}
