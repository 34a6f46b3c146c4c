import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import type { FormList, FormTrial, PaperLink, PaperList } from '../../core/paperWire'
import { isPaper, PAPERS, type PaperId } from '../../domain/papers/papers'
import { mayForms } from '../../domain/papers/rights'
import { PLAIN_PAPER } from '../../core/document'
import { templateDocx } from '../docx/templateDocx'
import { boundVolume } from '../papers/boundVolume'
import { checkForm } from '../papers/form/checkForm'
import { MOST_FORM_BYTES } from '../papers/form/openForm'
import { formHeads, putForm, readForm } from '../papers/form/store'
import { openCase } from '../papers/paperCase'
import { takePapers, type Taken } from '../papers/takePapers'
import { callerOf, FILES_PER_MINUTE, onlyCallers, type App, type Caller } from './context'
import type { Downloads } from './downloads'
import { refuse } from './problems'
import { RecordParams, StreamParams } from './wire'

const closed = { additionalProperties: false } as const
const Word = Type.String({ pattern: '^[A-Za-z]{1,32}$' })
const RowId = Type.String({ pattern: '^[0-9a-z-]{2,36}$' })
export const PaperAskBody = Type.Union([
  Type.Object({ what: Type.Literal('paper'), paper: Word, row: Type.Union([RowId, Type.Null()]) }, closed),
  Type.Object({ what: Type.Union([Type.Literal('volume'), Type.Literal('package')]) }, closed),
])
export const BoundBody = Type.Object({ place: StreamParams.properties.stream, quarter: Type.String({ pattern: '^\\d{4}Q[1-4]$' }) }, closed)
export const FormParams = Type.Object({ paper: Word }, closed)
export const FormLinkBody = Type.Object({ which: Type.Union([Type.Literal('own'), Type.Literal('standard')]) }, closed)

/** A little above what is read, so that a file that is too large is told so by name. */
const MOST_BYTES = MOST_FORM_BYTES * 2
const TOO_LARGE = '这个文件超过 2 MB，没有收。请把里面的图片去掉，在 WPS 或 Word 里另存为 .docx，再选一次。'

export function paperRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  formRoutes(server, app, downloads)

  server.get<{ Params: Static<typeof RecordParams> }>('/api/papers/:stream/:id', { schema: { params: RecordParams, summary: '一件纠纷要哪些文书，还缺什么' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    const opened = await openCase(app, caller.me, request.params.stream, request.params.id)
    if (opened === null) return refuse(reply, 'notFound')
    const own = (await formHeads(app.db.sql, caller.me.county)).filter((head) => head.own !== null).map(({ paper }) => paper)
    return reply.header('cache-control', 'no-store').send({ ...opened.list, ownForms: own } satisfies PaperList)
  })

  server.post<{ Params: Static<typeof RecordParams>; Body: Static<typeof PaperAskBody> }>('/api/papers/:stream/:id/link', {
    schema: { params: RecordParams, body: PaperAskBody, summary: '做一份文书或一卷，取一次性的下载地址' }, config: MADE_PER_MINUTE,
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : offer(reply, downloads, await takePapers(app, caller.me, request.params.stream, request.params.id, request.body))
  })

  server.post<{ Params: Static<typeof StreamParams>; Body: Static<typeof BoundBody> }>('/api/papers/:stream/bound', {
    schema: { params: StreamParams, body: BoundBody, summary: '简易案件按村、按季合订一卷' }, config: MADE_PER_MINUTE,
  }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    return caller === null ? reply : offer(reply, downloads, await boundVolume(app, caller.me, request.params.stream, request.body))
  })
}

const MADE_PER_MINUTE = { rateLimit: { max: 30, timeWindow: '1 minute' } } as const

function offer(reply: FastifyReply, downloads: Downloads, taken: Taken): FastifyReply {
  if (taken.kind === 'notFound') return refuse(reply, 'notFound')
  if (taken.kind === 'say') return refuse(reply, 'badRequest', taken.say)
  const { bytes, name, type, left } = taken
  return reply.header('cache-control', 'no-store').send({ ...downloads.offer({ bytes, name, type }), left } satisfies PaperLink)
}

