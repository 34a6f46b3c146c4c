import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { AttentionItem, Way, WriteAnswer } from '../../client/client'
import type { Recipient } from '../../client/handovers'
import { useClient, useNames, useRecord, useSession, useSync, useToday } from '../../client/hooks'
import type { SentHandover } from '../../core/protocol'
import { reachesStream } from '../../domain/role'
import { typeOf } from '../../domain/registry'
import { AllFields } from '../../components/AllFields'
import { conflictsOf, headline, valuesOf } from '../../components/attention/itemText'
import { Mend } from '../../components/attention/Mend'
import { ReasonSheet } from '../../components/attention/ReasonSheet'
import { handingProblem, RecipientSheet } from '../../components/attention/RecipientSheet'
import { became } from '../../components/attention/SentList'
import { useHandovers } from '../../components/attention/useHanded'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { momentFull } from '../../components/days'
import { Problem } from '../../components/FieldFrame'
import { RecordRow } from '../../components/RecordRow'
import { open } from '../../components/routes'
import { unsavedText } from '../../components/unsaved'
import { Versions } from './Versions'

/** One thing to settle: what happened, what was written, both values where there are two, and the ways out. `sent`: the server handed it over. */
export function Item({ item, sent, onSaid }: { readonly item: AttentionItem; readonly sent: SentHandover | null; onSaid(words: string): void }) {
  const client = useClient()
  const handovers = useHandovers()
  const today = useToday()
  const record = useRecord(item.op.record)
  const isLost = useIsLost(item)
  const theirs = useOfLostPhone(item)
  const { attention } = useSync()
  const type = typeOf(item.op.kind)
  const [sheet, setSheet] = useState<'mend' | 'discard' | 'give' | null>(null)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const [problem, setProblem] = useState('')
  const { what, then } = headline(item, type)
  const conflicts = conflictsOf(item)
  const { reason } = item
  // What waits for another item goes with that one, as long as that one is here.
  const isHeld = reason.kind === 'held' && attention.some(({ id }) => id === reason.by)

  const settle = async (way: Way, which: AttentionItem = item): Promise<boolean> => {
    const written = await client.settle(which, way)
    setAnswer(written)
    const isDone = written === null || written.kind === 'saved'
    if (isDone) setSheet(null)
    return isDone
  }
  const putThrough = async (): Promise<void> => {
    for (const each of theirs) if (!(await settle('mine', each))) return
    onSaid('都传上去了')
  }
  const give = async (to: Recipient): Promise<void> => {
    setSheet(null)
    const refused = await handovers.give(item, to)
    if (refused === null) onSaid(`转给${to.name}了，收没收会告诉您`)
    else setProblem(handingProblem(refused))
  }
  if (type === undefined) return <Card padded>{then}</Card>
  const place = type.placed === null ? null : String(item.op.body.set[type.placed] ?? record?.values[type.placed] ?? '') || null
  return (
    <>
      <View className="subject">{isLost ? '这个乡镇现在不归您管了' : what}</View>
      <View className="meta attention-then">您 {momentFull(item.op.claimedAt, today)} 写的，回执号 {item.receipt}。{isLost ? '内容已经交给乡镇，等人接着办，没有丢。' : then}</View>
      {sent === null ? null : <Became sent={sent} />}
      {record === null ? null : (
        <Card className="gap-above">
          <RecordRow record={record} right={null} chevron onOpen={() => open('record', { id: record.id, stream: item.stream })} />
        </Card>
      )}
      {conflicts.length > 0 ? (
        <Versions type={type} conflicts={conflicts} mineAt={momentFull(item.op.claimedAt, today)} onMine={() => void settle('mine')} onStored={() => void settle('stored')} />
      ) : (
        <Card className="gap-above">
          <View className="pair"><Text className="strong">您写的</Text></View>
          <AllFields type={type} values={valuesOf(item)} all />
        </Card>
      )}
      {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
      {problem === '' ? null : <Problem text={problem} />}
      {theirs.length === 0 ? null : (
        <View className="gap-above">
          <Button text={theirs.length === 1 ? '是我写的，传上去' : `这 ${theirs.length} 条都是我写的，传上去`} look="filled" wide onTap={() => void putThrough()} />
        </View>
      )}
      {isLost ? <View className="gap-above"><Button text="知道了" look="outlined" wide onTap={() => void settle({ discard: '交给乡镇了' })} /></View> : null}
      {isHeld || isLost ? null : (
        <View className="bar bar-even gap-above">
          {reason.kind === 'held' ? null : <Button text="改一改" onTap={() => setSheet('mend')} />}
          <Button text="转给…" onTap={() => setSheet('give')} />
          {conflicts.length > 0 ? null : <Button text="不要了" onTap={() => setSheet('discard')} />}
        </View>
      )}
      {conflicts.length > 0 ? <View className="note gap-above attention-note">没选的那份留在经过里</View> : null}
      {sheet === 'mend' ? <Mend item={item} type={type} onSet={(set) => void settle({ set })} onClose={() => setSheet(null)} /> : null}
      {sheet === 'give' ? <RecipientSheet stream={item.stream} kind={item.op.kind} place={place} onPick={(to) => void give(to)} onClose={() => setSheet(null)} /> : null}
      {sheet === 'discard' ? (
        <ReasonSheet hint="写下来，以后查得到；这一条的内容也留着" onReason={(why) => void settle({ discard: why })} onClose={() => setSheet(null)} />
      ) : null}
    </>
  )
}

/** 王某收下了. */
function Became({ sent }: { readonly sent: SentHandover }) {
  const names = useNames()
  const { fact } = became(sent, (person) => names.get(person ?? '') ?? '同事')
  return <View className="notice gap-above">{fact}</View>
}

/** No grant reaches its township any more: the server has handed it over already. */
function useIsLost({ reason, stream }: AttentionItem): boolean {
  const session = useSession()
  const isOut = reason.kind === 'refused' && reason.refusal.code === 'outOfScope'
  return isOut && session.kind === 'signedIn' && !reachesStream(session.me, stream)
}

/** All that a phone reported lost still held, in order: its person says once that it is theirs. */
function useOfLostPhone(item: AttentionItem): readonly AttentionItem[] {
  const { attention } = useSync()
  const isOfLost = ({ reason }: AttentionItem): boolean => reason.kind === 'refused' && reason.refusal.code === 'deviceRevoked'
  return isOfLost(item) ? attention.filter(isOfLost) : []
}
