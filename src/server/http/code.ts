import { settingAt } from '../../core/config'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { CODE_PATH, codeFrom, groupedCode, type CaseCode, type CodeState } from '../../core/codeWire'
import { hasCode } from '../../domain/caseCode'
import { mayEdit, seesPersonal } from '../../domain/role'
import { SETTING } from '../../domain/settingNames'
import { createBudget, networkOf } from '../code/budget'
import { currentCode, makeCode, renewCode, type Code, type Coded } from '../code/codes'
import { lookUp, type CodedRecord } from '../code/look'
import { progressPage, troublePage, typingPage, unknownPage, type Frame } from '../code/page'
import { complaintsOf, progressOf } from '../code/progress'
import { qrSvg } from '../code/qr'
import { rate, ratingFrom } from '../code/rate'
import { PAGE_POLICY } from '../code/style'
import { isPassing } from '../db'
import { findRecord } from '../read'
import { recordOf } from '../versions'
import { callerOf, type App } from './context'
import { logFault } from './fault'
import { refuse } from './problems'
import { RecordParams } from './wire'

/** A phone's form is a few bytes; anything longer is no form of ours. */
const MOST_FORM_BYTES = 1024
/** A village behind one address of its carrier still gets through; somebody who tries codes does not get far. */
const PER_ADDRESS = { rateLimit: { max: 60, timeWindow: '1 minute', keyGenerator: (request: FastifyRequest) => `code ${networkOf(request.ip)}` } } as const
/** Of all addresses together. */
const PER_MINUTE = 3_000

/** 一案一码: the slip for whoever may read the record, and the public page behind it. */
export function codeRoutes(server: FastifyInstance, app: App): void {
  slipRoutes(server, app)
  void server.register((scope, _options, done) => {
    publicRoutes(scope, app)
    done()
  }, { prefix: CODE_PATH.replace(/\/$/, '') })
}

const RenewBody = Type.Object({ generation: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, { additionalProperties: false })

function slipRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: Static<typeof RecordParams> }>('/api/code/:stream/:id', { schema: { params: RecordParams, summary: '这一件的码' } }, async (request, reply) => {
    const asked = await askedFor(app, request, reply, request.params)
    if (asked === null) return reply
    const code = await currentCode(app, app.db.sql, asked.coded)
    return fresh(reply).send({ code: code === null ? null : await slipOf(app, request, asked.coded, code), mayRenew: asked.mayRenew } satisfies CodeState)
  })

  server.post<{ Params: Static<typeof RecordParams> }>('/api/code/:stream/:id', { schema: { params: RecordParams, summary: '给这一件出码' } }, async (request, reply) => {
    const asked = await askedFor(app, request, reply, request.params)
    if (asked === null) return reply
    return fresh(reply).send(await slipOf(app, request, asked.coded, await makeCode(app, asked.coded, asked.person)))
  })

  server.post<{ Params: Static<typeof RecordParams>; Body: Static<typeof RenewBody> }>('/api/code/:stream/:id/renew', {
    schema: { params: RecordParams, body: RenewBody, summary: '换码，旧的不能再用' },
  }, async (request, reply) => {
    const asked = await askedFor(app, request, reply, request.params)
    if (asked === null) return reply
    if (!asked.mayRenew) return refuse(reply, 'notFound')
    return fresh(reply).send(await slipOf(app, request, asked.coded, await renewCode(app, asked.coded, asked.person, request.body.generation)))
  })
}

interface Asked {
  readonly coded: Coded
  readonly person: string
  readonly mayRenew: boolean
}

/** Null, and answered, for whoever does not see what was told, and for a record that has no code: nobody learns which of them. */
async function askedFor(app: App, request: FastifyRequest, reply: FastifyReply, { stream, id }: Static<typeof RecordParams>): Promise<Asked | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null) return null
  const { me } = caller
  const found = await findRecord(app, me, stream, id)
  if (found !== null) {
    const { type, row, ground: { config } } = found
    const record = recordOf(app, type.kind, row, false)
    if (hasCode(type, config, record) && seesPersonal(me, type, config.places, record)) {
      return { coded: { county: me.county, stream, record: id, kind: type.kind }, person: me.person, mayRenew: mayEdit(me, type, config.places, record) }
    }
  }
  refuse(reply, 'notFound')
  return null
}

async function slipOf(app: App, request: FastifyRequest, { county, stream }: Coded, { code, generation }: Code): Promise<CaseCode> {
  const config = await app.configs.current(app.db.sql, county)
  const set = settingAt(config, SETTING.publicAddress, stream)
  const origin = typeof set === 'string' && /^https?:\/\/[^/\s]+\/?$/.test(set) ? set.replace(/\/$/, '') : `${request.protocol}://${request.host}`
  const address = `${origin}${CODE_PATH}${code}`
  return { code, generation, address, svg: qrSvg(address), township: config.places.byId[stream]?.name ?? '', phone: complaintsOf(config, stream).phone }
}

