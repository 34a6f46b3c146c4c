import { Text, View } from '@tarojs/components'
import type { Figures } from '../../client/hooks'
import type { Day } from '../../core/period'
import { groundWords, staleWords } from './boardWords'

/** What the numbers stand on: time, change, what phones still hold. */
export function Ground({ figures, today, isCounty = false, hint }: { readonly figures: Figures; readonly today: Day; readonly isCounty?: boolean; readonly hint?: string }) {
  return (
    <View className="ground note">
      {groundWords(figures, today, isCounty).map((words) => <Text key={words} className="ground-part">{words}</Text>)}
      {hint === undefined ? null : <Text className="ground-part ground-hint only-wide">{hint}</Text>}
    </View>
  )
}

/** Said before the numbers when they could not be renewed. */
export function StaleNotice({ figures, today }: { readonly figures: Figures; readonly today: Day }) {
  const words = staleWords(figures, today)
  return words === null ? null : <View className="notice" ariaRole="status"><Text>{words}</Text></View>
}
