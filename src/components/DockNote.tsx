import { View } from '@tarojs/components'

/** Under every 保存 of the field. */
export function DockNote() {
  return <View className="dock-note">没信号也能存，有信号自动传</View>
}
