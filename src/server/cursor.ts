import { timingSafeEqual } from 'node:crypto'
import type { Vault } from './vault'

/** Per stream: its epoch when it was read, the last change delivered, and a mark of the scope it was delivered for. */
export type Positions = Readonly<Record<string, Position>>
export interface Position {
  readonly epoch: string
  readonly n: number
  readonly scope: string
}

type Signing = Pick<Vault, 'derive' | 'mac'>

/** Opaque to the phone; signed, so that an invented position is a first pull and not a hole. */
export function encodeCursor(vault: Signing, positions: Positions): string {
  const body = Buffer.from(JSON.stringify(positions), 'utf8').toString('base64url')
  return `${body}.${signature(vault, body)}`
}

/** Nothing known for a cursor that is none or was altered: the phone then gets everything again. */
export function decodeCursor(vault: Signing, cursor: string | null): Positions {
  const [body = '', given = ''] = (cursor ?? '').split('.')
  const expected = Buffer.from(signature(vault, body))
  const signed = Buffer.from(given)
  if (body === '' || expected.length !== signed.length || !timingSafeEqual(expected, signed)) return {}
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Positions
}

function signature(vault: Signing, body: string): string {
  return vault.mac(vault.derive('cursor'), body).toString('base64url')
}
