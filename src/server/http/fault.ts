import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PROBLEMS } from '../../domain/words'
import { faultForLog } from '../db'
import { isFull } from '../operation/health'
import type { App } from './context'
import { refuse } from './problems'

/**
 * A fault is told by a number alone: the log has the same number with its code and its route, and neither stack nor SQL nor a value. Whoever
 * calls the county reads it out.
 */
export function logFault(app: Pick<App, 'log'>, request: FastifyRequest, error: unknown): string {
  const fault = randomBytes(4).toString('hex').toUpperCase()
  app.log({ level: 'error', fault, request: request.id, route: `${request.method} ${request.routeOptions.url ?? 'none'}`, ...faultForLog(error) })
  return fault
}

/** What passes by itself: the phone keeps what it has and comes again. */
export function refusePassing(app: Pick<App, 'health'>, reply: FastifyReply, error: unknown): FastifyReply {
  app.health?.failed(error)
  return refuse(reply, isFull(error) ? 'serverFull' : 'serverBusy')
}

export function refuseBroken(reply: FastifyReply, fault: string): FastifyReply {
  return refuse(reply, 'broken', `${PROBLEMS.broken}（故障号 ${fault}）`)
}
