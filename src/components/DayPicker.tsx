import { Picker } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Day } from '../core/period'

export interface DayPickerProps {
  readonly value: Day | null
  readonly label: string
  /** The last day that may be chosen. */
  readonly until?: Day
  readonly today: Day
  readonly children: ReactNode
  onDay(day: Day): void
}

/** The host's own calendar behind what is drawn. The default is WeChat's; a browser has its own (DayPicker.h5.tsx). */
export function DayPicker({ value, until, today, children, onDay }: DayPickerProps) {
  return (
    <Picker
      className="day"
      mode="date"
      value={value ?? today}
      start="1990-01-01"
      end={until ?? '2100-12-31'}
      onChange={(event) => onDay(event.detail.value)}
    >
      {children}
    </Picker>
  )
}
