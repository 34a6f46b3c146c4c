import { View } from '@tarojs/components'
import type { SyncState } from '../client/client'
import { useSync, useToday } from '../client/hooks'
import { dayAt, daysBetween, type Day } from '../core/period'
import { countedMedia } from '../domain/mediaWords'
import { Icon } from './Icon'
import { open, openTab } from './routes'
import { StateMark, type Shape } from './StateMark'
import { Tap } from './Tap'

/** Where everything written stands, in one mark; leads to what can be done about it. */
export function SyncHead() {
  const sync = useSync()
  const today = useToday()
  const { shape, word, to } = syncMark(sync, today)
  return (
    <Tap className="words" label={word} onTap={() => (to === 'me' ? openTab('me') : open(to))}>
      <StateMark shape={shape} word={word} />
      <View><Icon name="right" size="small" edge /></View>
    </Tap>
  )
}

/** A day without a signal is nothing; two are told, for what is only on a phone is lost with the phone. */
export function syncMark(sync: Pick<SyncState, 'status' | 'waiting' | 'attention' | 'oldestAt' | 'streams' | 'media'>, today: Day): { readonly shape: Shape; readonly word: string; readonly to: 'attention' | 'me' | 'signin' } {
  if (sync.attention.length > 0) return { shape: 'diamond', word: `${sync.attention.length} 条需核对`, to: 'attention' }
  if (sync.status === 'expired') return { shape: 'clock', word: '登录过期，重新登录', to: 'signin' }
  const days = sync.oldestAt === null ? 0 : daysBetween(dayAt(Date.parse(sync.oldestAt)), today)
  if (sync.waiting > 0 && days > 1) return { shape: 'clock', word: `${sync.waiting} 条存了 ${days} 天没传`, to: 'me' }
  if (sync.waiting > 0) return { shape: 'ring', word: `${sync.waiting} 条存在手机`, to: 'me' }
  if (sync.streams.length === 0 || sync.streams.some(({ complete }) => !complete)) return { shape: 'clock', word: sync.status === 'offline' ? '还没收全，现在没信号' : '正在收', to: 'me' }
  if (sync.media.waiting > 0) return { shape: 'ring', word: `${countedMedia(sync.media.waiting, sync.media.others)}待传`, to: 'me' }
  return { shape: 'tick', word: sync.status === 'offline' ? '都已上传，现在没信号' : '都已上传', to: 'me' }
}
