import { useState } from 'react'
import { newId } from '../../../core/id'
import { useClient } from '../../../client/hooks'

/**
 * Ids for places that a plan begins, the same from one drawing to the next: tapped twice, it is the same plan. They are of the moment and of the
 * place they come from, whose id is random: nobody else makes the same.
 */
export function useNewIds(from: string, count: number): readonly string[] {
  const client = useClient()
  const [ids] = useState(() => Array.from({ length: count }, (_, i) => newId(client.now() + i, (length) => bytesOf(from, length))))
  return ids
}

function bytesOf(id: string, length: number): Uint8Array {
  const hex = id.replace(/-/g, '')
  return Uint8Array.from({ length }, (_, i) => parseInt(hex.slice((2 * i) % 32, (2 * i) % 32 + 2), 16))
}
