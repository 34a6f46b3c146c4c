import { useMemo } from 'react'
import type { ShownRecord } from '../../client/client'
import { useConfig, useOnline, useRecords, useSession } from '../../client/hooks'
import { searchDoor } from '../../client/search'
import type { Values } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { isCounted, type RecordType } from '../../core/recordType'
import type { LikelyRequest } from '../../core/searchWire'
import { canBeSame, likelyDays, likelyTo, likenessOf, type Likeness } from '../../domain/likely'
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
/** Looked for anew when somebody stops typing. */
const PAUSE = 600

/** Records that may be the same as one that is being written, likeliest first: of this phone for field roles, also offline; of the server for the others. */
export function useLikely({ type, id, stream, values }: Written): readonly LikelyRecord[] {
  const session = useSession()
  const isSignedIn = session.kind === 'signedIn'
  const isLocal = isSignedIn && session.holdsRecords
  const home = stream ?? (isSignedIn ? session.me.grants.find((grant) => grant.stream !== session.me.county)?.stream : undefined) ?? ''
  const { place, type: kind, day, names, text } = likenessOf(type, values)
  const request: Omit<LikelyRequest, 'stream'> = { kind: type.kind, id, place, type: kind, day, names: names.slice(0, 10), text: text.slice(0, 300) }
  const asked = usePaused(JSON.stringify(request), PAUSE)
  const local = useLikelyHere(type, id, asked, isLocal && canBeSame(type))
  const isAsked = isSignedIn && !isLocal && home !== '' && canBeSame(type) && place !== null
  const { answer } = useOnline((client) => (isAsked ? searchDoor(client, home).likely(JSON.parse(asked) as typeof request) : Promise.resolve(null)), [isAsked, home, asked])
  return isLocal ? local : (answer?.found ?? []).map(({ record }) => record)
}

/** `asked`: the likeness of what is written, as text: between two keystrokes nobody goes through thousands of records. */
function useLikelyHere(type: RecordType, id: string | null, asked: string, isUsed: boolean): readonly LikelyRecord[] {
  const config = useConfig()
  const { rows } = useRecords({ kinds: isUsed ? [type.kind] : [] })
  const scoreOf = useMemo(() => remembered(likelyTo(config.places, likelyDays(config), type, JSON.parse(asked) as Likeness)), [type, asked, config])
  return useMemo(() => {
    const likely: { readonly record: LikelyRecord; readonly score: number }[] = []
    for (const record of rows) {
      if (record.id === id || !isCounted(type, record.stage) || isProtected(type, record.values)) continue
      const score = scoreOf(record.values)
      if (score !== null) likely.push({ record, score })
    }
    return likely.sort((a, b) => b.score - a.score).slice(0, MOST).map(({ record }) => record)
  }, [rows, type, id, scoreOf])
}

/** When one record changes, as with the save itself, the others are not looked at again. */
function remembered(scoreOf: (values: Values) => number | null): (values: Values) => number | null {
  const known = new WeakMap<Values, number | null>()
  return (values) => {
    const before = known.get(values)
    if (before !== undefined) return before
    const score = scoreOf(values)
    known.set(values, score)
    return score
  }
}
