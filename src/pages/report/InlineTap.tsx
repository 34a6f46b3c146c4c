import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'

export interface InlineTapProps {
  readonly id: string
  readonly className: string
  readonly label: string
  readonly children: ReactNode
  onTap(): void
}

/** Words inside a sentence that can be tapped without breaking its lines. A browser reaches them by keyboard (InlineTap.h5.tsx). */
export function InlineTap({ id, className, label, children, onTap }: InlineTapProps) {
  // WeChat knows both for every element; Taro's types only for some.
  const spoken = { ariaRole: 'link', ariaLabel: label }
  return <Text id={id} className={className} {...spoken} onClick={onTap}>{children}</Text>
}
