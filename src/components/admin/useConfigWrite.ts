import { useState } from 'react'
import type { WriteInput } from '../../client/client'
import { useClient } from '../../client/hooks'
import type { RecordType } from '../../core/recordType'
import { useSignedIn } from '../session'
import { unsavedText } from '../unsaved'

export interface ConfigWrite {
  readonly isBusy: boolean
  /** Why the last one did not get through. */
  readonly failed: string | null
  /** Whether all of them were saved; ends at the first that was not. */
  write(type: RecordType, inputs: readonly Pick<WriteInput, 'record' | 'body'>[]): Promise<boolean>
  forget(): void
}

/** Writes the county's records as ops of its own stream, like every other record. */
export function useConfigWrite(): ConfigWrite {
  const client = useClient()
  const session = useSignedIn()
  const [isBusy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  return {
    isBusy, failed,
    async write(type, inputs) {
      if (session === null) return false
      setBusy(true)
      setFailed(null)
      for (const input of inputs) {
        const answer = await client.write({ ...input, kind: type.kind, stream: session.me.county })
        if (answer.kind !== 'saved') {
          setBusy(false)
          setFailed(unsavedText(answer, type))
          return false
        }
      }
      setBusy(false)
      return true
    },
    forget: () => setFailed(null),
  }
}
