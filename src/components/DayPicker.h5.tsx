import { View } from '@tarojs/components'
import type { DayPickerProps } from './DayPicker'

export function DayPicker({ value, label, until, children, onDay }: DayPickerProps) {
  return (
    <View className="day">
      {children}
      <input
        className="day-native"
        type="date"
        value={value ?? ''}
        max={until}
        aria-label={label}
        onClick={(event) => openCalendar(event.currentTarget)}
        onChange={(event) => {
          if (event.target.value !== '') onDay(event.target.value)
        }}
      />
    </View>
  )
}

/** A click opens it only on the little picture otherwise. Older browsers lack the call and have the picture. */
function openCalendar(input: HTMLInputElement): void {
  if ('showPicker' in input) input.showPicker()
}
