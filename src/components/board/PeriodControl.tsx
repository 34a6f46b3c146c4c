import { useState } from 'react'
import { yearOf, yearPeriod, type Day, type Period } from '../../core/period'
import { boardPeriod, type BoardSpan } from '../../domain/board/asking'
import { periodText } from '../../domain/periodWords'
import { Segmented } from '../Segmented'
import { spanOf } from './boardWords'
import { PeriodSheet } from './PeriodSheet'

/** 今年 means this year also tomorrow; other periods stay what they are. */
export type PeriodChoice = BoardSpan | Period

export function periodOfChoice(choice: PeriodChoice, today: Day): Period {
  return typeof choice === 'string' ? boardPeriod(choice, today) : choice
}

const SPANS = [{ code: 'year', text: '今年' }, { code: 'month', text: '本月' }, { code: 'day', text: '今天' }] as const

/** 今年, 本月, 今天; at PC width also last year and any period. */
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
  return (
    <>
      <Segmented
        label="期间"
        choices={isWide ? [...SPANS, ...wide] : SPANS}
        picked={picked}
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
