import { Text, View } from '@tarojs/components'
import type { SyncState } from '../../client/client'
import { useClient, useSync, useToday } from '../../client/hooks'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { momentFull, momentText } from '../../components/days'
import { ListRow } from '../../components/ListRow'
import { open } from '../../components/routes'
import { StateMark } from '../../components/StateMark'
import { syncMark } from '../../components/SyncHead'
import { PhotoRows } from './PhotoRows'

/** What waits, and since when. */
export function SyncCard() {
  const client = useClient()
  const today = useToday()
  const sync = useSync()
  const { shape, word } = syncMark({ ...sync, attention: [] }, today)
  const hasToSend = sync.waiting > 0 || sync.media.waiting > 0 || sync.media.refused.length > 0
  return (
    <Card>
      <ListRow
        title={<StateMark shape={shape} word={word} />}
        facts={[sentence(sync), ...(sync.lastAt === null ? [] : [`上次联网 ${momentText(sync.lastAt, today)}`])]}
        chevron
        onTap={() => open('sync')}
      />
      {sync.oldestAt === null ? null : <ListRow title="最早的一条" right={<Text className="meta">{momentFull(sync.oldestAt, today)}</Text>} />}
      {sync.attention.length === 0 ? null : (
        <ListRow title="需核对" right={<StateMark shape="diamond" word={`${sync.attention.length} 条`} />} chevron onTap={() => open('attention')} />
      )}
      {sync.unreadable === 0 ? null : <ListRow title={`有 ${sync.unreadable} 个文件打不开`} facts={['没有删，留在手机里。请找管理员看看。']} />}
      <PhotoRows media={sync.media} />
      <View className="field">
        {sync.status === 'expired'
          ? <Button text="重新登录" look="outlined" wide onTap={() => open('signin')} />
          : <Button text={sync.status === 'working' ? (sync.waiting === 0 ? '正在收' : '正在传') : hasToSend ? '现在就传' : '现在就收'} look="outlined" wide off={sync.status === 'working'} onTap={() => client.syncNow()} />}
      </View>
    </Card>
  )
}

function sentence({ status, waiting, attention }: SyncState): string {
  switch (status) {
    case 'unread':
      return '正在看手机里存了什么'
    case 'offline':
      return waiting === 0 ? '现在没有信号，写的会先存在手机里' : '还没传上去，已经存在手机里，有信号会自动传'
    case 'expired':
      return '可以接着写，重新登录以后再传'
    case 'outdated':
      return '程序版本旧了，收不到新内容；没传的仍会传上去，请尽快更新'
    case 'working':
      return waiting === 0 ? '正在看县里有没有新的' : '正在传'
    case 'idle':
      return waiting > 0 ? '等一下就传' : attention.length > 0 ? '有等您核对的，其余都到县里了' : '写下的都到县里了'
  }
}
