import { useState } from 'react'
import { yearOf, yearPeriod, type Day } from '../../core/period'
import { periodText } from '../../domain/periodWords'
import { Segmented } from '../Segmented'
import { spanOf } from './boardWords'
import { periodOfChoice, SPANS, type PeriodChoice } from './periodChoice'
import { PeriodSheet } from './PeriodSheet'

/** 今年, 本月, 今天 and any period; at PC width last year stands beside them. */
export function PeriodControl({ choice, today, isWide, onChoice }: {
  readonly choice: PeriodChoice
  readonly today: Day
  readonly isWide: boolean
  onChoice(choice: PeriodChoice): void
}) {
  const [isChoosing, setChoosing] = useState(false)
  const period = periodOfChoice(choice, today)
  const before = yearPeriod(yearOf(today) - 1)
  const span = spanOf(period, today)
  const picked = span ?? (period.from === before.from && period.to === before.to ? 'before' : 'other')
  const wide = [{ code: 'before', text: periodText(before) }, { code: 'other', text: picked === 'other' ? periodText(period) : '选期间' }]
  const narrow = [{ code: 'other', text: '选期间' }]
  return (
    <>
      <Segmented
        label="期间"
        choices={[...SPANS, ...(isWide ? wide : narrow)]}
        picked={isWide || span !== null ? picked : 'other'}
        onPick={(code) => {
          const chosen = SPANS.find((each) => each.code === code)
          if (chosen !== undefined) onChoice(chosen.code)
          else if (code === 'before') onChoice(before)
          else setChoosing(true)
        }}
      />
      {isChoosing ? <PeriodSheet period={period} today={today} onPeriod={onChoice} onClose={() => setChoosing(false)} /> : null}
    </>
  )
}
