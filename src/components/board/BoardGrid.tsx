import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

export interface BoardGridProps {
  /** board-township, board-county; board-leaf without places below, board-past without what is due. */
  readonly className: string
  readonly children: ReactNode
}

/** Parts one below the other on a phone; side by side at PC width, whose style a phone never loads (BoardGrid.h5.tsx). */
export function BoardGrid({ className, children }: BoardGridProps) {
  return <View className={`board ${className}`}>{children}</View>
}
