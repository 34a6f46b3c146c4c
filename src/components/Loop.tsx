import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../client/client'
import { isDay, type Day } from '../core/period'

interface LoopStep {
  readonly field: string
  readonly text: string
  /** What it waits for while it is the next. */
  readonly waits?: string
}

const WHOLE: readonly LoopStep[] = [
  { field: 'receivedOn', text: '登记' },
  { field: 'assignedOn', text: '交办' },
  { field: 'signedOn', text: '签收' },
  { field: 'resolvedOn', text: '办结' },
  { field: 'fedBackOn', text: '反馈' },
  { field: 'ratedOn', text: '评价', waits: '等回访' },
]

/** What ended otherwise has a shorter round. */
const SHORT: Readonly<Record<string, readonly LoopStep[]>> = {
  answered: [{ field: 'receivedOn', text: '登记' }, { field: 'resolvedOn', text: '答复' }],
  becameDispute: [{ field: 'receivedOn', text: '登记' }, { field: 'resolvedOn', text: '转纠纷' }],
  referred: [{ field: 'receivedOn', text: '登记' }, { field: 'resolvedOn', text: '转出' }],
}

/** The round of a villager's matter: what is done is ticked with its day, what comes next is a ring. Done again, it stands where it is now. */
export function Loop({ record: { stage, values }, today }: { readonly record: Pick<ShownRecord, 'stage' | 'values'>; readonly today: Day }) {
  const steps = SHORT[stage] ?? WHOLE
  const isDone = (field: string): boolean => isDay(values[field])
  const last = steps.reduce((found, { field }, i) => (isDone(field) ? i : found), -1)
  return (
    <View className="card gap-above loop">
      {steps.map(({ field, text, waits = '等着办' }, i) => {
        const day = values[field]
        const state = isDone(field) ? 'done' : i === last + 1 ? 'next' : i < last ? 'skipped' : 'later'
        return (
          <View key={field} className={`loop-step loop-${state}`}>
            <View className="loop-disc" />
            <Text className="loop-word">{text}</Text>
            <Text className="loop-day">{isDay(day) ? shortDate(day, today) : state === 'next' ? waits : state === 'skipped' ? '没经过' : ' '}</Text>
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
