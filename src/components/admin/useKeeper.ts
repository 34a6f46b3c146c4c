import { useState } from 'react'
import { useClient } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { OpBody } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { unsavedText } from '../unsaved'

/** Writing the county's directory from a page. */
export interface Keeper {
  readonly isBusy: boolean
  /** What the last attempt ran into, and what to do. */
  readonly failed: string | null
  forget(): void
  /** The record's id, or null and `failed`. `record` null: a new one. */
  keep(type: RecordType, record: string | null, body: OpBody): Promise<string | null>
  /** In their order; stops at the first that is refused. */
  keepAll(type: RecordType, ops: readonly { readonly record: string; readonly body: OpBody }[]): Promise<boolean>
}

export function useKeeper(county: string): Keeper {
  const client = useClient()
  const [isBusy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)

  async function write(type: RecordType, record: string | null, body: OpBody): Promise<string | null> {
    // What is written to must be on the phone; grants are not, until one is opened.
    const isHeld = record === null || body.kind === 'create' || client.view.getState().records.has(record)
    const lent = isHeld ? null : await client.online.record(county, record)
    if (isProblem(lent)) {
      setFailed(lent.message)
      return null
    }
    const answer = await client.write({ kind: type.kind, record, stream: county, body })
    if (answer.kind === 'saved') return answer.record
    setFailed(unsavedText(answer, typeOf(type.kind) ?? type))
    return null
  }

  async function busily<T>(work: () => Promise<T>): Promise<T> {
    setBusy(true)
    setFailed(null)
    const done = await work()
    setBusy(false)
    return done
  }

  return {
    isBusy, failed,
    forget: () => setFailed(null),
    keep: (type, record, body) => busily(() => write(type, record, body)),
    keepAll: (type, ops) => busily(async () => {
      for (const { record, body } of ops) if ((await write(type, record, body)) === null) return false
      return true
    }),
  }
}
