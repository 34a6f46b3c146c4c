import { View } from '@tarojs/components'
import { useHost } from '../../client/hostHooks'
import { WordsButton } from '../Button'

export function ContractLink() {
  const { privacy } = useHost()
  return <View className="gap-above"><WordsButton text="看微信里的《用户隐私保护指引》" onTap={privacy.openContract} /></View>
}
