import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { feedbackDoor } from '../../../client/feedback'
import { useClient, useNames, useOnline, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { MOST_IN_COMPLAINT, type Complaint, type ComplaintAct } from '../../../core/feedbackWire'
import { dayText } from '../../../core/period'
import { COMPLAINT_KIND_LABELS } from '../../../domain/complaints'
import { Button } from '../../../components/Button'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { TextInput } from '../../../components/TextInput'

/** One 投诉建议: what was said, what was answered by whom, and a reply. */
export function ComplaintSheet({ id, onClose }: { readonly id: string; onClose(): void }) {
  const client = useClient()
  const today = useToday()
  const names = useNames()
  const { answer, problem } = useOnline((asked) => feedbackDoor(asked).one(id), [id])
  const [acted, setActed] = useState<Complaint | null>(null)
  const [text, setText] = useState('')
  const [failed, setFailed] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const complaint = acted ?? answer
  const act = async (done: ComplaintAct): Promise<void> => {
    setBusy(true)
    const after = await feedbackDoor(client).act(id, done)
    setBusy(false)
    setFailed(isProblem(after) ? after.message : null)
    if (isProblem(after)) return
    setActed(after)
    if (done.act === 'reply') setText('')
  }
  const foot = (
    <View className="bar bar-even">
      {complaint?.state === 'new' ? <Button text="我来办" off={isBusy} onTap={() => void act({ act: 'take' })} /> : null}
      <Button text={isBusy ? '正在存' : '答复'} look="filled" wide={complaint?.state !== 'new'} off={isBusy || complaint === null || text.trim() === ''} onTap={() => void act({ act: 'reply', text: text.trim() })} />
    </View>
  )
  return (
    <Sheet title={complaint === null ? '投诉建议' : `${COMPLAINT_KIND_LABELS[complaint.kind]} ${complaint.receipt}`} onClose={onClose} foot={foot}>
      {problem === null ? null : <Problem text={problem.message} />}
      {complaint === null ? <View className="ink2">{problem === null ? '正在读' : ''}</View> : (
        <>
          <View><Text selectable userSelect>{complaint.text}</Text></View>
          <View className="meta gap-above">{dayText(complaint.receivedOn, today)}收到，{dayText(complaint.dueOn, today)}前答复</View>
          <View className="meta">{complaint.contact === '' ? '没有留联系方式，答复凭查询码看' : `联系：${complaint.contact}`}</View>
          {complaint.acts.length === 0 ? null : <SectionHead title="办到哪了" />}
          {complaint.acts.map(({ act: done, person, on, text: said }, at) => (
            <View key={at} className="gap-above">
              <View className="meta">{dayText(on, today)}　{names.get(person) ?? '同事'}　{done === 'take' ? '开始办' : '答复'}</View>
              {said === '' ? null : <View><Text selectable userSelect>{said}</Text></View>}
            </View>
          ))}
          <FieldFrame label={complaint.state === 'answered' ? '再补一句' : '答复'} hint="写来的人凭查询码看得到，看不到是谁答复的" problem={failed ?? undefined}>
            <TextInput value={text} label="答复" lines={4} max={MOST_IN_COMPLAINT} onText={setText} />
          </FieldFrame>
        </>
      )}
    </Sheet>
  )
}
