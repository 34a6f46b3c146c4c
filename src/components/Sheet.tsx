import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { useKeys, useSheetFocus } from './keys'
import { Tap } from './Tap'

/** Rises from below over the page; at PC width it stands in the middle. `clear` leaves what is behind readable. */
export function Sheet({ title, foot, clear = false, children, onClose }: {
  readonly title: string
  readonly foot?: ReactNode
  readonly clear?: boolean
  readonly children: ReactNode
  onClose(): void
}) {
  const id = useSheetFocus()
  useKeys((key) => {
    if (key !== 'Escape') return false
    onClose()
    return true
  })
  return (
    <>
      {clear ? null : <View className="sheet-veil" catchMove onClick={onClose} />}
      <View {...(id === undefined ? {} : { id })} className="sheet" ariaRole="dialog" ariaLabel={title}>
        <View className="sheet-grabber" />
        <View className="sheet-head">
          <Text className="sheet-title">{title}</Text>
          <Tap className="sheet-close" label="收起" onTap={onClose}><Icon name="close" /></Tap>
        </View>
        <View className="sheet-body">{children}</View>
        {foot === undefined ? null : <View className="sheet-foot">{foot}</View>}
      </View>
    </>
  )
}
