import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { MAX_REVEALS, type RequestAct } from '../../core/privacyWire'
import { REVEAL_REASONS } from '../../domain/reveal'
import { actOnRequest, deskOf, findNamed, foundForCopy, listRequests, takeRequest, type Asked, type Desk } from '../privacy/requests'
import { actOnBulk } from '../privacy/bulk'
import { copyFile } from '../privacy/copyFile'
import { actOnDestruction, certificate, proposeDestruction, retention } from '../privacy/destruction'
import { takeReveals } from '../privacy/reveals'
import { callerOf, type App } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { StreamParams } from './wire'

const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const Word = Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$' })
const closed = { additionalProperties: false } as const
/** What PostgreSQL cannot keep is no text of anybody's. */
const Text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength, pattern: '^[^\\u0000]*$' })
const oneOf = (words: readonly string[]) => Type.Union(words.map((word) => Type.Literal(word)))

const RevealsBody = Type.Object({
  reveals: Type.Array(Type.Object({
    id: Id, stream: Id, record: Id, kind: Word, classes: Type.Array(oneOf(['name', 'phone', 'address', 'trait', 'told']), { minItems: 1, maxItems: 5 }),
    reason: Type.Union([oneOf(Object.keys(REVEAL_REASONS)), Type.Null()]), at: Type.String({ pattern: '^20\\d\\d-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d\\.\\d{3}Z$' }),
  }, closed), { maxItems: MAX_REVEALS }),
}, closed)

const RequestBody = Type.Object({ kind: oneOf(['copy', 'correct', 'erase']), name: Text(40, 2), contact: Text(80, 0), proof: Text(200), ask: Text(1000, 0) }, closed)
const RequestParams = Type.Object({ stream: Id, id: Id }, closed)
const Chosen = Type.Object({ stream: Id, record: Id, rows: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }) }, closed)
const ActBody = Type.Union([
  Type.Object({ act: Type.Literal('propose'), records: Type.Array(Chosen, { minItems: 1, maxItems: 200 }) }, closed),
  Type.Object({ act: Type.Literal('approve') }, closed),
  Type.Object({ act: Type.Literal('decline'), why: Text(300) }, closed),
  Type.Object({ act: Type.Literal('finish'), outcome: Text(500) }, closed),
])

const DestructionBody = Type.Object({ act: Type.Union([Type.Literal('approve'), Type.Literal('decline')]) }, closed)

export function privacyRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.post<{ Body: Static<typeof RevealsBody> }>('/api/reveals', { schema: { body: RevealsBody, summary: '在手机上看过哪些全名、电话' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    return unkept(reply).send({ taken: await takeReveals(app, caller.me, caller.holder.device, request.body.reveals) })
  })

  server.get<{ Params: Static<typeof StreamParams> }>('/api/personal-requests/:stream', { schema: { params: StreamParams, summary: '个人信息请求' } }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : unkept(reply).send(await listRequests(desk))
  })

  server.post<{ Params: Static<typeof StreamParams>; Body: Static<typeof RequestBody> }>('/api/personal-requests/:stream', {
    schema: { params: StreamParams, body: RequestBody, summary: '收下一份个人信息请求' },
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await takeRequest(desk, request.body as Parameters<typeof takeRequest>[1]))
  })

  server.post<{ Params: Static<typeof RequestParams> }>('/api/personal-requests/:stream/:id/find', {
    schema: { params: RequestParams, summary: '本人在哪些件里' }, config: FEW,
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await findNamed(desk, request.params.id))
  })

  server.post<{ Params: Static<typeof RequestParams>; Body: Static<typeof ActBody> }>('/api/personal-requests/:stream/:id/act', {
    schema: { params: RequestParams, body: ActBody, summary: '提出、同意、不同意、办结' },
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await actOnRequest(desk, request.params.id, request.body as RequestAct))
  })

  server.post<{ Params: Static<typeof RequestParams> }>('/api/personal-requests/:stream/:id/copy', {
    schema: { params: RequestParams, summary: '给本人的一份，取一次性的下载地址' }, config: FEW,
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    if (desk === null) return reply
    const found = await foundForCopy(desk, request.params.id)
    if (found.kind !== 'done') return answer(reply, found)
    const bytes = await copyFile(desk, found.answer)
    return unkept(reply).send(downloads.offer({ bytes, name: '个人信息副本.xlsx', type: 'xlsx' }))
  })

  server.get<{ Params: Static<typeof StreamParams> }>('/api/retention/:stream', { schema: { params: StreamParams, summary: '封存了多少、到期多少' } }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : unkept(reply).send(await retention(desk))
  })

  server.post<{ Params: Static<typeof StreamParams> }>('/api/retention/:stream/propose', { schema: { params: StreamParams, summary: '提出销毁到期的' }, config: FEW }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await proposeDestruction(desk))
  })

  server.post<{ Params: Static<typeof RequestParams>; Body: Static<typeof DestructionBody> }>('/api/retention/:stream/:id/act', {
    schema: { params: RequestParams, body: DestructionBody, summary: '同意、不同意销毁' },
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await actOnDestruction(desk, request.params.id, request.body))
  })

  server.post<{ Params: Static<typeof RequestParams>; Body: Static<typeof DestructionBody> }>('/api/bulk/:stream/:id/act', {
    schema: { params: RequestParams, body: DestructionBody, summary: '同意、不同意导出五十人以上' },
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    return desk === null ? reply : answer(reply, await actOnBulk(desk, request.params.id, request.body))
  })

  server.post<{ Params: Static<typeof RequestParams> }>('/api/retention/:stream/:id/certificate', {
    schema: { params: RequestParams, summary: '销毁证明，取一次性的下载地址' }, config: FEW,
  }, async (request, reply) => {
    const desk = await deskFor(app, request, reply, request.params.stream)
    if (desk === null) return reply
    const made = await certificate(desk, request.params.id)
    if (made.kind !== 'done') return answer(reply, made)
    return unkept(reply).send(downloads.offer({ bytes: made.answer, name: '个人信息销毁证明.xlsx', type: 'xlsx' }))
  })
}

const FEW = { rateLimit: { max: 20, timeWindow: '1 minute' } } as const

/** Answers itself where somebody has nothing to do with requests there: no township is told from one that is not theirs. */
async function deskFor(app: App, request: FastifyRequest, reply: FastifyReply, stream: string): Promise<Desk | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null) return null
  const desk = await deskOf(app, caller.me, caller.holder.device, stream)
  if (desk === null) refuse(reply, 'notFound')
  return desk
}

function answer<T>(reply: FastifyReply, asked: Asked<T>): FastifyReply {
  switch (asked.kind) {
    case 'done':
      return unkept(reply).send(asked.answer)
    case 'notFound':
      return refuse(reply, 'notFound')
    case 'say':
      return refuse(reply, 'badRequest', asked.say)
  }
}

function unkept(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
