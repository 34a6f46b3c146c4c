import { MAX_REVEALS, type RevealNote } from '../core/privacyWire'
import type { Account } from './account'
import type { Kv } from './platform/ports'
import { createTurns } from './turns'

/** What somebody saw whole on this phone, until the server has it on its trail. Reading waits for none of it, and no network is needed. */
export interface Reveals {
  note(owner: string, reveal: RevealNote): Promise<void>
  /** Hands in what is there; what could not be handed in stays for the next time. */
  handIn(owner: string): Promise<void>
}

/** Entries are ids and words of a short list: small, and not personal. Each person's are kept apart, and go out under nobody else's token. */
export function createReveals(kv: Kv, account: Pick<Account, 'call'>): Reveals {
  const inTurn = createTurns()
  const keyOf = (owner: string): string => `reveals/${owner}`
  const held = async (owner: string): Promise<readonly RevealNote[]> => JSON.parse((await kv.get(keyOf(owner))) ?? '[]') as readonly RevealNote[]
  const keep = (owner: string, notes: readonly RevealNote[]): Promise<void> => (notes.length === 0 ? kv.remove(keyOf(owner)) : kv.set(keyOf(owner), JSON.stringify(notes)))
  return {
    note: (owner, reveal) => inTurn(async () => keep(owner, [...(await held(owner)), reveal])),
    handIn: (owner) => inTurn(async () => {
      for (let notes = await held(owner); notes.length > 0; notes = await held(owner)) {
        const batch = notes.slice(0, MAX_REVEALS)
        const answer = await account.call('POST', '/api/reveals', { reveals: batch })
        if (answer.kind !== 'ok') return
        await keep(owner, notes.slice(batch.length))
      }
    }),
  }
}
