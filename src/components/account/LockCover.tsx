import { View } from '@tarojs/components'
import { useClient, useLock } from '../../client/hooks'
import type { SignedIn } from '../../client/client'
import { Button } from '../Button'

/** Over everything while nobody is at the screen; what lies under it stays as it was. WeChat's; a browser may ask for more (LockCover.h5.tsx). */
export function LockCover({ session }: { readonly session: SignedIn }) {
  const client = useClient()
  if (useLock() === 'open') return null
  return (
    <View className="lock" catchMove ariaRole="dialog" ariaLabel="屏幕盖住了">
      <View className="lock-name">{session.me.name}</View>
      <View className="meta">三十分钟没有动，先盖住了。没写完的都还在。</View>
      <View className="gap-above"><Button text="接着用" look="filled" wide onTap={client.uncover} /></View>
    </View>
  )
}
