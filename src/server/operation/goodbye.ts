import type { FastifyInstance } from 'fastify'

/** Answers that leave while the server ends close their connections: kept open for a next request, they would hold the end up for a minute. */
export function sayGoodbye(server: FastifyInstance): void {
  let isEnding = false
  server.addHook('preClose', async () => {
    isEnding = true
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isEnding) reply.header('connection', 'close')
  })
}