/** The county's own forms: tried out, put in use, and back to the standard. */
function formRoutes(server: FastifyInstance, app: App, downloads: Downloads): void {
  server.get('/api/paper-forms', { schema: { summary: '县里用哪些自己的文书样式' } }, async (request, reply) => {
    const caller = await keeperOf(app, request, reply)
    return caller === null ? reply : reply.header('cache-control', 'no-store').send(await listOf(app, caller))
  })

  server.post<{ Params: Static<typeof FormParams> }>('/api/paper-forms/:paper/standard', { schema: { params: FormParams, summary: '用回标准样式' } }, async (request, reply) => {
    const asked = await askedForm(app, request, reply)
    if (asked === null) return reply
    await putForm(app, asked.caller.me.county, asked.caller.me.person, asked.paper, null)
    return reply.send(await listOf(app, asked.caller))
  })

  server.post<{ Params: Static<typeof FormParams>; Body: Static<typeof FormLinkBody> }>('/api/paper-forms/:paper/link', {
    schema: { params: FormParams, body: FormLinkBody, summary: '下载样式，照着改' },
  }, async (request, reply) => {
    const asked = await askedForm(app, request, reply)
    if (asked === null) return reply
    const { title, text } = PAPERS[asked.paper]
    const own = request.body.which === 'own' ? await readForm(app.vault, app.db.sql, asked.caller.me.county, asked.paper) : null
    const bytes = own ?? (await templateDocx(text, { paper: PLAIN_PAPER, title, organisation: '', createdAt: new Date(app.now()).toISOString() }))
    const name = `${title}（样式）.docx`
    return reply.header('cache-control', 'no-store').send({ ...downloads.offer({ bytes, name, type: 'docx' }), left: [] } satisfies PaperLink)
  })

  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    const files = {
      bodyLimit: MOST_BYTES, onRequest: onlyCallers(app), config: FILES_PER_MINUTE,
      errorHandler: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
        if (error.statusCode !== 413) throw error
        void refuse(reply, 'tooLarge', TOO_LARGE)
      },
    }
    scope.post<{ Params: Static<typeof FormParams> }>('/api/paper-forms/:paper/try', { ...files, schema: { params: FormParams, summary: '试一份样式，看有没有错' } }, async (request, reply) => {
      const asked = await askedForm(app, request, reply)
      if (asked === null) return reply
      if (!Buffer.isBuffer(request.body)) return refuse(reply, 'badRequest', NO_FILE)
      return reply.header('cache-control', 'no-store').send(checkForm(PAPERS[asked.paper], request.body) satisfies FormTrial)
    })
    scope.post<{ Params: Static<typeof FormParams> }>('/api/paper-forms/:paper', { ...files, schema: { params: FormParams, summary: '用这份样式' } }, async (request, reply) => {
      const asked = await askedForm(app, request, reply)
      if (asked === null) return reply
      if (!Buffer.isBuffer(request.body)) return refuse(reply, 'badRequest', NO_FILE)
      const [wrong] = checkForm(PAPERS[asked.paper], request.body).problems
      if (wrong !== undefined) return refuse(reply, 'badRequest', `这份样式还有错，没有换：${wrong.where}${wrong.where === '' ? '' : '，'}${wrong.message}`)
      await putForm(app, asked.caller.me.county, asked.caller.me.person, asked.paper, request.body)
      return reply.send(await listOf(app, asked.caller))
    })
    done()
  })
}

const NO_FILE = '没有收到文件，请重新选一次。'

async function listOf(app: App, { me }: Caller): Promise<FormList> {
  return { forms: await formHeads(app.db.sql, me.county) }
}

async function keeperOf(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Caller | null> {
  const caller = await callerOf(app, request, reply)
  if (caller === null || mayForms(caller.me)) return caller
  refuse(reply, 'notFound')
  return null
}

async function askedForm(app: App, request: FastifyRequest<{ Params: Static<typeof FormParams> }>, reply: FastifyReply): Promise<{ readonly caller: Caller; readonly paper: PaperId } | null> {
  const caller = await keeperOf(app, request, reply)
  const { paper } = request.params
  if (caller === null) return null
  if (isPaper(paper)) return { caller, paper }
  refuse(reply, 'notFound')
  return null
}
