import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import '../styles/host.scss'

/** A row over the page that stays until what it says is over; inside it what can be done about it. An `alert` is read aloud at once. */
export function NoticeBar({ role, words, children }: { readonly role: 'alert' | 'status'; readonly words: string; readonly children: ReactNode }) {
  return (
    <View className="notice update" ariaRole={role}>
      <Text className="update-words">{words}</Text>
      {children}
    </View>
  )
}
