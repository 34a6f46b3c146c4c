import { createHash } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createFair, TURN_MS } from '../fair'
import { ROUTES } from './access'
import { bearerOf } from './bearer'
import { createAppointments } from './appointments'
import { createEnds, type Ends } from './ends'
import { refuse } from './problems'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `callerOf` once the token was found good. */
    session: string | null
  }
  interface FastifyInstance {
    /** Seconds after which somebody who is turned away shall come again. */
    comeAgain?: () => number
    /** A token that was given out just now is known to be its session's: renewed before each request, a session would else never be counted. */
    noteSession?: (token: string, session: string) => void
  }
}

/** Requests per minute; above them 429 with Retry-After. */
export interface Limits {
  readonly perSession: number
  /** Of all that come without a session known to be good: sign-ins, renewals, first requests, nonsense. */
  readonly perAddress: number
  /** Worked on at the same time; above it 503 with Retry-After. */
  readonly atOnce: number
  /** Besides, whose bodies are still on their way; of the largest a phone sends this many are sixteen megabytes. */
  readonly arriving?: number
  /** Milliseconds for a request to arrive. */
  readonly arrivesIn?: number
  /** Of these pushes, which come from phones that nobody watches waiting and can come again: whoever looks at a page goes before them. */
  readonly pushes?: number
  /** Pushes of one township that wait for their turn; few, so that a township somebody holds leaves most of the pushes to the others. */
  readonly inLine?: number
  /** Other requests of one township at the same time, half the connections: whoever holds it, the others have theirs. A few more wait for their turn; above that as above. */
  readonly perTownship?: number
  /** The routes' own limits (access.ts) times this; 1 where it is absent. */
  readonly routes?: number
}

const MOST_ARRIVING = 256
/** The largest a phone sends takes half of it on 2G, and whoever sends a byte a minute holds nothing for ever. */
export const ARRIVES_IN_MS = 60_000

export const LIMITS: Limits = { perSession: 1_200, perAddress: 12_000, atOnce: 64, pushes: 40, inLine: 6, perTownship: 6, routes: 1 }
/** A county's whole history passes through one machine at the first start of a demo. */
export const DEMO_LIMITS: Limits = { ...LIMITS, pushes: LIMITS.atOnce, inLine: LIMITS.atOnce, routes: 1_000 }

/**
 * A session counts for itself: the phones of a whole county may share one address of their carrier, and one that runs wild must not
 * shut the others out. Only a token that was found good before speaks for its session; until then, and without one, the address counts,
 * so that invented tokens buy nothing.
 */
export async function limitRequests(server: FastifyInstance, limits: Limits, now: () => number): Promise<void> {
  const sessionByToken = new Map<string, string>()
  server.decorateRequest('session', null)
  const appointments = createAppointments(now)
  server.decorate('comeAgain', appointments.next)
  const ends = createEnds(server)
  limitAtOnce(server, limits, ends, appointments.answered)
  if (limits.perTownship !== undefined) limitTownships(server, limits.perTownship, ends)
  const noteSession = (token: string, session: string): void => {
    sessionByToken.set(hashOf(token), session)
    const [oldest] = sessionByToken.keys()
    if (sessionByToken.size > MOST_KNOWN && oldest !== undefined) sessionByToken.delete(oldest)
  }
  server.decorate('noteSession', noteSession)
  server.addHook('onResponse', async (request) => {
    const token = bearerOf(request)
    if (request.session !== null && token !== null) noteSession(token, request.session)
  })
  // Before the plugin's own hook, which reads what stands here. A token not yet known counts for its address, and that may be a whole county's.
  server.addHook('onRoute', (route) => {
    const limit = ROUTES[`${String(route.method)} ${route.url}`]?.limit
    if (limit !== undefined) route.config = { ...route.config, rateLimit: { max: (_request: FastifyRequest, key: string) => (key.startsWith(SESSION) ? limit.most * (limits.routes ?? 1) : limits.perAddress), timeWindow: `1 ${limit.per}` } }
  })
  await server.register(rateLimit, {
    timeWindow: '1 minute',
    cache: MOST_KNOWN,
    max: (_request, key) => (key.startsWith(SESSION) ? limits.perSession : limits.perAddress),
    keyGenerator(request) {
      const token = bearerOf(request)
      const session = token === null ? undefined : sessionByToken.get(hashOf(token))
      return session === undefined ? request.ip : `${SESSION}${session}`
    },
  })
}

/**
 * More than it can answer in a phone's fifteen seconds the server does not begin: a queue of thousands is worked off for phones that have
 * long given up and asked again, and hardly anybody is served. Turned away at once, each comes back by itself, when it was told to.
 */
function limitAtOnce(server: FastifyInstance, { atOnce, pushes = atOnce, arriving: most = MOST_ARRIVING }: Limits, ends: Ends, answered: () => void): void {
  const arriving = new Set<FastifyRequest>()
  const working = new Set<FastifyRequest>()
  const pushing = new Set<FastifyRequest>()
  const isPush = (request: FastifyRequest): boolean => request.routeOptions.url === PUSH
  const isFull = (request: FastifyRequest): boolean => working.size >= atOnce || (isPush(request) && pushing.size >= pushes)
  server.addHook('onRequest', async (request, reply) => {
    if (!isWork(request)) return undefined
    if (isFull(request)) return refuseLater(reply)
    if (!hasBody(request)) return undefined
    if (arriving.size >= most) return refuseLater(reply)
    arriving.add(request)
    reply.raw.once('close', () => arriving.delete(request))
    return undefined
  })
  // A place is taken by what has arrived whole: a line so bad that a body takes a minute keeps nobody else waiting.
  server.addHook('preValidation', async (request, reply) => {
    arriving.delete(request)
    if (!isWork(request)) return undefined
    // Nobody is there any more who would hear the end of it, and give the place back.
    if (reply.raw.destroyed || isFull(request)) return refuseLater(reply)
    working.add(request)
    if (isPush(request)) pushing.add(request)
    ends(request, reply, () => {
      working.delete(request)
      pushing.delete(request)
      answered()
    })
    return undefined
  })
}

/** A socket stays open for hours and is no work; it has no response whose end would be heard. */
function isWork({ url, routeOptions }: FastifyRequest): boolean {
  return routeOptions.url !== '/api/poke' && url.startsWith('/api/')
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** A township's turn is taken once it is known which one is meant, and given back with the answer. Pushes have turns of their own (sync.ts). */
function limitTownships(server: FastifyInstance, each: number, ends: Ends): void {
  const fair = createFair({ each, line: 2 * each, wait: TURN_MS })
  server.addHook('preHandler', async (request, reply) => {
    const stream = request.routeOptions.url === PUSH ? null : streamIn(request.params) ?? streamIn(request.body)
    if (stream === null) return undefined
    const leave = await fair.take(stream)
    if (leave === null) return refuseLater(reply)
    if (!reply.raw.destroyed) {
      ends(request, reply, leave)
      return undefined
    }
    leave()
    // Nobody is there any more for whom it would be done.
    return refuseLater(reply)
  })
}

const PUSH = '/api/push'

function refuseLater(reply: FastifyReply): FastifyReply {
  return refuse(reply.header('retry-after', String(reply.server.comeAgain?.() ?? 1)), 'serverBusy')
}

function streamIn(holder: unknown): string | null {
  const stream: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'stream') : undefined
  return typeof stream === 'string' ? stream : null
}

const SESSION = 'session '
const MOST_KNOWN = 50_000

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64')
}
