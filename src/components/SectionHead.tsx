import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** 要办的 · 3 件. */
export function SectionHead({ title, right }: { readonly title: string; readonly right?: ReactNode }) {
  return (
    <View className="section">
      <Text className="section-title">{title}</Text>
      {right === undefined ? null : <View className="section-right">{right}</View>}
    </View>
  )
}
