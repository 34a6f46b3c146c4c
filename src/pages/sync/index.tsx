import { useMemo } from 'react'
import { useConfig, useRecords, useSync, useToday } from '../../client/hooks'
import { placeName } from '../../core/place'
import { REGISTRY } from '../../domain/registry'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { agoText } from '../../components/days'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { RecordRow } from '../../components/RecordRow'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { StateMark } from '../../components/StateMark'
import { Carry } from './Carry'
import { receivedText } from './receivedText'

/** Which records are only on this phone, since when, and the proof that nothing is missing of what was received. */
export default function SyncPage() {
  const session = useSignedIn()
  const config = useConfig()
  const today = useToday()
  const { status, streams, waiting } = useSync()
  const { rows } = useRecords(ALL)
  const onPhone = useMemo(() => rows.filter(({ sync }) => sync === 'onPhone'), [rows])
  if (session === null) return <Page title="同步" width="form">{null}</Page>
  return (
    <Page title="同步" width="form">
      <SectionHead title="还在手机里" right={onPhone.length === 0 ? undefined : `${onPhone.length} 件`} />
      {onPhone.length === 0 ? (
        <EmptyState text={status === 'unread' ? '正在看手机里存了什么' : waiting === 0 ? '写下的都到县里了。没有信号的时候写的，会先列在这里。' : `还有 ${waiting} 条改动没传上去，有信号会自动传。`} />
      ) : (
        <Card>
          {onPhone.map((record) => (
            <RecordRow
              key={record.id}
              record={record}
              facts={[...(record.receipt === null ? [] : [record.receipt]), ...(record.enteredAt === null ? [] : [`${agoText(record.enteredAt, today)}写的`])]}
              onOpen={() => open('record', { id: record.id, stream: record.stream })}
            />
          ))}
        </Card>
      )}
      <SectionHead title="收到的" />
      <Card>
        {streams.map((stream) => (
          <ListRow
            key={stream.stream}
            title={placeName(config.places, stream.stream)}
            facts={[receivedText(stream)]}
            right={<StateMark shape={stream.complete ? 'tick' : 'clock'} word={stream.complete ? '收全了' : '在收'} />}
          />
        ))}
      </Card>
      <Carry />
    </Page>
  )
}

const ALL = { kinds: Object.keys(REGISTRY), limit: 10_000 }
