import Fastify, { type FastifyInstance } from 'fastify'
import type { Health } from './health'
import type { Metrics } from './metrics'

/**
 * A port of its own for those who run the server, closed to everybody else by the network: /metrics for Prometheus, /health for whatever
 * restarts a program that hangs: 503 only when the database is out of reach. A full disk is no reason to restart, and stands in the body.
 * Nothing here is about a person.
 */
export async function createOperationPort(metrics: Metrics, health: Pick<Health, 'look'>): Promise<FastifyInstance> {
  const server = Fastify({ forceCloseConnections: true })
  server.get('/metrics', async (_request, reply) => reply.header('content-type', metrics.contentType).send(await metrics.text()))
  server.get('/health', async (_request, reply) => {
    const database = await health.look()
    return reply.code(database === 'away' ? 503 : 200).send({ ok: database === 'well', database })
  })
  return server
}
