import type { FastifyReply } from 'fastify'
import type { Problem } from '../../core/protocol'
import { PROBLEMS, type ProblemCode } from '../../domain/words'

/** The status of every way a request can fail: one table, nothing else sets a status. */
const STATUS: Readonly<Record<Exclude<ProblemCode, 'offline'>, number>> = {
  wrongPassword: 401,
  expired: 401,
  tooManyTries: 429,
  badRequest: 400,
  badFigure: 400,
  wrongStream: 404,
  notFound: 404,
  wrongMethod: 405,
  tooLarge: 413,
  pictureTooLarge: 413,
  notAPicture: 415,
  pieceDamaged: 422,
  tooManyPictures: 429,
  packed: 415,
  outdated: 426,
  deviceRevoked: 401,
  accountDisabled: 401,
  noRole: 403,
  notBound: 401,
  needsTotp: 401,
  wrongTotp: 401,
  wrongCode: 401,
  weakPassword: 422,
  loginTaken: 409,
  wechatTaken: 409,
  tooManyWechats: 409,
  wechatSilent: 503,
  tooOften: 429,
  cannotReceive: 400,
  readAgain: 409,
  notReady: 422,
  retryLater: 503,
  serverBusy: 503,
  serverFull: 503,
  broken: 500,
}

/** What is away for a moment is not back in one second. */
const PASSES_S = 5

export function refuse(reply: FastifyReply, code: keyof typeof STATUS, say?: string): FastifyReply {
  const problem: Problem = { code, message: say ?? PROBLEMS[code] }
  if (STATUS[code] === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', String(Math.max(PASSES_S, reply.server.comeAgain?.() ?? 0)))
  return reply.code(STATUS[code]).send(problem)
}
