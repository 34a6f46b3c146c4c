import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { ShownRecord } from '../client/client'
import { typeOf } from '../domain/registry'
import { ListRow } from './ListRow'
import { useReading } from './reading'
import { SyncBadge } from './SyncBadge'
import { excerpt, isProtected, listedDay, titleOf, valueText, type Reading } from './recordText'

export interface RecordRowProps {
  readonly record: Pick<ShownRecord, 'id' | 'kind' | 'stage' | 'values'> & { readonly sync?: ShownRecord['sync']; readonly enteredAt?: string | null }
  /** Day of the month before the text, where rows are grouped by month. */
  readonly dayed?: boolean
  /** Words that were searched for. */
  readonly sought?: string
  /** In place of where and what. */
  readonly facts?: readonly ReactNode[]
  readonly right?: ReactNode
  readonly chevron?: boolean
  onOpen(): void
}

/** A record as a line: what and whom, where and what it is about, and one state mark. */
export function RecordRow({ record, dayed = false, sought = '', facts, right, chevron = false, onOpen }: RecordRowProps) {
  const reading = useReading()
  const type = typeOf(record.kind)
  if (type === undefined) return null
  const title = titleOf(type, record.values, reading)
  const day = listedDay(type, record)
  const shown = facts ?? factsOf(record, reading).map((fact) => <Sought key={fact} text={fact} sought={sought} />)
  const mark = right !== undefined ? right : record.sync === undefined ? undefined : <SyncBadge sync={record.sync} />
  return (
    <ListRow
      title={<Sought text={title} sought={sought} />}
      facts={shown}
      chevron={chevron}
      onTap={onOpen}
      {...(dayed ? { lead: day !== null ? String(Number(day.slice(8))) : '' } : {})}
      {...(mark === undefined ? {} : { right: mark })}
    />
  )
}

/** Where and what share one line of a phone. */
const LINE = 12
const LEAST = 4

/** Where it was, and in a few words what it was about. */
function factsOf(record: RecordRowProps['record'], reading: Reading): readonly string[] {
  const type = typeOf(record.kind)
  if (type === undefined) return []
  const place = type.placed === null ? undefined : type.fields[type.placed]
  const where = place === undefined || type.placed === null ? '' : valueText(type, type.placed, place, record.values[type.placed], reading)
  const { summary } = record.values
  const isTitle = type.title.includes('summary')
  const about = typeof summary === 'string' && !isTitle && !isProtected(type, record.values) ? excerpt(summary, Math.max(LEAST, LINE - where.length)) : ''
  return [where, about].filter((fact) => fact !== '')
}

/** Marks what was searched for. */
function Sought({ text, sought }: { readonly text: string; readonly sought: string }) {
  const wanted = sought.trim()
  const at = wanted === '' ? -1 : text.indexOf(wanted)
  if (at === -1) return <Text>{text}</Text>
  return (
    <>
      <Text>{text.slice(0, at)}</Text>
      <Text className="found">{wanted}</Text>
      <Text>{text.slice(at + wanted.length)}</Text>
    </>
  )
}
