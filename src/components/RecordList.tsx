import { View } from '@tarojs/components'
import { useMemo, type ReactNode } from 'react'
import { useToday } from '../client/hooks'
import { monthOf, yearOf, type Day } from '../core/period'
import { typeOf } from '../domain/registry'
import { Card } from './Card'
import { partsOf } from './listWindow'
import { listedDay } from './recordText'
import { RecordRow, type RecordRowProps, type Seek } from './RecordRow'
import { useListWindow } from './useListWindow'
import { useNearEnd } from './useNearEnd'

type Row = RecordRowProps['record']

/** Rows cut and drawn together. */
const PART = 10
/** Before anything was measured: a row of two lines, a month's name with its room. */
const ROW_HEIGHT = 62
const MONTH_HEIGHT = 34

/** Records by month, newest first; of thousands only those near the screen stand in the page. `last` closes the list (另有 N 件仅承办人可见). */
export function RecordList({ rows, sought, marksOf, last, onNearEnd, onOpen }: {
  readonly rows: readonly Row[]
  readonly sought?: Seek
  /** Why a row was found, where the row itself does not show it. */
  readonly marksOf?: (record: Row) => string
  readonly last?: ReactNode
  /** The reader is near the last row that is here. */
  onNearEnd?(): void
  onOpen(record: Row): void
}) {
  const today = useToday()
  const parts = useMemo(() => partsOf(rows, monthOfRecord, PART), [rows])
  const keys = useMemo(() => parts.map(({ key }) => key), [parts])
  const { first, end, above, below } = useListWindow(keys, (at) => (parts[at]?.rows.length ?? 0) * ROW_HEIGHT + (parts[at]?.month === null ? 0 : MONTH_HEIGHT))
  useNearEnd(end === parts.length, rows.length, onNearEnd)
  return (
    <View>
      {above === 0 ? null : <View style={{ height: `${above}px` }} />}
      {parts.slice(first, end).map(({ key, month, rows: records, goesOn }, i) => (
        <View key={key} className="part">
          {month === null ? null : <View className="month note">{monthText(month, today)}</View>}
          <Card className={`${month === null ? 'card-continued' : ''}${goesOn ? ' card-goes-on' : ''}`}>
            {records.map((record) => (
              <RecordRow key={record.id} record={record} dayed mark={marksOf?.(record) ?? ''} {...(sought === undefined ? {} : { sought })} onOpen={() => onOpen(record)} />
            ))}
            {first + i === parts.length - 1 ? last : null}
          </Card>
        </View>
      ))}
      {below === 0 ? null : <View style={{ height: `${below}px` }} />}
      {parts.length === 0 && last !== undefined && last !== null ? <Card>{last}</Card> : null}
    </View>
  )
}

function monthOfRecord(record: Row): string {
  const type = typeOf(record.kind)
  const day = type === undefined ? null : listedDay(type, record)
  return day === null ? '' : monthOf(day)
}

function monthText(month: string, today: Day): string {
  if (month === '') return '还没有日期'
  const text = `${Number(month.slice(5))}月`
  return month.startsWith(`${yearOf(today)}-`) ? text : `${month.slice(0, 4)}年${text}`
}
