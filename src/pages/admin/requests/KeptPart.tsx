import { View } from '@tarojs/components'
import { useState } from 'react'
import { retentionDoor } from '../../../client/privacy'
import { useClient, useConfig, useNames, useOnline, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { openDocument } from '../../../client/platform/documents'
import { dayText } from '../../../core/period'
import { placeName } from '../../../core/place'
import type { BulkHead, DestructionHead } from '../../../core/privacyWire'
import { exportTitle, type ExportWhat } from '../../../domain/exports'
import { periodText } from '../../../domain/periodWords'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Problem } from '../../../components/FieldFrame'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'

const STATES = { proposed: '等同意', done: '已销毁', declined: '没有同意' } as const

/** 封存和销毁: how much lies put away, and what is over its years. */
export function KeptPart({ stream, me }: { readonly stream: string; readonly me: string }) {
  const client = useClient()
  const today = useToday()
  const { places } = useConfig()
  const names = useNames()
  const { answer, again } = useOnline(() => retentionDoor(client, stream).state(), [stream])
  const [problem, setProblem] = useState<string | null>(null)
  if (answer === null) return null
  const done = (after: unknown): void => {
    setProblem(isProblem(after) ? after.message : null)
    again()
  }
  const act = (each: DestructionHead, what: 'approve' | 'decline') => (): void => void retentionDoor(client, each.stream).act(each.id, what).then(done)
  const paper = (each: DestructionHead) => (): void => void retentionDoor(client, each.stream).certificate(each.id).then((link) => {
    if (isProblem(link)) setProblem(link.message)
    else void openDocument(link.url, link.name)
  })
  const bulk = (each: BulkHead, what: 'approve' | 'decline') => (): void => void retentionDoor(client, each.stream).actOnBulk(each.id, what).then(done)
  return (
    <>
      {answer.bulk.length === 0 ? null : <SectionHead title="要导出五十人以上的" right={`${answer.bulk.length} 份`} />}
      {answer.bulk.length === 0 ? null : (
        <Card>
          {answer.bulk.map((each) => (
            <View key={each.id}>
              <ListRow title={`${names.get(each.person) ?? '同事'}　${exportTitle(each.what as ExportWhat)}`} facts={[placeName(places, each.place), periodText(each.period), `${each.people} 人`]} />
              {each.person === me ? null : <View className="bar"><Button text="不同意" onTap={bulk(each, 'decline')} /><Button text="同意导出" look="outlined" onTap={bulk(each, 'approve')} /></View>}
            </View>
          ))}
        </Card>
      )}
      <SectionHead title="封存和销毁" />
      <Card>
        <ListRow title="封存着" facts={['办结满了年数，谁也看不到，件数照旧']} right={`${answer.away} 件`} />
        <ListRow title="可以销毁" facts={['又满了年数']} right={`${answer.due} 件`} />
        {answer.destructions.map((each) => (
          <View key={each.id}>
            <ListRow
              title={`${each.stream === stream ? '' : placeName(places, each.stream)}${dayText(each.proposedOn, today)}提出销毁 ${each.records} 件`}
              facts={each.endedOn === null ? [] : [`${dayText(each.endedOn, today)}`]} right={STATES[each.state]}
            />
            <View className="bar">
              {each.state === 'proposed' && answer.role === 'approves' && each.proposedBy !== me ? <Button text="不同意" onTap={act(each, 'decline')} /> : null}
              {each.state === 'proposed' && answer.role === 'approves' && each.proposedBy !== me ? <Button text="同意销毁" look="outlined" onTap={act(each, 'approve')} /> : null}
              {each.state === 'done' ? <Button text="销毁证明" icon="download" onTap={paper(each)} /> : null}
            </View>
          </View>
        ))}
        {answer.role === 'proposes' && answer.due > 0 ? <Button text="提出销毁到期的" look="outlined" wide onTap={() => void retentionDoor(client, stream).propose().then(done)} /> : null}
      </Card>
      {problem === null ? null : <Problem text={problem} />}
    </>
  )
}
