import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** Parts one below the other on a phone; side by side at PC width, whose style a phone never loads (BoardGrid.h5.tsx). */
export function BoardGrid({ name, children }: { readonly name: 'township' | 'leaf' | 'county'; readonly children: ReactNode }) {
  return <View className={`board board-${name === 'leaf' ? 'township board-leaf' : name}`}>{children}</View>
}
