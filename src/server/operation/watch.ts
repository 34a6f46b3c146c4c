import type { FastifyInstance } from 'fastify'
import type { App } from '../http/context'

/** Every answer is measured; in a county each is a line of the log too: which route, what came of it, how long. Who asked stands on the audit trail, not here. */
export function watchRequests(server: FastifyInstance, app: Pick<App, 'metrics' | 'mode' | 'log'>): void {
  const { metrics } = app
  if (metrics === undefined) return
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const asked = { method: request.method, route, status: reply.statusCode }
    metrics.answered(asked, reply.elapsedTime)
    if (app.mode === 'county' && route.startsWith('/api/')) app.log({ level: 'info', request: request.id, ...asked, ms: Math.round(reply.elapsedTime) })
  })
}
