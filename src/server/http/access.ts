import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './problems'

/**
 * Who may call a route at all. `anybody` brings nothing; `linked` a one-time ticket of a caller who was allowed the thing itself; `known` is
 * signed in, be it without any role left; `granted` holds a role today. What of it one sees and may do is the role table's (domain/role.ts).
 */
export type Who = 'anybody' | 'linked' | 'known' | 'granted'

export interface RouteAccess {
  readonly who: Who
  /** How often one session may call it; above it 429. Without it the server's general limit. */
  readonly limit?: { readonly most: number; readonly per: 'minute' | 'hour' | 'day' }
}

/** Every route of the programs; the pages of the villagers' code (/c/) and the files of the H5 program are for anybody. */
export const ROUTES: Readonly<Record<string, RouteAccess>> = {
  'GET /api/board/:stream': { who: 'granted' },
  'GET /api/code/:stream/:id': { who: 'granted' },
  'POST /api/code/:stream/:id': { who: 'granted' },
  'POST /api/code/:stream/:id/renew': { who: 'granted' },
  'GET /api/directory/grants': { who: 'granted' },
  'GET /api/directory/place/:place': { who: 'granted' },
  'POST /api/directory/:kind/export': { who: 'granted' },
  'POST /api/directory/:kind/file': { who: 'granted' },
  'POST /api/directory/:kind/file/:file': { who: 'granted' },
  'GET /api/download': { who: 'linked' },
  'POST /api/due': { who: 'granted' },
  'POST /api/export/:stream': { who: 'granted', limit: { most: 5, per: 'hour' } },
  'POST /api/frozen/:stream': { who: 'granted' },
  'GET /api/frozen/:stream/:id': { who: 'granted' },
  'GET /api/frozen/:stream/:id/corrections': { who: 'granted' },
  'POST /api/frozen/:stream/:id/link/:copy': { who: 'granted' },
  'GET /api/handovers': { who: 'granted' },
  'POST /api/handover': { who: 'granted' },
  'POST /api/handover/:stream/:id': { who: 'granted' },
  'GET /api/recipients/:stream': { who: 'granted' },
  'GET /api/devices': { who: 'granted' },
  'POST /api/device/:device/revoke': { who: 'granted' },
  'POST /api/device/:device/writeOff': { who: 'granted' },
  'GET /api/imports/:stream': { who: 'granted' },
  'POST /api/import/:stream/:file/sheet': { who: 'granted' },
  'POST /api/import/:stream/:file/try': { who: 'granted' },
  'POST /api/import/:stream/:file/confirm': { who: 'granted' },
  'POST /api/import/:stream/:file/batch/:batch/go': { who: 'granted' },
  'GET /api/import/:stream/batch/:batch': { who: 'granted' },
  'POST /api/import/:stream/batch/:batch/undo': { who: 'granted' },
  'POST /api/imports/:stream/:kind': { who: 'granted' },
  'POST /api/media': { who: 'known' },
  'POST /api/media/:stream/:id/:piece': { who: 'known' },
  'GET /api/media/:stream/missing': { who: 'granted' },
  'POST /api/media/:stream/:id/link': { who: 'granted' },
  'GET /api/picture': { who: 'linked' },
  'GET /api/own-figures': { who: 'granted' },
  'GET /api/papers/:stream/:id': { who: 'granted' },
  'POST /api/papers/:stream/:id/link': { who: 'granted' },
  'POST /api/papers/:stream/bound': { who: 'granted' },
  'GET /api/paper-forms': { who: 'granted' },
  'POST /api/paper-forms/:paper/standard': { who: 'granted' },
  'POST /api/paper-forms/:paper/link': { who: 'granted' },
  'POST /api/paper-forms/:paper/try': { who: 'granted' },
  'POST /api/paper-forms/:paper': { who: 'granted' },
  'POST /api/figures': { who: 'granted' },
  'POST /api/drill': { who: 'granted' },
  'GET /api/record/:stream/:id': { who: 'granted' },
  'GET /api/history/:stream/:id': { who: 'granted' },
  'POST /api/feedback': { who: 'anybody' },
  'POST /api/feedback/answer': { who: 'anybody' },
  'GET /api/feedback/mine': { who: 'known' },
  'GET /api/complaints': { who: 'granted' },
  'GET /api/complaints/:id': { who: 'granted' },
  'POST /api/complaints/:id': { who: 'granted' },
  'GET /api/holidays/:year': { who: 'granted' },
  'GET /api/remind': { who: 'granted' },
  'POST /api/remind': { who: 'granted' },
  'POST /api/report/:stream/:template/:period/text/link': { who: 'granted' },
  'POST /api/report/:stream/:template/:period/text': { who: 'granted' },
  'GET /api/reports/:stream': { who: 'granted' },
  'GET /api/report/:stream/:template/:period': { who: 'granted' },
  'POST /api/report/:stream/:template/:period/preview': { who: 'granted' },
  'POST /api/report/:stream/:template/:period/link/:copy': { who: 'granted' },
  'POST /api/search': { who: 'granted', limit: { most: 60, per: 'minute' } },
  'POST /api/search/likely': { who: 'granted', limit: { most: 60, per: 'minute' } },
  'GET /api/merged/:stream/:id': { who: 'granted' },
  'GET /api/health': { who: 'anybody' },
  'GET /api/about': { who: 'anybody' },
  'GET /api/openapi.json': { who: 'anybody' },
  'POST /api/login': { who: 'anybody' },
  'POST /api/login/wechat': { who: 'anybody' },
  'POST /api/login/bind': { who: 'anybody' },
  'POST /api/login/phone': { who: 'anybody' },
  'POST /api/phone-code': { who: 'granted' },
  'POST /api/password': { who: 'anybody' },
  'POST /api/password/own': { who: 'granted' },
  'POST /api/bootstrap': { who: 'anybody' },
  'GET /api/account/:person': { who: 'granted' },
  'POST /api/account/:person': { who: 'granted' },
  'POST /api/refresh': { who: 'anybody' },
  'POST /api/logout': { who: 'known' },
  'GET /api/submission/:stream': { who: 'granted' },
  'GET /api/submission/:stream/:profile': { who: 'granted' },
  'POST /api/submission/:stream/:profile/export': { who: 'granted' },
  'POST /api/submission/:stream/:profile/receipt': { who: 'granted' },
  'POST /api/submission/:stream/:profile/receipt/:file': { who: 'granted' },
  'POST /api/reveals': { who: 'known' },
  'GET /api/personal-requests/:stream': { who: 'granted' },
  'POST /api/personal-requests/:stream': { who: 'granted' },
  'POST /api/personal-requests/:stream/:id/find': { who: 'granted' },
  'POST /api/personal-requests/:stream/:id/act': { who: 'granted' },
  'POST /api/personal-requests/:stream/:id/copy': { who: 'granted' },
  'GET /api/retention/:stream': { who: 'granted' },
  'POST /api/retention/:stream/propose': { who: 'granted' },
  'POST /api/retention/:stream/:id/act': { who: 'granted' },
  'POST /api/retention/:stream/:id/certificate': { who: 'granted' },
  'POST /api/bulk/:stream/:id/act': { who: 'granted' },
  'POST /api/push': { who: 'known', limit: { most: 60, per: 'minute' } },
  'POST /api/pull': { who: 'granted', limit: { most: 120, per: 'minute' } },
  'POST /api/ticket': { who: 'granted' },
  'POST /api/trail': { who: 'granted' },
  'POST /api/trail/export': { who: 'granted' },
  'GET /api/trail/check': { who: 'granted' },
  'POST /api/trail/check': { who: 'granted' },
  'GET /api/poke': { who: 'linked' },
}

/** A route that stands in no row does not come into being: the server does not start. */
export function onlyListedRoutes(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url }) => {
    const methods = Array.isArray(method) ? method : [method]
    for (const each of methods) {
      if (url.startsWith('/api/') && each !== 'HEAD' && ROUTES[`${each} ${url}`] === undefined) throw new Error(`${each} ${url} stands in no row of access.ts`)
    }
  })
}

/** What nothing answers to: 405 with what would be, where the address is one of the rows; 404 for everything else. */
export function answerUnlisted(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = methodsAt(request.url.split('?')[0] ?? '')
  return methods.length === 0 ? refuse(reply, 'notFound') : refuse(reply.header('allow', methods.join(', ')), 'wrongMethod')
}

function methodsAt(path: string): readonly string[] {
  const steps = path.split('/')
  return Object.keys(ROUTES).flatMap((row) => {
    const [method = '', url = ''] = row.split(' ')
    const named = url.split('/')
    return named.length === steps.length && named.every((step, at) => (step.startsWith(':') ? steps[at] !== '' : step === steps[at])) ? [method] : []
  })
}
