import type { Op } from '../../src/core/op'
import type { SimPhone } from './stage'

/** What a phone's op file says, once opened. */
export interface Entry {
  readonly op: Op
  readonly stream: string
}

/** The key of the person who is signed in on the phone; null when nobody is. */
export function journalKeyOf(phone: SimPhone): string | null {
  const stored = phone.values.get('session')
  return stored === undefined ? null : (JSON.parse(stored) as { readonly journalKey: string }).journalKey
}
