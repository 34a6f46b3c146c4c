import { useState } from 'react'
import { newId } from '../../../core/id'
import { useClient } from '../../../client/hooks'

/** Ids for places that a plan begins, the same from one drawing to the next: tapped twice, it is the same plan. */
export function useNewIds(count: number): readonly string[] {
  const client = useClient()
  const [ids] = useState(() => Array.from({ length: count }, (_, i) => newId(client.now() + i, randomBytes)))
  return ids
}

/** Only to differ from each other: nothing is kept secret by it. */
function randomBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(Math.random() * 256))
}
