import { useMemo } from 'react'
import type { ShownRecord } from '../../client/client'
import { useConfig, useOnline, useRecords, useSession } from '../../client/hooks'
import { searchDoor } from '../../client/search'
import type { Values } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { isCounted, type RecordType } from '../../core/recordType'
import type { LikelyRequest } from '../../core/searchWire'
import { canBeSame, LIKELY, likelyDays, likeness, likenessOf } from '../../domain/likely'
import { isProtected } from '../recordText'
import { usePaused } from '../usePaused'

export type LikelyRecord = StoredRecord & { readonly stream: string; readonly sync?: ShownRecord['sync'] }

export interface Written {
  readonly type: RecordType
  /** The record itself, once there is one: it is not like itself. */
  readonly id: string | null
  readonly stream: string | null
  readonly values: Values
}

const MOST = 3
/** Asked anew when somebody stops typing. */
const PAUSE = 600

/** Records that may be the same as one that is being written, likeliest first: of this phone for field roles, also offline; of the server for the others. */
export function useLikely({ type, id, stream, values }: Written): readonly LikelyRecord[] {
  const session = useSession()
  const isSignedIn = session.kind === 'signedIn'
  const isLocal = isSignedIn && session.holdsRecords
  const home = stream ?? (isSignedIn ? session.me.grants.find((grant) => grant.stream !== session.me.county)?.stream : undefined) ?? ''
  const local = useLikelyHere(type, id, values, isLocal && canBeSame(type))
  const { place, type: kind, day, names, text } = likenessOf(type, values)
  const request: Omit<LikelyRequest, 'stream'> = { kind: type.kind, id, place, type: kind, day, names: names.slice(0, 10), text: text.slice(0, 300) }
  const asked = usePaused(JSON.stringify(request), PAUSE)
  const isAsked = isSignedIn && !isLocal && home !== '' && canBeSame(type) && place !== null
  const { answer } = useOnline((client) => (isAsked ? searchDoor(client, home).likely(JSON.parse(asked) as typeof request) : Promise.resolve(null)), [isAsked, home, asked])
  return isLocal ? local : (answer?.found ?? []).map(({ record }) => record)
}

function useLikelyHere(type: RecordType, id: string | null, values: Values, isUsed: boolean): readonly LikelyRecord[] {
  const config = useConfig()
  const { rows } = useRecords({ kinds: isUsed ? [type.kind] : [] })
  return useMemo(() => {
    const mine = likenessOf(type, values)
    const days = likelyDays(config)
    return rows
      .filter((record) => record.id !== id && isCounted(type, record.stage) && !isProtected(type, record.values))
      .map((record) => ({ record, score: likeness(config.places, days, mine, likenessOf(type, record.values)) }))
      .filter(({ score }) => score >= LIKELY)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST)
      .map(({ record }) => record)
  }, [rows, type, id, values, config])
}
