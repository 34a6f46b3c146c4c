import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { Fragment, useState, type ReactNode } from 'react'
import { useToday } from '../client/hooks'
import { monthOf, yearOf, type Day } from '../core/period'
import { typeOf } from '../domain/registry'
import { Button } from './Button'
import { Card } from './Card'
import { listedDay } from './recordText'
import { RecordRow, type RecordRowProps } from './RecordRow'

type Row = RecordRowProps['record']

/** As many as are drawn at once; more as the reader goes on. Thousands of rows never stand in the page together at first. */
const PAGE = 50

/** Records by month, newest first, drawn fifty at a time. `last` closes the list (另有 N 件仅承办人可见). */
export function RecordList({ rows, sought = '', last, onOpen }: {
  readonly rows: readonly Row[]
  readonly sought?: string
  readonly last?: ReactNode
  onOpen(record: Row): void
}) {
  const today = useToday()
  const [drawn, setDrawn] = useState(PAGE)
  const more = (): void => setDrawn((count) => Math.min(count + PAGE, rows.length + PAGE))
  useReachBottom(more)
  const shown = rows.slice(0, drawn)
  const isAll = shown.length === rows.length
  const months = byMonth(shown)
  return (
    <View>
      {months.map(({ month, records }, i) => (
        <Fragment key={month}>
          <View className="month note">{monthText(month, today)}</View>
          <Card>
            {records.map((record) => <RecordRow key={record.id} record={record} dayed sought={sought} onOpen={() => onOpen(record)} />)}
            {isAll && i === months.length - 1 ? last : null}
          </Card>
        </Fragment>
      ))}
      {months.length === 0 && last !== undefined && last !== null ? <Card>{last}</Card> : null}
      {isAll ? null : <View className="gap-above"><Button text={`再看 ${Math.min(PAGE, rows.length - drawn)} 件，共 ${rows.length} 件`} wide onTap={more} /></View>}
    </View>
  )
}

interface Month {
  readonly month: string
  readonly records: Row[]
}

function byMonth(rows: readonly Row[]): readonly Month[] {
  const months: Month[] = []
  for (const record of rows) {
    const month = monthOfRecord(record)
    const last = months[months.length - 1]
    if (last?.month === month) last.records.push(record)
    else months.push({ month, records: [record] })
  }
  return months
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
