import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Has something given back when a request is over: its work is done, and nobody is there any more who reads the answer. */
export type Ends = (request: FastifyRequest, reply: FastifyReply, giveBack: () => void) => void

/**
 * A phone that hangs up ends nothing by it: what it asked for is still being worked on, and goes on holding its place until there would be
 * an answer. Fastify's own `onResponse` is never heard of it.
 */
export function createEnds(server: FastifyInstance): Ends {
  const answered = new WeakSet<FastifyRequest>()
  const alone = new WeakMap<FastifyRequest, (() => void)[]>()

  server.addHook('onSend', async (request) => {
    answered.add(request)
    alone.get(request)?.forEach((giveBack) => giveBack())
  })

  return (request, reply, giveBack) => {
    let isOver = false
    const end = (): void => {
      if (isOver) return
      isOver = true
      giveBack()
    }
    reply.raw.once('close', () => {
      if (answered.has(request)) return end()
      alone.set(request, [...(alone.get(request) ?? []), end])
      // Should its work end in no answer at all, the place is not lost for ever.
      setTimeout(end, LONGEST_MS).unref()
      return undefined
    })
  }
}

/** Longer than anything a phone asks for may take. */
const LONGEST_MS = 60_000
