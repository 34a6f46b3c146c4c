import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { PROTOCOL_VERSION } from '../../core/protocol'
import { createSocketWatch, LOOK_MS } from '../account/sockets'
import { isPassing } from '../db'
import { noteTotal } from '../devices'
import { createFair, TURN_MS } from '../fair'
import { pull } from '../pull'
import { push } from '../push'
import { devicesOf } from '../deviceCodes'
import { createTickets } from '../tickets'
import { callerOf, type App, type Caller } from './context'
import { refusePassing } from './fault'
import { refuse } from './problems'
import { LinkQuery, PullBody, PushBody } from './wire'

export function syncRoutes(server: FastifyInstance, app: App): void {
  const sockets = createTickets<Caller & { readonly streams: readonly string[] }>(app.now, MOST_SOCKETS, SOCKET_TICKET_MS)
  const watch = createSocketWatch(app)
  const fair = createFair({ each: PUSHES_EACH, line: app.limits?.inLine ?? MOST_WAITING, wait: TURN_MS })
  const looking = setInterval(() => {
    // The database away for a moment: looked again in the next.
    watch.look().catch(() => undefined)
  }, LOOK_MS).unref()
  server.addHook('onClose', (_server, done) => {
    clearInterval(looking)
    done()
  })

  server.post<{ Body: Static<typeof PushBody> }>('/api/push', { schema: { body: PushBody, summary: '上传一个乡镇的一批操作' } }, async (request, reply) => {
    // Whoever lost the last role still hands in what the phone holds.
    const caller = await callerOf(app, request, reply, 'known')
    if (caller === null) return reply
    const { body } = request
    const { sql } = app.db
    try {
      const pusher = { me: caller.me, ...(await devicesOf(sql, caller.holder)) }
      const turn = await fair.run(body.stream, () => push(app, pusher, body))
      if (turn.kind === 'busy') return refuse(reply, 'serverBusy')
      const pushed = turn.value
      if (pushed === null) return refuse(reply, 'notFound')
      app.health?.wrote()
      app.metrics?.judged(pushed.answer.results)
      if (pushed.answer.results.some((result) => result.kind === 'applied')) app.poker.tell({ stream: body.stream, n: pushed.n })
      return reply.send(pushed.answer)
    } catch (error) {
      // Nothing was written; the phone keeps everything and sends it again.
      if (isPassing(error)) return refusePassing(app, reply, error)
      throw error
    }
  })

  server.post<{ Body: Static<typeof PullBody> }>('/api/pull', { schema: { body: PullBody, summary: '取回范围内的变更' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    // An old program may still hand in its queue; what it would pull it could not read.
    if (Number(request.headers['x-protocol'] ?? PROTOCOL_VERSION) < PROTOCOL_VERSION) return refuse(reply, 'outdated')
    await noteTotal(app.db.sql, caller.holder.device, request.body.waiting, app.now())
    return reply.send(await pull(app, caller.me, request.body))
  })

  server.post('/api/ticket', { schema: { summary: '取一张连接用的一次性票' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const streams = [...new Set([caller.me.county, ...caller.me.grants.map((grant) => grant.stream)])]
    const isCounty = caller.me.grants.some((grant) => grant.stream === caller.me.county)
    return reply.send({ ticket: sockets.issue({ ...caller, streams: isCounty ? [...streams, ...(await townshipStreams(app, caller.me.county))] : streams }) })
  })

  server.get<{ Querystring: Static<typeof LinkQuery> }>('/api/poke', { websocket: true, schema: { querystring: LinkQuery, hide: true } }, (socket, request) => {
    const isOurs = isOurOrigin(request.headers.origin, request.host)
    const taken = isOurs ? sockets.take(request.query.ticket) : null
    if (taken === null) {
      socket.close(isOurs ? 4401 : 4403, isOurs ? 'ticket' : 'origin')
      return
    }
    const deafen = app.poker.listen(taken.streams, (poke) => socket.send(JSON.stringify(poke)))
    const forget = watch.add({ holder: taken.holder, me: taken.me, close: () => socket.close(4401, 'session') })
    const stop = (): void => {
      deafen()
      forget()
    }
    socket.on('close', stop)
    socket.on('error', stop)
  })
}

/** A township's pushes are judged one after another: one at work and one that takes the lock from it hold connections, the others wait in memory. */
const PUSHES_EACH = 2
const MOST_WAITING = 64

/** Asked for and used at once; a phone that is slower asks for another. */
const SOCKET_TICKET_MS = 30_000
const MOST_SOCKETS = 10_000

/** A page of somebody else's cannot open a socket in a browser that is signed in here. Mini-programs send WeChat's own origin, or none. */
export function isOurOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined || origin === 'https://servicewechat.com') return true
  return URL.canParse(origin) && new URL(origin).host === host
}

async function townshipStreams(app: App, county: string): Promise<readonly string[]> {
  const rows = await app.db.sql<{ stream: string }[]>`select stream from stream where county = ${county} and kind = 'township'`
  return rows.map((row) => row.stream)
}