/** Everything below /c/ answers in HTML, whatever is asked; no cookie is read, and a request that writes carries the code itself. */
function publicRoutes(scope: FastifyInstance, app: App): void {
  const everybody = createBudget(app.now, PER_MINUTE)
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: MOST_FORM_BYTES }, (_request, body, parsed) => parsed(null, new URLSearchParams(String(body))))
  scope.setErrorHandler(async (error: FastifyError, request, reply) => failed(app, error, request, reply))
  scope.setNotFoundHandler(async (_request, reply) => notFound(app, reply))
  scope.addHook('onRequest', async (_request, reply) => {
    if (everybody.take()) return undefined
    return html(reply.header('retry-after', '60'), 429, troublePage(await frameOf(app, null), '查的人太多', '现在查的人太多，请过一分钟再看。'))
  })

  scope.get('/', { schema: { hide: true }, config: PER_ADDRESS }, async (_request, reply) => html(reply, 200, typingPage(await frameOf(app, null))))

  scope.post('/', { schema: { hide: true }, config: PER_ADDRESS, bodyLimit: MOST_FORM_BYTES }, async (request, reply) => {
    const code = codeFrom(formOf(request).get('code') ?? '')
    return code === null ? notFound(app, reply) : unseen(reply).redirect(`${CODE_PATH}${groupedCode(code)}`, 303)
  })

  scope.get<{ Params: { code: string } }>('/:code', { schema: { hide: true }, config: PER_ADDRESS }, async (request, reply) => {
    const found = await lookUp(app, app.county, codeFrom(request.params.code) ?? '')
    return found === null ? notFound(app, reply) : shown(app, reply, 200, request.params.code, found, null)
  })

  scope.post<{ Params: { code: string } }>('/:code', { schema: { hide: true }, config: PER_ADDRESS, bodyLimit: MOST_FORM_BYTES }, async (request, reply) => {
    const code = codeFrom(request.params.code) ?? ''
    const found = await lookUp(app, app.county, code)
    if (found === null) return notFound(app, reply)
    const rating = ratingFrom(formOf(request).get('rating'))
    if (rating === null) return shown(app, reply, 400, code, found, '没有看清您评的是哪一个，请再点一次。')
    const rated = await rate(app, found, rating)
    if (rated.kind === 'rated') {
      if (rated.n !== null) app.poker.tell({ stream: found.coded.stream, n: rated.n })
      // The page is fetched anew: going back or reading it again sends nothing twice.
      return unseen(reply).redirect(`${CODE_PATH}${groupedCode(code)}`, 303)
    }
    return shown(app, reply, 409, code, (await lookUp(app, app.county, code)) ?? found, rated.say)
  })
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}

async function shown(app: App, reply: FastifyReply, status: number, typed: string, found: CodedRecord, refusal: string | null): Promise<FastifyReply> {
  return html(reply, status, progressPage(await frameOf(app, found.coded.stream), codeFrom(typed) ?? '', progressOf(found), refusal))
}

async function notFound(app: App, reply: FastifyReply): Promise<FastifyReply> {
  return html(reply, 404, unknownPage(await frameOf(app, null)))
}

async function failed(app: App, error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const status = error.statusCode ?? 500
  if (status === 429) return html(reply, 429, troublePage(await frameOf(app, null), '查得太快', '这里查得太快，请过一分钟再看。'))
  if (status < 500) return html(reply, status, troublePage(await frameOf(app, null), '看不懂', '这个请求看不懂，没有记下什么。请重新扫纸条上的码。'))
  const fault = logFault(app, request, error)
  // Without the database there are no settings to read either.
  const bare = { demo: false, sponsor: '', filing: '', complaints: { phone: '', link: null }, feedback: null }
  return html(reply, isPassing(error) ? 503 : 500, troublePage(bare, '暂时看不了', `县里的服务暂时忙不过来，没有记下什么。请过一会儿再看。（故障号 ${fault}）`))
}

async function frameOf(app: App, stream: string | null): Promise<Frame> {
  const config = await app.configs.current(app.db.sql, app.county)
  const word = (name: string): string => (typeof config.settings[name] === 'string' ? config.settings[name] : '')
  return {
    demo: app.mode === 'demo', sponsor: word(SETTING.sponsor), filing: word(SETTING.filing), complaints: complaintsOf(config, stream),
    feedback: app.h5Folder === null ? null : FEEDBACK_PAGE,
  }
}
/** The program's own 投诉建议, open to everybody. */
const FEEDBACK_PAGE = '/#/pages/feedback/index'

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return unseen(reply).code(status).header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(page)
}

/** Neither kept by anybody on the way, nor found by a search, nor told to whatever is opened from it. */
function unseen(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex, nofollow')
}

function fresh(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
