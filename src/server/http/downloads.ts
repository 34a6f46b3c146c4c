import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import type { FileLink } from '../../core/protocol'
import { createTickets } from '../tickets'
import type { App } from './context'
import { refuse } from './problems'
import { LinkQuery } from './wire'

/** A file made ready for one download: system download managers send no headers, so the ticket stands in the address. */
export interface Download {
  readonly bytes: Uint8Array
  /** In Chinese, with its ending; without personal data. */
  readonly name: string
  readonly type: keyof typeof MIME
}

export interface Downloads {
  /** A one-time address, good for a minute. */
  readonly offer: (file: Download) => FileLink
}

const MIME = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
} as const

/** Whole files wait in memory: the oldest gives way before they fill it. */
const MOST_WAITING = 200

export function downloadRoute(server: FastifyInstance, app: App): Downloads {
  const waiting = createTickets<Download>(app.now, MOST_WAITING)

  server.get<{ Querystring: Static<typeof LinkQuery> }>('/api/download', { schema: { querystring: LinkQuery, summary: '下载一次' } }, async (request, reply) => {
    const found = waiting.take(request.query.ticket)
    if (found === null) return refuse(reply, 'notFound', '这个下载地址用过了，或者过期了，请回去再点一次下载。')
    return reply
      .header('content-type', MIME[found.type])
      .header('content-disposition', `attachment; filename="file.${found.type}"; filename*=UTF-8''${encodeURIComponent(found.name)}`)
      .header('cache-control', 'no-store')
      .send(Buffer.from(found.bytes))
  })

  return { offer: (file) => ({ url: `/api/download?ticket=${waiting.issue(file)}`, name: file.name }) }
}
