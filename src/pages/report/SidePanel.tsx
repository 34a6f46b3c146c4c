import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../../components/Icon'
import { Sheet } from '../../components/Sheet'
import { Tap } from '../../components/Tap'
import { useWide } from '../../components/wide'

/** What is told beside the text: below it on a phone, in the side column at PC width. `clear` leaves the text behind a sheet readable. */
export function SidePanel({ title, foot, clear = false, children, onClose }: {
  readonly title: string
  readonly foot: ReactNode
  readonly clear?: boolean
  readonly children: ReactNode
  onClose(): void
}) {
  const isWide = useWide()
  if (!isWide) return <Sheet title={title} clear={clear} foot={foot} onClose={onClose}>{children}</Sheet>
  return (
    <View className="card figure-panel" ariaRole="dialog" ariaLabel={title}>
      <View className="figure-panel-head">
        <Text className="strong grow">{title}</Text>
        <Tap className="figure-close" label="收起" onTap={onClose}><Icon name="close" size="small" /></Tap>
      </View>
      {children}
      <View className="figure-panel-foot">{foot}</View>
    </View>
  )
}
