import { join } from 'node:path'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import websocket from '@fastify/websocket'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { MAX_REQUEST_BYTES, PROTOCOL_VERSION } from '../../core/protocol'
import { isPassing } from '../db'
import { codeOf } from '../errorCode'
import { sayGoodbye } from '../operation/goodbye'
import { watchRequests } from '../operation/watch'
import { answerUnlisted, onlyListedRoutes } from './access'
import type { App } from './context'
import { codeRoutes } from './code'
import { downloadRoute } from './downloads'
import { directoryRoutes } from './directory'
import { dueRoutes } from './due'
import { aboutRoute } from './about'
import { feedbackRoutes } from './feedback'
import { frozenRoutes } from './frozen'
import { exportRoutes } from './exports'
import { mediaRoutes } from './media'
import { submissionRoutes } from './submission'
import { handoverRoutes } from './handovers'
import { importRoutes } from './imports'
import { ownFigureRoutes } from './ownFigures'
import { paperRoutes } from './papers'
import { privacyRoutes } from './privacy'
import { ARRIVES_IN_MS, DEMO_LIMITS, LIMITS, limitRequests } from './limits'
import { logFault, refuseBroken, refusePassing } from './fault'
import { refuse } from './problems'
import { readingRoutes } from './reading'
import { logReadings } from './readings'
import { remindRoutes } from './remind'
import { reportRoutes } from './reports'
import { reportTextRoutes } from './reportText'
import { searchRoutes } from './search'
import { signInRoutes } from './signIn'
import { syncRoutes } from './sync'
import { trailRoutes } from './trail'
import { validator } from './validator'

/** The whole HTTP surface. Every failure leaves through `onError` or `refuse`: a Chinese sentence, and never a 500 for bad input. */
export async function createServer(app: App): Promise<FastifyInstance> {
  const limits = app.limits ?? (app.mode === 'demo' ? DEMO_LIMITS : LIMITS)
  const { arrivesIn = ARRIVES_IN_MS } = limits
  const server = Fastify({
    bodyLimit: MAX_REQUEST_BYTES, requestTimeout: arrivesIn, http: { headersTimeout: arrivesIn, connectionsCheckingInterval: arrivesIn / 4 }, trustProxy: app.mode === 'county' ? isOurProxy : false, forceCloseConnections: 'idle',
    // An address that is none: Fastify's own words would repeat it. No hook has run, so what keeps it from being taken for a page is said here.
    frameworkErrors: (error, request, reply) => void onError(app, error, request, reply.header('x-content-type-options', 'nosniff')),
  })
  server.setValidatorCompiler(validator)
  server.setErrorHandler((error: FastifyError, request, reply) => onError(app, error, request, reply))
  onlyListedRoutes(server)
  watchRequests(server, app)
  sayGoodbye(server)
  server.setNotFoundHandler(answerUnlisted)
  await server.register(helmet, { contentSecurityPolicy: { directives: CONTENT_POLICY }, strictTransportSecurity: app.mode === 'county' })
  server.addHook('onRequest', async (request, reply) => {
    // No program of ours packs what it sends; unpacking would let a small request become a large one.
    const encoding = request.headers['content-encoding'] ?? 'identity'
    return encoding === 'identity' ? undefined : refuse(reply, 'packed')
  })
  // On 2G a page of a pull is the difference between fifteen seconds and two.
  await server.register(compress, { encodings: ['gzip', 'identity'], threshold: 1024, zlibOptions: { level: 4 } })
  await server.register(cookie)
  await limitRequests(server, limits, app.now)
  await server.register(websocket, { options: { maxPayload: 1024 } })
  await server.register(swagger, {
    openapi: { info: { title: '说事簿', version: String(PROTOCOL_VERSION) }, components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
  })
  logReadings(server, app)
  await server.register(async (api) => {
    signInRoutes(api, app)
    syncRoutes(api, app)
    readingRoutes(api, app)
    searchRoutes(api, app)
    dueRoutes(api, app)
    const downloads = downloadRoute(api, app)
    reportRoutes(api, app, downloads)
    reportTextRoutes(api, app, downloads)
    frozenRoutes(api, app, downloads)
    exportRoutes(api, app, downloads)
    directoryRoutes(api, app, downloads)
    handoverRoutes(api, app)
    mediaRoutes(api, app)
    ownFigureRoutes(api, app)
    importRoutes(api, app)
    submissionRoutes(api, app, downloads)
    paperRoutes(api, app, downloads)
    privacyRoutes(api, app, downloads)
    codeRoutes(api, app)
    remindRoutes(api, app)
    trailRoutes(api, app, downloads)
    feedbackRoutes(api, app)
    aboutRoute(api, app)
    openRoutes(api, app)
  })
  if (app.h5Folder !== null) await serveProgram(server, app.h5Folder)
  return server
}

/** What anybody may ask. */
function openRoutes(server: FastifyInstance, app: App): void {
  server.get('/api/health', { schema: { summary: '是否正常' } }, async () => {
    await app.db.sql`select 1`
    return { ok: true }
  })
  server.get('/api/openapi.json', { schema: { hide: true } }, async () => server.swagger())
}

/** The county's own, in front of this server. What a caller wrote into X-Forwarded-For before it is not believed. */
const isOurProxy = (_address: string, hop: number): boolean => hop < 1

const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  // Taro sets element styles from script.
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  // Taro's own controls bring a small icon font inside their styles.
  fontSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
}

async function serveProgram(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    setHeaders: (response, path) => {
      // Names with a content hash never change; the page and the service worker are always asked for.
      const isHashed = /\.[0-9a-f]{8,}\./.test(path)
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  server.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html', join(folder)))
}

const NO_CHARACTER = '22021'

function onError(app: App, error: FastifyError, request: FastifyRequest, reply: FastifyReply): unknown {
  if (error.statusCode === 413) return refuse(reply, 'tooLarge')
  if (error.statusCode === 429) return refuse(reply, 'tooOften')
  if (error.validation !== undefined || (error.statusCode !== undefined && error.statusCode < 500)) return refuse(reply, 'badRequest')
  // A character that no text of PostgreSQL has (NUL) came with the question.
  if (codeOf(error) === NO_CHARACTER) return refuse(reply, 'badRequest')
  const fault = logFault(app, request, error)
  return isPassing(error) ? refusePassing(app, reply, error) : refuseBroken(reply, fault)
}
