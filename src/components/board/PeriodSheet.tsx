import { View } from '@tarojs/components'
import { useState } from 'react'
import { addDays, addMonths, lastYear, monthOf, monthPeriod, yearOf, yearPeriod, type Day, type Period } from '../../core/period'
import { periodText } from '../../domain/periodWords'
import { Button } from '../Button'
import { ChipGroup } from '../Chip'
import { DayField } from '../DayField'
import { FieldFrame } from '../FieldFrame'
import { Sheet } from '../Sheet'

/** Any period: those usually asked for, or from one day to another. */
export function PeriodSheet({ period, today, onPeriod, onClose }: { readonly period: Period; readonly today: Day; onPeriod(period: Period): void; onClose(): void }) {
  const [from, setFrom] = useState(period.from)
  const [to, setTo] = useState(period.to)
  const usual = usualPeriods(today)
  const choose = (next: Period): void => {
    onPeriod(next)
    onClose()
  }
  return (
    <Sheet title="选期间" onClose={onClose} foot={<Button text="看这段时间" look="filled" wide off={from > to} onTap={() => choose({ from, to })} />}>
      <ChipGroup
        label="常用的期间"
        choices={usual.map((each, i) => ({ code: String(i), text: periodText(each) }))}
        picked={usual.flatMap((each, i) => (each.from === period.from && each.to === period.to ? [String(i)] : []))}
        onPick={([code]) => {
          const next = usual[Number(code)]
          if (next !== undefined) choose(next)
        }}
      />
      <View className="sheet-fields">
        <FieldFrame label="从" {...(from > to ? { problem: '开始的日子比结束的晚，请改一个。' } : {})}><DayField value={from} label="从" today={today} past boxed onDay={setFrom} /></FieldFrame>
        <FieldFrame label="到"><DayField value={to} label="到" today={today} past boxed onDay={setTo} /></FieldFrame>
      </View>
    </Sheet>
  )
}

/** 上月, the quarters and halves of this year that are over or running, and the years before. */
function usualPeriods(today: Day): readonly Period[] {
  const year = yearOf(today)
  const begun = (start: string, months: number): readonly Period[] => {
    const from = `${year}-${start}`
    return from <= today ? [{ from, to: addDays(addMonths(from, months), -1) }] : []
  }
  return [
    monthPeriod(monthOf(addMonths(today, -1))),
    ...begun('01-01', 3), ...begun('04-01', 3), ...begun('07-01', 3), ...begun('10-01', 3), ...begun('01-01', 6), ...begun('07-01', 6),
    lastYear(yearPeriod(year)), yearPeriod(year - 2), yearPeriod(year - 3),
  ]
}
