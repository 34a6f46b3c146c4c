import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { COMPLAINT_KINDS, complaintCodeFrom, MOST_IN_COMPLAINT, MOST_IN_CONTACT, type ComplaintAct, type ComplaintList, type MyComplaints, type OfficialHolidays } from '../../core/feedbackWire'
import { mayComplaints } from '../../domain/complaints'
import { setting } from '../../domain/directory'
import { createMoves } from '../../domain/role'
import { networkOf } from '../code/budget'
import { actOnComplaint, complain, complaintList, complaintOfCode, complaintsOfSender, readComplaint } from '../feedback/complaints'
import { holidayText } from '../holidays'
import { callerOf, type App, type Caller } from './context'
import { refuse } from './problems'

const closed = { additionalProperties: false } as const
const ComplainBody = Type.Object({
  kind: Type.Union(COMPLAINT_KINDS.map((kind) => Type.Literal(kind))),
  text: Type.String({ minLength: 1, maxLength: MOST_IN_COMPLAINT }),
  contact: Type.String({ maxLength: MOST_IN_CONTACT }),
}, closed)
const AnswerBody = Type.Object({ code: Type.String({ minLength: 1, maxLength: 60 }) }, closed)
const ComplaintParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }) }, closed)
const ActBody = Type.Union([
  Type.Object({ act: Type.Literal('take') }, closed),
  Type.Object({ act: Type.Literal('reply'), text: Type.String({ minLength: 1, maxLength: MOST_IN_COMPLAINT }) }, closed),
])
const YearParams = Type.Object({ year: Type.String({ pattern: '^20\\d\\d$' }) }, closed)

/** Of one address, or of one household's network; a whole office behind one may still write ten a day. */
const perDay = (max: number) => ({ rateLimit: { max, timeWindow: '1 day', keyGenerator: (request: FastifyRequest) => networkOf(request.ip) } })

export function feedbackRoutes(server: FastifyInstance, app: App): void {
  server.post<{ Body: Static<typeof ComplainBody> }>('/api/feedback', { schema: { body: ComplainBody, summary: '投诉建议' }, config: perDay(10) }, async (request, reply) => {
    // Anybody may complain; who is signed in finds it again without the code.
    const isSignedIn = request.headers.authorization !== undefined
    const caller = isSignedIn ? await callerOf(app, request, reply, 'known') : null
    if (isSignedIn && caller === null) return reply
    if (request.body.text.trim() === '') return refuse(reply, 'badRequest', '还没有写什么事，请写一句再交。')
    return unseen(reply).send(await complain(app, app.county, caller?.me.person ?? null, request.body))
  })

  server.post<{ Body: Static<typeof AnswerBody> }>('/api/feedback/answer', { schema: { body: AnswerBody, summary: '凭查询码看答复' }, config: perDay(60) }, async (request, reply) => {
    const code = complaintCodeFrom(request.body.code)
    const found = code === null ? null : await complaintOfCode(app, app.county, code)
    return found === null ? refuse(reply, 'notFound', '没有这个查询码。请对着当时记下的再输一遍。') : unseen(reply).send(found)
  })

  server.get('/api/feedback/mine', { schema: { summary: '我交的投诉建议' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    const answer: MyComplaints = { complaints: await complaintsOfSender(app, app.county, caller.me.person) }
    return unseen(reply).send(answer)
  })

  server.get('/api/complaints', { schema: { summary: '投诉建议收件' } }, async (request, reply) => {
    const caller = await answering(app, request, reply)
    if (caller === null) return reply
    const answer: ComplaintList = { complaints: await complaintList(app, caller.me.county) }
    return unseen(reply).send(answer)
  })

  server.get<{ Params: Static<typeof ComplaintParams> }>('/api/complaints/:id', { schema: { params: ComplaintParams, summary: '一件投诉建议' } }, async (request, reply) => {
    const caller = await answering(app, request, reply)
    if (caller === null) return reply
    const found = await readComplaint(app, caller.me.county, request.params.id, caller.me.person)
    return found === null ? refuse(reply, 'notFound') : unseen(reply).send(found)
  })

  server.post<{ Params: Static<typeof ComplaintParams>; Body: Static<typeof ActBody> }>('/api/complaints/:id', {
    schema: { params: ComplaintParams, body: ActBody, summary: '办理、答复投诉建议' },
  }, async (request, reply) => {
    const caller = await answering(app, request, reply)
    if (caller === null) return reply
    const act: ComplaintAct = request.body
    if (act.act === 'reply' && act.text.trim() === '') return refuse(reply, 'badRequest', '答复还没有写，请写一句再交。')
    const found = await actOnComplaint(app, caller.me.county, request.params.id, caller.me.person, act)
    return found === null ? refuse(reply, 'notFound') : unseen(reply).send(found)
  })

  // For the page of holidays: what becomes a setting is the county's word, not the library's.
  server.get<{ Params: Static<typeof YearParams> }>('/api/holidays/:year', { schema: { params: YearParams, summary: '国务院的放假安排' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (createMoves(caller.me, setting).length === 0) return refuse(reply, 'notFound')
    const year = Number(request.params.year)
    const answer: OfficialHolidays = { year, text: holidayText(year) }
    return reply.send(answer)
  })
}

/** Null, and answered like what is not there, for everybody else. */
async function answering(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null) return null
  if (mayComplaints(caller.me)) return caller
  refuse(reply, 'notFound')
  return null
}

function unseen(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
