import { Text, View } from '@tarojs/components'
import { dayText, type Day } from '../core/period'
import { Chip } from './Chip'
import { DayPicker } from './DayPicker'
import { nearDay, weekdayText, yesterdayOf } from './days'
import { Icon } from './Icon'

/** 今天 11月20日 周五, with 今天 and 昨天 one tap away. `past` forbids days to come. */
export function DayField({ value, label, today, past = false, boxed = false, onDay }: {
  readonly value: Day | null
  readonly label: string
  readonly today: Day
  readonly past?: boolean
  readonly boxed?: boolean
  onDay(day: Day): void
}) {
  const near = value === null ? null : nearDay(value, today)
  const other = value === today ? { day: yesterdayOf(today), text: '昨天' } : { day: today, text: '今天' }
  return (
    <View className="with-unit">
      <DayPicker value={value} label={label} today={today} onDay={onDay} {...(past ? { until: today } : {})}>
        <View className={`picked${boxed ? ' picked-box' : ''}`}>
          {value === null ? <Text className="ink2">选日期</Text> : (
            <View>
              {near === null ? null : <Text>{near} </Text>}
              <Text className={near === null ? '' : 'ink2'}>{dayText(value, today)} {weekdayText(value)}</Text>
            </View>
          )}
          <Icon name="down" size="small" edge />
        </View>
      </DayPicker>
      <Chip text={other.text} on={false} role="button" onTap={() => onDay(other.day)} />
    </View>
  )
}
