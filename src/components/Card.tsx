import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

/** A white sheet on the desk. `padded` when it holds text and controls instead of rows. */
export function Card({ padded = false, className = '', children }: { readonly padded?: boolean; readonly className?: string; readonly children: ReactNode }) {
  return <View className={`card${padded ? ' card-padded' : ''} ${className}`}>{children}</View>
}
