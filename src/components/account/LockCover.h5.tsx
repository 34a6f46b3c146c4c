import { View } from '@tarojs/components'
import { lazy, Suspense } from 'react'
import { useClient, useLock } from '../../client/hooks'
import type { SignedIn } from '../../client/client'
import { Button } from '../Button'

/** Seldom needed, and not before fifteen minutes: fetched then, from what the service worker keeps. */
const Relock = lazy(async () => ({ default: (await import('./Relock')).Relock }))

export function LockCover({ session }: { readonly session: SignedIn }) {
  const client = useClient()
  const lock = useLock()
  if (lock === 'open') return null
  return (
    <View className="lock" ariaRole="dialog" ariaLabel="屏幕盖住了">
      <View className="lock-name">{session.me.name}</View>
      {lock === 'tap' ? (
        <>
          <View className="meta">三十分钟没有动，先盖住了。没写完的都还在。</View>
          <View className="gap-above"><Button text="接着用" look="filled" wide onTap={client.uncover} /></View>
        </>
      ) : (
        <Suspense fallback={<View className="meta">请稍等</View>}><Relock session={session} /></Suspense>
      )}
    </View>
  )
}
