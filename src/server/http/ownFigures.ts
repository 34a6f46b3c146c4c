import type { FastifyInstance } from 'fastify'
import type { OwnFigureList } from '../../core/reportWire'
import { ownFigure } from '../../domain/ownFigure'
import { mayList } from '../../domain/role'
import { readKinds } from '../configStore'
import { callerOf, type App } from './context'
import { refuse } from './problems'

/** Phones don't hold them: who writes a report, or keeps them, asks. */
export function ownFigureRoutes(server: FastifyInstance, app: App): void {
  server.get('/api/own-figures', { schema: { summary: '县里自定的指标' } }, async (request, reply) => {
    const caller = await callerOf(app, request, reply)
    if (caller === null) return reply
    if (!mayList(caller.me, ownFigure)) return refuse(reply, 'notFound')
    const records = await readKinds(app, app.db.sql, caller.me.county, [ownFigure.kind])
    const answer: OwnFigureList = { figures: [...records].sort((a, b) => (a.id < b.id ? -1 : 1)) }
    return reply.header('cache-control', 'no-store').send(answer)
  })
}
