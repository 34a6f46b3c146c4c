import type { FiguresAnswer } from './protocol'

/**
 * GET /api/board/:stream (domain/board/request.ts makes the address): the answers to a board's questions, in their order. `tag` is the answer's
 * ETag; who asks again with it (`if-none-match`) is answered 304 without a body as long as nothing has changed that the answer depends on.
 */
export interface BoardAnswer extends FiguresAnswer {
  readonly tag: string
}
