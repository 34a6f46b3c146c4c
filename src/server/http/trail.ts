import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { dayAt, isDay } from '../../core/period'
import type { TrailCheck, TrailCheckState } from '../../core/trailWire'
import { mayAudit } from '../../domain/role'
import { checkTrail } from '../audit/check'
import { lookAtTrail } from '../audit/look'
import { trailTable } from '../audit/sheet'
import { faultForLog } from '../db'
import { noteOnTrail } from '../trail'
import { callerOf, type App, type Caller } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { TrailBody, TrailExportBody } from './trailWire'

/** 留痕, for the auditor: to read, to take away, to verify. */
export function trailRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  checkRoutes(server, app)

  server.post<{ Body: Static<typeof TrailBody> }>('/api/trail', { schema: { body: TrailBody, summary: '留痕：谁、什么时候、做了什么、对什么' } }, async (request, reply) => {
    const caller = await auditorOf(app, request, reply)
    if (caller === null) return reply
    const { body } = request
    if (!isOfDays(body) || (body.after !== null && Number.isNaN(Date.parse(body.after.at)))) return refuse(reply, 'badRequest', WRONG_DAYS)
    return fresh(reply).send(await lookAtTrail(app.db, caller.me.county, body))
  })

  server.post<{ Body: Static<typeof TrailExportBody> }>('/api/trail/export', {
    schema: { body: TrailExportBody, summary: '导出留痕，取一次性的下载地址' }, config: { rateLimit: { max: 10, timeWindow: '1 minute' } },
  }, async (request, reply) => {
    const caller = await auditorOf(app, request, reply)
    if (caller === null) return reply
    const { me } = caller
    if (!isOfDays(request.body)) return refuse(reply, 'badRequest', WRONG_DAYS)
    const { bytes, lines } = await trailTable(app.db, me, { ...request.body, after: null, limit: 1 }, app.now())
    await noteOnTrail(app, me.county, { actor: me.person, action: 'trailExported', subject: me.county, detail: { ...request.body, rows: lines } })
    const name = `留痕（${dayAt(app.now())}）.xlsx`
    return fresh(reply).send(downloads.offer({ bytes, name, type: 'xlsx' }))
  })
}

const WRONG_DAYS = '开始或结束的日子不是一个日期。请重新选。'

function isOfDays({ from, to }: Static<typeof TrailExportBody>): boolean {
  return [from, to].every((day) => day === null || isDay(day))
}

/** A verification reads the whole trail: it goes on behind the answer, one at a time, and its result stays. */
function checkRoutes(server: FastifyInstance, app: App): void {
  let running = false
  const stateOf = async (county: string): Promise<TrailCheckState> => {
    const [row] = await app.db.sql<{ result: TrailCheck }[]>`select result from audit_check where stream = ${county} order by at desc, id limit 1`
    return { running, last: row?.result ?? null }
  }
  const check = async ({ me }: Caller): Promise<void> => {
    const { db, vault, now, anchors } = app
    const result = await checkTrail({ db, vault, county: me.county, anchors: anchors ?? null, now, by: me.person })
    await db.sql`insert into audit_check (stream, id, at, person, result) values (${me.county}, ${randomUUID()}, ${result.at}, ${me.person}, ${db.sql.json(result as never)})`
    await noteOnTrail(app, me.county, { actor: me.person, action: 'trailVerified', subject: me.county, detail: { lines: result.lines, broken: result.broken.length } })
    if (result.broken.length > 0) app.log({ level: 'error', trail: 'does not hold', chains: result.broken.length })
  }

  server.get('/api/trail/check', { schema: { summary: '上一次校验留痕的结果' } }, async (request, reply) => {
    const caller = await auditorOf(app, request, reply)
    return caller === null ? reply : fresh(reply).send(await stateOf(caller.me.county))
  })

  server.post('/api/trail/check', { schema: { summary: '校验留痕' } }, async (request, reply) => {
    const caller = await auditorOf(app, request, reply)
    if (caller === null) return reply
    if (!running) {
      running = true
      void check(caller).catch((error: unknown) => app.log({ level: 'error', trail: 'not verified', ...faultForLog(error) })).finally(() => {
        running = false
      })
    }
    return fresh(reply).send(await stateOf(caller.me.county))
  })
}

async function auditorOf(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null || mayAudit(caller.me)) return caller
  refuse(reply, 'notFound')
  return null
}

function fresh(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
