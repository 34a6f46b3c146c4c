import { createHmac, timingSafeEqual } from 'node:crypto'

/** Per stream: its epoch when it was read, the last change delivered, and a mark of the scope it was delivered for. */
export type Positions = Readonly<Record<string, Position>>
export interface Position {
  readonly epoch: string
  readonly n: number
  readonly scope: string
}

/** Opaque to the phone; signed, so that an invented position is a first pull and not a hole. */
export function encodeCursor(key: Buffer, positions: Positions): string {
  const body = Buffer.from(JSON.stringify(positions), 'utf8').toString('base64url')
  return `${body}.${signature(key, body)}`
}

/** Nothing known for a cursor that is none or was altered: the phone then gets everything again. */
export function decodeCursor(key: Buffer, cursor: string | null): Positions {
  const [body = '', given = ''] = (cursor ?? '').split('.')
  const expected = Buffer.from(signature(key, body))
  const signed = Buffer.from(given)
  if (body === '' || expected.length !== signed.length || !timingSafeEqual(expected, signed)) return {}
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Positions
}

function signature(key: Buffer, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url')
}
