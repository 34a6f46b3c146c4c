import { useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import type { ShownRecord } from '../client/client'
import { useClient, useOnline } from '../client/hooks'
import type { PersonalClass } from '../core/field'
import type { HistoryEntry } from '../core/protocol'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { stepsFromValues, stepsOf } from './history'
import { useReading } from './reading'
import { useReveal } from './reveal/RevealScope'
import { Timeline } from './Timeline'

/** 经过 of a record: from the server every op, without it what the record itself tells. */
export function RecordHistory({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const client = useClient()
  const [plain, reveal] = [useReading(), useReveal()]
  const reading = useMemo(() => ({ ...plain, shows: (kind: PersonalClass) => reveal?.shows(kind) === true }), [plain, reveal])
  const { stream, id, n, sync, values } = record
  const latest = useOnline(({ online }) => online.history(stream, id), [stream, id, n, sync])
  const [earlier, setEarlier] = useState<Earlier>(NONE)
  const [isAsking, setAsking] = useState(false)
  const { entries, more } = useMemo(() => joined(id, earlier, latest.answer), [id, earlier, latest.answer])
  const steps = useMemo(() => (entries.length === 0 ? stepsFromValues(type, values, reading) : stepsOf(type, entries, reading)), [entries, type, values, reading])

  const askEarlier = async (): Promise<void> => {
    const [first] = entries
    if (first === undefined || isAsking) return
    setAsking(true)
    const answer = await client.online.history(stream, id, first.n)
    if ('entries' in answer) setEarlier({ record: id, entries: [...answer.entries, ...entries.filter((entry) => entry.n >= first.n)], more: answer.more })
    setAsking(false)
  }
  return (
    <View>
      <Timeline steps={steps} {...(reveal === null ? {} : { onReveal: reveal.open })} />
      {more ? <WordsButton text={isAsking ? '正在取' : '更早的'} icon="down" onTap={() => void askEarlier()} /> : null}
    </View>
  )
}

interface Earlier {
  readonly record: string
  readonly entries: readonly HistoryEntry[]
  readonly more: boolean
}
const NONE: Earlier = { record: '', entries: [], more: false }

/** What was asked for before, and the latest, each op once. */
function joined(id: string, earlier: Earlier, latest: { readonly entries: readonly HistoryEntry[]; readonly more: boolean } | null): Pick<Earlier, 'entries' | 'more'> {
  if (latest === null) return NONE
  if (earlier.record !== id) return latest
  const from = latest.entries[0]?.n ?? Infinity
  const last = earlier.entries.at(-1)?.n ?? 0
  // Between the two a page of ops came in meanwhile: what was asked for before is let go.
  if (last < from - 1 && latest.more && !earlier.entries.some(({ n }) => n >= from)) return latest
  return { entries: [...earlier.entries.filter(({ n }) => n < from), ...latest.entries], more: earlier.more }
}
