import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import { endingOf, isPicture, MEDIA_PIECE_BYTES, type MediaType } from '../../core/media'
import { dayAt } from '../../core/period'
import type { MediaLink, MissingMediaList } from '../../core/protocol'
import { mediaAdvice } from '../../domain/mediaWords'
import { faultForLog } from '../db'
import { mayBring, mayBringPiece } from '../media/access'
import { collectMedia } from '../media/collect'
import { missingMedia, openMedia, sightOf, type Ask } from '../media/show'
import { takeOffer, takePiece, type Taken } from '../media/take'
import { endedAmong, type Holder } from '../sessions'
import { createTickets } from '../tickets'
import { callerOf, type App } from './context'
import { refuse } from './problems'
import { LinkQuery, MediaLinkBody, MediaOfferBody, MediaParams, PieceParams, StreamParams } from './wire'

/** Attachments: they travel apart from records, in pieces, and are seen through a one-time address. */
export function mediaRoutes(server: FastifyInstance, app: App): void {
  collectDaily(server, app)
  showingRoutes(server, app)

  server.post<{ Body: Static<typeof MediaOfferBody> }>('/api/media', { schema: { body: MediaOfferBody, summary: '一个附件还缺哪几段' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    const { body } = request
    if (!(await mayBring(app, caller.me, body.stream, body.record))) return refuse(reply, 'notFound')
    return answer(reply, await takeOffer(app, caller.me.person, body))
  })

  // In a scope of its own: nowhere else are bytes a body.
  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    scope.post<{ Params: Static<typeof PieceParams> }>('/api/media/:stream/:id/:piece', {
      schema: { params: PieceParams, summary: '一个附件的一段' }, bodyLimit: MEDIA_PIECE_BYTES,
    }, async (request, reply) => {
      const caller = await callerOf(app, request, reply, 'known')
      if (caller === null) return reply
      const { stream, id, piece } = request.params
      const crc = request.headers['x-crc32']
      if (!(await mayBringPiece(app, caller.me, stream, id))) return refuse(reply, 'notFound')
      if (!Buffer.isBuffer(request.body) || typeof crc !== 'string' || !/^[0-9a-f]{8}$/i.test(crc)) return refuse(reply, 'badRequest')
      return answer(reply, await takePiece(app, caller.me.person, { stream, id, piece: Number(piece), bytes: request.body, crc }))
    })
    done()
  })
}

function answer(reply: FastifyReply, taken: Taken): FastifyReply {
  switch (taken.kind) {
    case 'state':
      return reply.header('cache-control', 'no-store').send(taken.state)
    case 'notOffered':
      return refuse(reply, 'notFound')
    case 'badPiece':
      return refuse(reply, 'badRequest')
    case 'notTaken':
      return refuse(reply, taken.why === 'tooLarge' ? 'pictureTooLarge' : 'notAPicture', mediaAdvice(taken.why, taken.what ?? 'photos'))
    default:
      return refuse(reply, taken.kind)
  }
}

function showingRoutes(server: FastifyInstance, app: App): void {
  const asked = createTickets<Ask & Asker>(app.now)

  server.get<{ Params: Static<typeof StreamParams> }>('/api/media/:stream/missing', { schema: { params: StreamParams, summary: '还没传到的附件' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { stream } = request.params
    if (!(await mayBring(app, caller.me, stream, null))) return refuse(reply, 'notFound')
    const list: MissingMediaList = { missing: await missingMedia(app, caller.me, stream) }
    return reply.header('cache-control', 'no-store').send(list)
  })

  server.post<{ Params: Static<typeof MediaParams>; Body: Static<typeof MediaLinkBody> }>('/api/media/:stream/:id/link', {
    schema: { params: MediaParams, body: MediaLinkBody, summary: '取一个附件的一次性地址' },
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const { params: { stream, id }, body: { record } } = request
    const sight = await sightOf(app, caller.me, stream, id, record)
    if (sight === null) return refuse(reply, 'notFound')
    const link: MediaLink = sight.kind === 'coming' ? sight
      : { ...sight, url: `/api/picture?ticket=${asked.issue({ stream, id, record, person: caller.me.person, holder: caller.holder })}` }
    return reply.header('cache-control', 'no-store').send(link)
  })

  server.get<{ Querystring: Static<typeof LinkQuery> }>('/api/picture', { schema: { querystring: LinkQuery, summary: '看一次附件' } }, async (request, reply) => {
    const ask = asked.take(request.query.ticket)
    const opened = ask === null || !(await maySee(app, ask)) ? null : await openMedia(app, ask)
    if (opened === null) return refuse(reply, 'notFound', '这个地址用过了，或者过期了，请回到那一件再打开一次。')
    return asItIs(reply, opened.type).send(opened.bytes)
  })
}

interface Asker {
  readonly holder: Holder
}

/** When it was asked for is not when it is looked at: a role, a phone, the record itself may have been taken away in between. */
async function maySee(app: App, { stream, id, record, holder }: Ask & Asker): Promise<boolean> {
  const me = await app.directory.me(holder.county, holder.person, dayAt(app.now()))
  if (me === null || (await endedAmong(app.db.sql, [holder.session], app.now())).length > 0) return false
  return (await sightOf(app, me, stream, id, record))?.kind === 'here'
}

/** A picture to look at; anything else only to take away. Whatever it may hold, a browser guesses nothing and runs nothing of it. */
function asItIs(reply: FastifyReply, type: MediaType): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', isPicture(type) ? 'inline' : `attachment; filename="attachment.${endingOf(type)}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
}

const DAY = 86_400_000
/** Not at once: a server that starts has other things to do, and one that restarts all day still gets to it. */
const FIRST_AFTER = 600_000

function collectDaily(server: FastifyInstance, app: App): void {
  const timers: NodeJS.Timeout[] = []
  const collect = (): void => {
    collectMedia(app).then(
      (collected) => collected.forEach((one) => app.log({ level: 'info', what: 'mediaCollected', ...one })),
      (error: unknown) => app.log({ level: 'error', ...faultForLog(error) }),
    )
  }
  server.addHook('onReady', (done) => {
    timers.push(setTimeout(collect, FIRST_AFTER).unref(), setInterval(collect, DAY).unref())
    done()
  })
  server.addHook('onClose', (_instance, done) => {
    timers.forEach((timer) => clearTimeout(timer))
    done()
  })
}
