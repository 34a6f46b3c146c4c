import { View } from '@tarojs/components'
import { useState } from 'react'
import type { AttentionItem, Way } from '../../client/client'
import type { Recipient } from '../../client/handovers'
import { useRecord, useSync } from '../../client/hooks'
import type { RecordType } from '../../core/recordType'
import { conflictsOf, placeOf } from '../../components/attention/itemText'
import { Mend } from '../../components/attention/Mend'
import { ReasonSheet } from '../../components/attention/ReasonSheet'
import { handingProblem, RecipientSheet } from '../../components/attention/RecipientSheet'
import { useHandovers } from '../../components/attention/useHanded'
import { Button } from '../../components/Button'
import { Problem } from '../../components/FieldFrame'

/** 改一改, 转给…, 不要了. What waits for another item goes with that one, as long as that one is here. */
export function WaysOut({ item, type, onSettle, onSaid }: {
  readonly item: AttentionItem
  readonly type: RecordType
  onSettle(way: Way): Promise<boolean>
  onSaid(words: string): void
}) {
  const handovers = useHandovers()
  const record = useRecord(item.op.record)
  const { attention } = useSync()
  const [sheet, setSheet] = useState<'mend' | 'discard' | 'give' | null>(null)
  const [problem, setProblem] = useState('')
  const { reason } = item
  const isInConflict = conflictsOf(item).length > 0
  const settle = async (way: Way): Promise<void> => {
    if (await onSettle(way)) setSheet(null)
  }
  const give = async (to: Recipient): Promise<void> => {
    setSheet(null)
    const refused = await handovers.give(item, to)
    if (refused === null) onSaid(`转给${to.name}了，收没收会告诉您`)
    else setProblem(handingProblem(refused))
  }
  if (reason.kind === 'held' && attention.some(({ id }) => id === reason.by)) return null
  return (
    <>
      {problem === '' ? null : <Problem text={problem} />}
      <View className="bar bar-even gap-above">
        {reason.kind === 'held' ? null : <Button text="改一改" onTap={() => setSheet('mend')} />}
        <Button text="转给…" onTap={() => setSheet('give')} />
        {isInConflict ? null : <Button text="不要了" onTap={() => setSheet('discard')} />}
      </View>
      {isInConflict ? <View className="note gap-above attention-note">没选的那份留在经过里</View> : null}
      {sheet === 'mend' ? <Mend item={item} type={type} onSet={(set) => void settle({ set })} onClose={() => setSheet(null)} /> : null}
      {sheet === 'give' ? (
        <RecipientSheet stream={item.stream} kind={item.op.kind} place={placeOf(type, item.op, record)} onPick={(to) => void give(to)} onClose={() => setSheet(null)} />
      ) : null}
      {sheet === 'discard' ? (
        <ReasonSheet hint="写下来，以后查得到；这一条的内容也留着" onReason={(why) => void settle({ discard: why })} onClose={() => setSheet(null)} />
      ) : null}
    </>
  )
}
