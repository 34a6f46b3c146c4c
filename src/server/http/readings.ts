import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '../../core/id'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import type { DueAnswer } from '../../core/dueWire'
import type { SubmissionState } from '../../core/submission'
import type { DrillAnswer, HandoverList, HistoryAnswer, PullAnswer, RecordAnswer } from '../../core/protocol'
import type { Registry } from '../../core/recordType'
import type { LikelyAnswer, MergedAnswer, SearchAnswer, SearchRequest } from '../../core/searchWire'
import type { TrailAction } from '../../domain/trailWords'
import type { AuditEntry } from '../audit'
import { createReadingLog } from '../audit/readings'
import { isEmptySecret, partValues } from '../personal'
import type { App } from './context'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `callerOf`: who is answered. */
    reader: Reader | null
  }
}

export interface Reader {
  readonly person: string
  readonly county: string
  readonly device: string
}

/** What an answer shows: in which stream, and the line about it. The actor is whoever is answered. */
interface Seen {
  readonly stream: string
  readonly action: TrailAction
  readonly subject: string
  readonly detail?: AuditEntry['detail']
}

interface Asked {
  readonly types: Registry
  readonly params: { readonly stream: string; readonly id: string } & Readonly<Record<string, string>>
  readonly body: unknown
}

/** Per route, what of its answer is personal and so leaves a line. */
export const READINGS: Readonly<Record<string, (asked: Asked, answer: never) => readonly Seen[]>> = {
  'GET /api/record/:stream/:id': ({ types, params: { stream, id } }, { record }: RecordAnswer) =>
    isPersonal(types, record) ? [{ stream, action: 'recordRead', subject: id, detail: { kind: record.kind, n: record.n } }] : [],
  'GET /api/history/:stream/:id': ({ params: { stream, id } }, { entries }: HistoryAnswer) => [{ stream, action: 'historyRead', subject: id, detail: { entries: entries.length } }],
  'GET /api/papers/:stream/:id': ({ params: { stream, id } }) => [{ stream, action: 'papersRead', subject: id }],
  'GET /api/code/:stream/:id': ({ params: { stream, id } }) => [{ stream, action: 'codeRead', subject: id }],
  'POST /api/code/:stream/:id': ({ params: { stream, id } }) => [{ stream, action: 'codeRead', subject: id }],
  'GET /api/merged/:stream/:id': ({ types, params: { stream, id } }, { records }: MergedAnswer) => counted(types, records, { stream, action: 'mergedRead', subject: id }),
  'POST /api/media/:stream/:id/link': ({ params: { stream, id }, body }) => [{ stream, action: 'mediaLinked', subject: textIn(body, 'record') ?? id, detail: { media: id } }],
  'POST /api/drill': ({ types, body }, { records }: DrillAnswer) => counted(types, records, { stream: streamIn(body), action: 'drillRead', subject: streamIn(body) }),
  'POST /api/search': ({ types, body }, { records }: SearchAnswer) => {
    const { stream, kind, text, told, place } = body as SearchRequest
    const personal = personalAmong(types, records)
    return text === '' && personal === 0 ? [] : [{ stream, action: 'searched', subject: place ?? stream, detail: { kind, words: text !== '', told, rows: records.length, personal } }]
  },
  'POST /api/search/likely': ({ types, body }, { found }: LikelyAnswer) =>
    counted(types, found.map(({ record }) => record), { stream: streamIn(body), action: 'likelyRead', subject: streamIn(body) }),
  'POST /api/due': ({ types, body }, { rows }: DueAnswer) => counted(types, rows.map(({ record }) => record), { stream: streamIn(body), action: 'dueRead', subject: streamIn(body) }),
  'GET /api/handovers': (_asked, { handovers }: HandoverList) => [...new Set(handovers.map(({ stream }) => stream))].flatMap((stream) => {
    const rows = handovers.filter((each) => each.stream === stream && each.op !== null).length
    return rows === 0 ? [] : [{ stream, action: 'handoversRead', subject: stream, detail: { rows } } satisfies Seen]
  }),
  'GET /api/submission/:stream/:profile': ({ types, params: { stream } }, { missingRecords }: SubmissionState) => counted(types, missingRecords, { stream, action: 'submissionRead', subject: stream }),
  'POST /api/pull': ({ types }, { streams }: PullAnswer) => streams.flatMap(({ stream, from, to, records }) => {
    const count = personalAmong(types, records)
    return count === 0 ? [] : [{ stream, action: 'pulled', subject: stream, detail: { from, to, count } } satisfies Seen]
  }),
}

/**
 * Beginnings of the routes that leave no line of reading, and why: what they show is nobody's, or one's own, or of people who work here; or
 * they leave their line on the trail themselves, with what they did. A route that begins otherwise is named above, or a test fails.
 */
