import { Text, View } from '@tarojs/components'
import type { Values } from '../core/field'
import { isDay, type Day } from '../core/period'

const STEPS = [
  { field: 'receivedOn', text: '登记' },
  { field: 'assignedOn', text: '交办' },
  { field: 'signedOn', text: '签收' },
  { field: 'resolvedOn', text: '办结' },
  { field: 'fedBackOn', text: '反馈' },
  { field: 'ratedOn', text: '评价' },
] as const

/** The round of a villager's matter: what is done is ticked with its day, what comes next is a ring. */
export function Loop({ values, today }: { readonly values: Values; readonly today: Day }) {
  const isDone = (field: string): boolean => isDay(values[field])
  const last = STEPS.reduce((found, { field }, i) => (isDone(field) ? i : found), -1)
  return (
    <View className="card gap-above loop">
      {STEPS.map(({ field, text }, i) => {
        const day = values[field]
        const state = isDone(field) ? 'done' : i === last + 1 ? 'next' : i < last ? 'skipped' : 'later'
        return (
          <View key={field} className={`loop-step loop-${state}`}>
            <View className="loop-disc" />
            <Text className="loop-word">{text}</Text>
            <Text className="loop-day">{isDay(day) ? shortDate(day, today) : state === 'next' ? '等着办' : state === 'skipped' ? '没经过' : ' '}</Text>
          </View>
        )
      })}
    </View>
  )
}

/** 11-12; with the year when it is not this one. */
function shortDate(day: Day, today: Day): string {
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day.slice(2)
}
