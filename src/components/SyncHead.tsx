import { View } from '@tarojs/components'
import type { SyncState } from '../client/client'
import { useSync } from '../client/hooks'
import { Icon } from './Icon'
import { open, openTab } from './routes'
import { StateMark, type Shape } from './StateMark'
import { Tap } from './Tap'

/** Where everything written stands, in one mark; leads to what can be done about it. */
export function SyncHead() {
  const sync = useSync()
  const { shape, word, to } = syncMark(sync)
  return (
    <Tap className="words" label={word} onTap={() => (to === 'me' ? openTab('me') : open(to))}>
      <StateMark shape={shape} word={word} />
      <View><Icon name="right" size="small" edge /></View>
    </Tap>
  )
}

export function syncMark(sync: Pick<SyncState, 'status' | 'waiting' | 'attention'>): { readonly shape: Shape; readonly word: string; readonly to: 'attention' | 'me' | 'signin' } {
  if (sync.attention.length > 0) return { shape: 'diamond', word: `${sync.attention.length} 条需核对`, to: 'attention' }
  if (sync.status === 'expired') return { shape: 'clock', word: '登录过期，重新登录', to: 'signin' }
  if (sync.waiting > 0) return { shape: 'ring', word: `${sync.waiting} 条存在手机`, to: 'me' }
  return { shape: 'tick', word: sync.status === 'offline' ? '都已上传，现在没信号' : '都已上传', to: 'me' }
}
