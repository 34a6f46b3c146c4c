import { View } from '@tarojs/components'
import '../../styles/boardWide.scss'
import type { BoardGridProps } from './BoardGrid'

export function BoardGrid({ className, children }: BoardGridProps) {
  return <View className={`board ${className}`}>{children}</View>
}
