import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { AttentionItem, Way, WriteAnswer } from '../../client/client'
import { useClient, useNames, useRecord, useSession, useSync, useToday } from '../../client/hooks'
import type { SentHandover } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { reachesStream } from '../../domain/role'
import { typeOf } from '../../domain/registry'
import type { Advice } from '../../domain/words'
import { AllFields } from '../../components/AllFields'
import { conflictsOf, headline, valuesOf } from '../../components/attention/itemText'
import { became } from '../../components/attention/SentList'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { momentFull } from '../../components/days'
import { OntoSurvivor } from '../../components/merge/OntoSurvivor'
import { Problem } from '../../components/FieldFrame'
import { RecordRow } from '../../components/RecordRow'
import { open } from '../../components/routes'
import { unsavedText } from '../../components/unsaved'
import { Versions } from './Versions'
import { WaysOut } from './WaysOut'

/** One thing to settle: what happened, what was written, both values where there are two, and the ways out. `sent`: the server handed it over. */
export function Item({ item, sent, onSaid }: { readonly item: AttentionItem; readonly sent: SentHandover | null; onSaid(words: string): void }) {
  const client = useClient()
  const today = useToday()
  const isLost = useIsLost(item)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const type = typeOf(item.op.kind)
  const { what, then } = isLost ? LOST : headline(item, type)
  /** Whether it went through. */
  const settle = async (way: Way, which: AttentionItem = item): Promise<boolean> => {
    const written = await client.settle(which, way)
    setAnswer(written)
    return written === null || written.kind === 'saved'
  }
  if (type === undefined) return <Card padded>{then}</Card>
  return (
    <>
      <View className="subject">{what}</View>
      <View className="meta attention-then">您 {momentFull(item.op.claimedAt, today)} 写的。{then}</View>
      {sent === null ? null : <Became sent={sent} />}
      <Content item={item} type={type} onSettle={(way) => void settle(way)} />
      {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
      <OntoSurvivor item={item} onSettle={(way) => void settle(way)} />
      <OfLostPhone item={item} onPutThrough={(each) => settle('mine', each)} onSaid={onSaid} />
      {isLost
        ? <View className="gap-above"><Button text="知道了" look="outlined" wide onTap={() => void settle({ discard: '交给乡镇了' })} /></View>
        : <WaysOut item={item} type={type} onSettle={settle} onSaid={onSaid} />}
      <View className="note gap-above attention-note">回执号 {item.receipt}</View>
    </>
  )
}

const LOST: Advice = { what: '这个乡镇现在不归您管了', then: '内容已经交给乡镇，等人接着办，没有丢。' }

/** The record it is about, and what was written; beside what stands there now where the two differ. */
function Content({ item, type, onSettle }: { readonly item: AttentionItem; readonly type: RecordType; onSettle(way: Way): void }) {
  const today = useToday()
  const record = useRecord(item.op.record)
  const conflicts = conflictsOf(item)
  return (
    <>
      {record === null ? null : (
        <Card className="gap-above">
          <RecordRow record={record} right={null} chevron onOpen={() => open('record', { id: record.id, stream: item.stream })} />
        </Card>
      )}
      {conflicts.length > 0 ? (
        <Versions type={type} conflicts={conflicts} mineAt={momentFull(item.op.claimedAt, today)} onMine={() => onSettle('mine')} onStored={() => onSettle('stored')} />
      ) : (
        <Card className="gap-above">
          <View className="pair"><Text className="strong">您写的</Text></View>
          <AllFields type={type} values={valuesOf(item)} all />
        </Card>
      )}
    </>
  )
}

/** 王某收下了. */
function Became({ sent }: { readonly sent: SentHandover }) {
  const names = useNames()
  const { fact } = became(sent, (person) => names.get(person ?? '') ?? '同事')
  return <View className="notice gap-above">{fact}</View>
}

/** All that a phone reported lost still held, in order: its person says once that it is theirs. */
function OfLostPhone({ item, onPutThrough, onSaid }: { readonly item: AttentionItem; onPutThrough(each: AttentionItem): Promise<boolean>; onSaid(words: string): void }) {
  const { attention } = useSync()
  if (!isOfLostPhone(item)) return null
  const all = attention.filter(isOfLostPhone)
  const putThrough = async (): Promise<void> => {
    for (const each of all) if (!(await onPutThrough(each))) return
    onSaid('都存好了，有信号会自动传')
  }
  return (
    <View className="gap-above">
      <Button text={all.length === 1 ? '是我写的，传上去' : `这 ${all.length} 条都是我写的，传上去`} look="filled" wide onTap={() => void putThrough()} />
    </View>
  )
}

function isOfLostPhone({ reason }: AttentionItem): boolean {
  return reason.kind === 'refused' && reason.refusal.code === 'deviceRevoked'
}

/** No grant reaches its township any more: the server has handed it over already. */
function useIsLost({ reason, stream }: AttentionItem): boolean {
  const session = useSession()
  const isOut = reason.kind === 'refused' && reason.refusal.code === 'outOfScope'
  return isOut && session.kind === 'signedIn' && !reachesStream(session.me, stream)
}