export const UNREAD: Readonly<Record<string, 'nobody' | 'own' | 'staff' | 'onTrail'>> = {
  'POST /api/code/:stream/:id/renew': 'onTrail', 'POST /api/export': 'onTrail', 'POST /api/papers': 'onTrail', 'POST /api/submission': 'onTrail',
  'POST /api/import': 'onTrail', 'POST /api/frozen': 'onTrail', 'POST /api/reveals': 'onTrail', '/api/personal-requests': 'onTrail',
  '/api/retention': 'onTrail', '/api/complaints': 'onTrail', '/api/trail': 'onTrail', 'POST /api/handover': 'onTrail', 'POST /api/device': 'onTrail',
  // A file is on the trail when it is made, a picture when it is opened.
  'GET /api/download': 'onTrail', 'GET /api/picture': 'onTrail', '/api/bulk': 'onTrail',
  '/api/directory': 'staff', '/api/account': 'staff', 'GET /api/recipients': 'staff', 'GET /api/devices': 'staff',
  'GET /api/submission': 'nobody', 'GET /api/import': 'own', '/api/feedback': 'own', '/api/remind': 'own', '/api/login': 'own', '/api/phone-code': 'own', 'POST /api/password': 'own',
  'POST /api/bootstrap': 'own', 'POST /api/refresh': 'own', 'POST /api/logout': 'own', '/api/ticket': 'own', 'POST /api/push': 'own', 'POST /api/media': 'own',
  'GET /api/media/:stream/missing': 'nobody', '/api/report': 'nobody', 'GET /api/frozen': 'nobody', '/api/own-figures': 'nobody', '/api/paper-forms': 'nobody',
  '/api/figures': 'nobody', 'GET /api/board': 'nobody', '/api/holidays': 'nobody', 'GET /api/health': 'nobody', 'GET /api/about': 'nobody', 'GET /api/openapi.json': 'nobody', 'GET /api/poke': 'nobody',
}

/**
 * Whoever was shown personal values, or wanted what is not for them, stands in the chain of reading before the answer leaves. What cannot
 * be written down is not answered.
 */
export function logReadings(server: FastifyInstance, app: App): void {
  const log = createReadingLog(app)
  server.decorateRequest('reader', null)
  server.addHook('preSerialization', async (request, reply, payload) => {
    const { reader } = request
    if (reader === null) return payload
    const seen = reply.statusCode < 400 ? seenIn(app, request, payload) : deniedIn(request, payload)
    await log.write(seen.map(({ stream, action, subject, detail }) => ({ stream, actor: reader.person, action, subject, detail: { ...detail, device: reader.device } })))
    return payload
  })
}

function seenIn({ types }: App, request: FastifyRequest, payload: unknown): readonly Seen[] {
  const reading = own<(typeof READINGS)[string]>(READINGS, routeOf(request))
  return reading === undefined ? [] : reading({ types, params: request.params as Asked['params'], body: request.body }, payload as never)
}

/** Ways of being refused that say: this is not yours. An expired token is no attempt, it happens to everybody twice an hour. */
const DENIALS: readonly string[] = ['notFound', 'wrongStream', 'noRole', 'deviceRevoked', 'accountDisabled']

/** In the county's chain: a stream that was asked for may be none. Only ids of what was asked, and none that a form would not take. */
function deniedIn(request: FastifyRequest, payload: unknown): readonly Seen[] {
  const { reader } = request
  const code = textIn(payload, 'code')
  if (reader === null || code === null || !DENIALS.includes(code)) return []
  const { params, body } = request
  const idIn = (name: string): string | null => [textIn(params, name), textIn(body, name)].find(isId) ?? null
  const subject = idIn('id') ?? idIn('stream')
  return [{ stream: reader.county, action: 'denied', subject: subject ?? '', detail: { route: routeOf(request), code, stream: idIn('stream') } }]
}

function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`
}

function counted(types: Registry, records: readonly StoredRecord[], seen: Seen): readonly Seen[] {
  const personal = personalAmong(types, records)
  return personal === 0 ? [] : [{ ...seen, detail: { ...seen.detail, rows: records.length, personal } }]
}

function personalAmong(types: Registry, records: readonly StoredRecord[]): number {
  return records.filter((record) => isPersonal(types, record)).length
}

function isPersonal(types: Registry, { kind, values }: StoredRecord): boolean {
  const type = own(types, kind)
  // A value that was taken out leaves no key, so whatever is left was told.
  return type !== undefined && !isEmptySecret(partValues(type, values).secret)
}

function streamIn(body: unknown): string {
  return textIn(body, 'stream') ?? ''
}

function textIn(holder: unknown, name: string): string | null {
  const value: unknown = typeof holder === 'object' && holder !== null ? own(holder as Readonly<Record<string, unknown>>, name) : undefined
  return typeof value === 'string' ? value : null
}
