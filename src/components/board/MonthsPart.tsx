import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { MonthRow, Months } from '../../domain/board/months'
import { Card } from '../Card'
import { SectionHead } from '../SectionHead'
import { Sheet } from '../Sheet'
import { Tap } from '../Tap'
import { cellText } from './boardWords'
import { CellNumber } from './CellNumber'
import { grouped } from '../numberText'

/** This year against last, month by month. The whole chart is one target: it opens the table. */
export function MonthsPart({ stream, months, isThisYear }: { readonly stream: string; readonly months: Months; readonly isThisYear: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const { year, rows, top } = months
  const [now, before] = isThisYear ? ['今年', '去年'] : [`${year}年`, `${year - 1}年`]
  const legend = (
    <View className="legend">
      <View className="legend-item"><View className="legend-before" /><Text>{before}</Text></View>
      <View className="legend-item"><View className="legend-now" /><Text>{now}</Text></View>
    </View>
  )
  return (
    <View className="part part-months">
      <SectionHead title="逐月受理" right={legend} />
      <Card className="part-card">
        <Tap className="months" label={`逐月受理，打开表格。${spoken(rows, before ?? '')}`} onTap={() => setOpen(true)}>
          <View className="months-plot">
            <View className="months-line months-top"><Text className="months-scale">{grouped(top)} 件</Text></View>
            <View className="months-line months-middle"><Text className="months-scale months-scale-more">{grouped(top / 2)}</Text></View>
            <View className="months-columns">
              {rows.map(({ month, now: count, before: earlier }) => (
                <View key={month} className="month-column">
                  <View className={`month-before${earlier.value === 0 || earlier.few ? ' month-none' : ''}`} style={{ height: `${height(earlier.value, top)}%` }} />
                  <View className="month-now" style={{ height: `${height(count?.few === false ? count.value : 0, top)}%` }} />
                  {count === null || count.value === 0 ? null : (
                    <Text className="month-value" style={{ bottom: `${height(Math.max(count.value, earlier.value), top)}%` }}>{cellText(count)}</Text>
                  )}
                </View>
              ))}
            </View>
          </View>
          <View className="months-axis">
            {rows.map(({ month, isCurrent }) => <Text key={month} className={`month-name${isCurrent ? ' month-current' : ''}`}>{month}</Text>)}
          </View>
        </Tap>
      </Card>
      {isOpen ? <MonthsTable stream={stream} rows={rows} now={now ?? ''} before={before ?? ''} onClose={() => setOpen(false)} /> : null}
    </View>
  )
}

function MonthsTable({ stream, rows, now, before, onClose }: {
  readonly stream: string
  readonly rows: readonly MonthRow[]
  readonly now: string
  readonly before: string
  onClose(): void
}) {
  return (
    <Sheet title="逐月受理" onClose={onClose}>
      <View className="month-table">
        <View className="month-table-row month-table-head"><Text className="month-table-month">月份</Text><Text>{before}</Text><Text>{now}</Text></View>
        {rows.map((row) => (
          <View key={row.month} className="month-table-row">
            <Text className={`month-table-month${row.isCurrent ? ' strong' : ''}`}>{row.month}月</Text>
            <View><CellNumber stream={stream} cell={row.before} label={`${before}${row.month}月`} /></View>
            <View>{row.now === null ? null : <CellNumber stream={stream} cell={row.now} label={`${now}${row.month}月`} />}</View>
          </View>
        ))}
      </View>
    </Sheet>
  )
}

function height(value: number, top: number): number {
  return value === 0 ? 0 : Math.max(2, (value / top) * 100)
}

function spoken(rows: readonly MonthRow[], beforeWord: string): string {
  return rows.flatMap(({ month, now, before }) => (now === null ? [] : [`${month}月 ${cellText(now)}，${beforeWord} ${cellText(before)}`])).join('；')
}
