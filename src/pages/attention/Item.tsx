import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { AttentionItem, Way, WriteAnswer } from '../../client/client'
import { useClient, useRecord, useToday } from '../../client/hooks'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { momentFull } from '../../components/days'
import { FieldFrame, Problem } from '../../components/FieldFrame'
import { RecordRow } from '../../components/RecordRow'
import { open } from '../../components/routes'
import { Sheet } from '../../components/Sheet'
import { TextInput } from '../../components/TextInput'
import { unsavedText } from '../../components/unsaved'
import { Mend } from './Mend'
import { conflictsOf, headline, valuesOf } from './itemText'
import { Versions } from './Versions'
import { AllFields } from '../../components/AllFields'

/** One thing to settle: what happened, what was written, both values where there are two, and the ways out. */
export function Item({ item }: { readonly item: AttentionItem }) {
  const client = useClient()
  const today = useToday()
  const record = useRecord(item.op.record)
  const type = typeOf(item.op.kind)
  const [sheet, setSheet] = useState<'mend' | 'discard' | null>(null)
  const [reason, setReason] = useState('')
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const { what, then } = headline(item, type)
  const conflicts = conflictsOf(item)
  const isHeld = item.reason.kind === 'held'

  const settle = async (way: Way): Promise<void> => {
    const written = await client.settle(item, way)
    setAnswer(written)
    if (written === null || written.kind === 'saved') setSheet(null)
  }
  if (type === undefined) return <Card padded>{then}</Card>
  return (
    <>
      <View className="subject">{what}</View>
      <View className="meta attention-then">您 {momentFull(item.op.claimedAt, today)} 写的，回执号 {item.receipt}。{then}</View>
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
      {isHeld ? null : (
        <View className="bar bar-even gap-above">
          <Button text="改一改" icon="pencil" onTap={() => setSheet('mend')} />
          {conflicts.length > 0 ? null : <Button text="不要了" onTap={() => setSheet('discard')} />}
        </View>
      )}
      {conflicts.length > 0 ? <View className="note gap-above attention-note">没选的那份留在经过里</View> : null}
      {sheet === 'mend' ? <Mend item={item} type={type} onSet={(set) => void settle({ set })} onClose={() => setSheet(null)} /> : null}
      {sheet === 'discard' ? (
        <Sheet
          title="这一条不要了"
          onClose={() => setSheet(null)}
          foot={<Button text="不要了" look="filled" wide off={reason.trim() === ''} onTap={() => void settle({ discard: reason.trim() })} />}
        >
          <FieldFrame label="为什么不要" must hint="写下来，以后查得到；这一条的内容也留着">
            <TextInput value={reason} label="为什么不要" lines={2} max={200} onText={setReason} />
          </FieldFrame>
        </Sheet>
      ) : null}
    </>
  )
}
