import type { FastifyRequest } from 'fastify'

/** The token a request came with; null: none, or more than one word, so that the same token is never taken for another. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([^ ]+)$/.exec(headers.authorization ?? '')?.[1] ?? null
}
