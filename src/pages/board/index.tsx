import { View } from '@tarojs/components'

export default function Page() {
  return <View>看板</View>
}
