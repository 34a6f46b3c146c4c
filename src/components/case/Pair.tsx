import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** Label beside value. */
export function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <View className="pair">
      <View className="pair-label">{label}</View>
      <View className="pair-value">{children}</View>
    </View>
  )
}
