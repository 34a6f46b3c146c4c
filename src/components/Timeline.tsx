import { Text, View } from '@tarojs/components'
import { useToday } from '../client/hooks'
import { dayText } from '../core/period'
import type { Step } from './history'

/** 经过: sentences, newest first. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }) {
  const today = useToday()
  return (
    <View className="timeline">
      {steps.map((step, i) => (
        <View key={step.key} className={`timeline-step${i === 0 ? ' timeline-newest' : ''}`}>
          <View>{step.text}</View>
          <View className="meta facts">
            {step.day === null ? null : <Text>{dayText(step.day, today)}</Text>}
            {step.who === '' ? null : <Text>{step.who}</Text>}
          </View>
        </View>
      ))}
    </View>
  )
}
