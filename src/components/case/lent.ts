import type { ShownRecord } from '../../client/client'
import { useOnline, useRecord } from '../../client/hooks'
import type { Problem } from '../../core/protocol'

export interface Lent {
  readonly record: ShownRecord | null
  readonly problem: Problem | null
  again(): void
}

/** A record from the phone at once, else read from the server; of nothing ('') there is none. */
export function useLent(stream: string, id: string): Lent {
  const record = useRecord(id)
  const isMissing = id !== '' && stream !== '' && record === null
  const { problem, again } = useOnline((client) => (isMissing ? client.online.record(stream, id) : Promise.resolve(null)), [isMissing, stream, id])
  return { record, problem, again }
}
