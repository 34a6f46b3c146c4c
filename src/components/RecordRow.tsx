import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { ShownRecord } from '../client/client'
import { dayText, isDay } from '../core/period'
import { typeOf } from '../domain/registry'
import { ListRow } from './ListRow'
import { useReading } from './reading'
import { SyncBadge } from './SyncBadge'
import { clauseOf, isProtected, listedDay, titleOf, valueText, type Reading } from './recordText'

export interface RecordRowProps {
  readonly record: Pick<ShownRecord, 'id' | 'kind' | 'stage' | 'values'> & { readonly sync?: ShownRecord['sync']; readonly enteredAt?: string | null }
  /** Day of the month before the text, where rows are grouped by month. */
  readonly dayed?: boolean
  /** What was searched for, as the stretch of a text where it stands. */
  readonly sought?: Seek
  /** Why it was found, where the row does not show it by itself. */
  readonly mark?: string
  /** In place of where and what. */
  readonly facts?: readonly ReactNode[]
  readonly right?: ReactNode
  readonly chevron?: boolean
  onOpen(): void
}

export type Seek = (text: string) => readonly [from: number, to: number] | null

/** A record as a line: what and whom, where and what it is about, and one state mark. */
export function RecordRow({ record, dayed = false, sought = NOTHING_SOUGHT, mark = '', facts, right, chevron = false, onOpen }: RecordRowProps) {
  const reading = useReading()
  const type = typeOf(record.kind)
  if (type === undefined) return null
  const title = titleOf(type, record.values, reading)
  const day = listedDay(type, record)
  const shown = facts ?? factsOf(record, reading).map((fact) => <Sought key={fact} text={fact} sought={sought} />)
  const state = right !== undefined ? right : record.sync === undefined ? undefined : <SyncBadge sync={record.sync} />
  return (
    <ListRow
      title={<Sought text={title} sought={sought} />}
      facts={mark === '' ? shown : [...shown, <Text key="mark" className="found">{mark}</Text>]}
      oneLine={mark === '' && facts === undefined && record.kind !== 'roster'}
      chevron={chevron}
      onTap={onOpen}
      {...(dayed ? { lead: day !== null ? String(Number(day.slice(8))) : '' } : {})}
      {...(state === undefined ? {} : { right: state })}
    />
  )
}

/** Where it was, and in a few words what it was about. */
function factsOf(record: RecordRowProps['record'], reading: Reading): readonly string[] {
  const type = typeOf(record.kind)
  if (type === undefined) return []
  const place = type.placed === null ? undefined : type.fields[type.placed]
  const where = place === undefined || type.placed === null ? '' : valueText(type, type.placed, place, record.values[type.placed], reading)
  const { summary } = record.values
  const isTitle = type.title.includes('summary')
  const about = typeof summary === 'string' && !isTitle && !isProtected(type, record.values) ? clauseOf(summary) : ''
  const { until } = record.values
  const left = record.kind === 'roster' && isDay(until) ? `到${dayText(until, reading.today)}为止` : ''
  return [where, about, left].filter((fact) => fact !== '')
}

const NOTHING_SOUGHT: Seek = () => null

/** Marks what was searched for. */
function Sought({ text, sought }: { readonly text: string; readonly sought: Seek }) {
  const span = sought(text)
  if (span === null) return <Text>{text}</Text>
  const [from, to] = span
  return (
    <>
      {from === 0 ? null : <Text>{text.slice(0, from)}</Text>}
      <Text className="found">{text.slice(from, to)}</Text>
      {to === text.length ? null : <Text>{text.slice(to)}</Text>}
    </>
  )
}
