import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import '../../styles/boardWide.scss'

export function BoardGrid({ name, children }: { readonly name: 'township' | 'leaf' | 'county'; readonly children: ReactNode }) {
  return <View className={`board board-${name === 'leaf' ? 'township board-leaf' : name}`}>{children}</View>
}
