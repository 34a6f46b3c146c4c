import Fastify, { type FastifyInstance } from 'fastify'
import type { Metrics } from './metrics'

/**
 * A port of its own for those who run the server, closed to everybody else by the network: /metrics for Prometheus, /health for whatever
 * restarts a program that hangs. Nothing here is about a person.
 */
export async function createOperationPort(metrics: Metrics, isWell: () => Promise<boolean>): Promise<FastifyInstance> {
  const server = Fastify({ forceCloseConnections: true })
  server.get('/metrics', async (_request, reply) => reply.header('content-type', metrics.contentType).send(await metrics.text()))
  server.get('/health', async (_request, reply) => {
    const ok = await isWell()
    return reply.code(ok ? 200 : 503).send({ ok })
  })
  return server
}
