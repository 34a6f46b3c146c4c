import { View } from '@tarojs/components'

export default function Page() {
  return <View>台账</View>
}
