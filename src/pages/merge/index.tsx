import { View } from '@tarojs/components'
import { useState } from 'react'
import '../../styles/merge.scss'
import type { ShownRecord, WriteAnswer } from '../../client/client'
import { useClient, useRecord } from '../../client/hooks'
import type { RecordType } from '../../core/recordType'
import { countsGivenUp, mergeProblem } from '../../domain/merging'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { useLent } from '../../components/case/lent'
import { Unanswered } from '../../components/Unanswered'
import { Problem } from '../../components/FieldFrame'
import { BothSides } from '../../components/merge/BothSides'
import { PickSurvivor } from '../../components/merge/PickSurvivor'
import { NothingHere } from '../../components/NothingHere'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { RecordRow } from '../../components/RecordRow'
import { goBack, replace } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { unsavedText } from '../../components/unsaved'

/** 并入另一件: `?kind=&id=&stream=` is given up, the one that is picked stays. */
export default function Merge() {
  const session = useSignedIn()
  const { kind = '', id = '', stream = '' } = useParams()
  const type = typeOf(kind)
  const { record, problem, again } = useLent(stream, id)
  if (session === null || type === undefined || record === null) {
    return <Page title="并入另一件" width="form">{session !== null && (id === '' || type === undefined) ? <NothingHere /> : problem === null ? null : <Unanswered problem={problem} again={again} />}</Page>
  }
  return <Choose type={type} record={record} />
}

function Choose({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const client = useClient()
  const [picked, setPicked] = useState<string | null>(null)
  const survivor = useRecord(picked ?? '')
  const lent = useLent(record.stream, survivor === null ? picked ?? '' : '')
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const stays = survivor ?? lent.record
  if (picked === null || stays === null) {
    return (
      <Page title="并入另一件" width="form">
        <View className="meta merge-say">这一件和另一件是同一件事，就并过去，只算一件。并错了随时可以撤销。</View>
        <Card className="gap-above"><RecordRow record={record} right={null} onOpen={() => undefined} /></Card>
        {lent.problem === null ? null : <Problem text={lent.problem.message} />}
        <PickSurvivor type={type} record={record} onPick={setPicked} />
      </Page>
    )
  }
  const say = mergeProblem(type, record, stays.id, stays)
  const confirm = async (): Promise<void> => {
    const written = await client.write({ kind: type.kind, record: record.id, stream: record.stream, base: record.n, body: { kind: 'move', move: 'merge', set: { mergedInto: stays.id } } })
    if (written.kind === 'saved') replace('record', { id: stays.id, stream: stays.stream })
    else setAnswer(written)
  }
  const dock = (
    <>
      {say === null ? null : <Problem text={say} />}
      {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
      <View className="bar">
        <Button className="bar-first" text="换一件" onTap={() => setPicked(null)} />
        <Button className="bar-rest" text="确定并入" look="filled" off={say !== null} onTap={() => void confirm()} />
      </View>
    </>
  )
  return (
    <Page title="并入另一件" width="form" dock={dock}>
      <View className="notice merge-counts">{countsLine(type, record)}</View>
      <BothSides type={type} given={record} stays={stays} />
      <SectionHead title="并入以后" />
      <Card padded>
        {EFFECTS.map((line) => <View key={line} className="merge-line">{line}</View>)}
      </Card>
      <View className="note gap-above"><Button text="不并了" wide onTap={goBack} /></View>
    </Page>
  )
}

function countsLine(type: RecordType, record: ShownRecord): string {
  const counts = countsGivenUp(type, record)
  if (counts.length === 0) return '这一件现在没有计入任何数，并入以后数不变。'
  return `${counts.map((name) => `“${name}”`).join('、')}${counts.length === 1 ? '' : '各'}少 1 件，只按留下的那件算。`
}

const EFFECTS = [
  '已经定稿的报告不改，差的 1 件会列在更正里。',
  '左边写的都留着，不会自动搬过去；要紧的请先补到右边那件里。',
  '以后谁再往这一件上记，会请他改记到留下的那件。',
  '并错了可以撤销：回到原来的环节，数也回来。',
]
