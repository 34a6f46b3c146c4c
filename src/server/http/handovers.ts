import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { HandoverEnd } from '../../core/protocol'
import { reachesNamed, unsentRight } from '../../domain/role'
import { devicesIn, ownDevices, revoke, writeOff } from '../devices'
import { endHandover, handOver, recipientsOf, type Handed } from '../handover'
import { handovers } from '../handoverList'
import { devicesOf } from '../deviceCodes'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { DeviceParams, DevicesQuery, HandoverBody, HandoverEndBody, RecipientsQuery, RecordParams, StreamParams } from './wire'

/** What could not be put through goes to somebody who can; and the phones that still hold something. */
export function handoverRoutes(server: FastifyInstance, app: App): void {
  server.get('/api/handovers', { schema: { summary: '别人转来的、待接收的、自己转出去的' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : fresh(reply).send(await handovers(app, caller.me))
  })

  server.post<{ Body: Static<typeof HandoverBody> }>('/api/handover', { schema: { body: HandoverBody, summary: '转给别人' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { sql } = app.db
    const own = await devicesOf(sql, caller.holder)
    const devices = [...own.devices, ...own.revoked]
    return respond(reply, await handOver(app, caller.me, devices, request.body))
  })

  server.post<{ Params: Static<typeof RecordParams>; Body: Static<typeof HandoverEndBody> }>('/api/handover/:stream/:id', {
    schema: { params: RecordParams, body: HandoverEndBody, summary: '收下、再转、不要' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const end: HandoverEnd = request.body
    return respond(reply, await endHandover(app, caller.me, request.params.stream, request.params.id, end))
  })

  server.get<{ Params: Static<typeof StreamParams>; Querystring: Static<typeof RecipientsQuery> }>('/api/recipients/:stream', {
    schema: { params: StreamParams, querystring: RecipientsQuery, summary: '能转给谁' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { me } = caller
    const { stream } = request.params
    const { places } = await app.configs.current(app.db.sql, me.county)
    if (!reachesNamed(me, places, stream) && unsentRight(me, places, stream) === null) return refuse(reply, 'notFound')
    return fresh(reply).send({ recipients: await recipientsOf(app, me, stream, request.query.kind, request.query.place ?? null) })
  })

  server.get<{ Querystring: Static<typeof DevicesQuery> }>('/api/devices', { schema: { querystring: DevicesQuery, summary: '还有没传的手机' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { stream } = request.query
    const list = stream === undefined ? await ownDevices(app, caller.holder) : await devicesIn(app, caller.me, stream)
    return list === null ? refuse(reply, 'notFound') : fresh(reply).send(list)
  })

  server.post<{ Params: Static<typeof DeviceParams> }>('/api/device/:device/revoke', { schema: { params: DeviceParams, summary: '挂失一台手机' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    return (await revoke(app, caller.me, request.params.device)) ? reply.send({}) : refuse(reply, 'notFound')
  })

  server.post<{ Params: Static<typeof DeviceParams> }>('/api/device/:device/writeOff', { schema: { params: DeviceParams, summary: '不等那台手机了' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    return (await writeOff(app, caller.me, request.params.device)) ? reply.send({}) : refuse(reply, 'notFound')
  })
}

function fresh(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}

function respond(reply: FastifyReply, handed: Handed): FastifyReply {
  return handed.kind === 'done' ? fresh(reply).send(handed.answer) : refuse(reply, handed.kind)
}
