import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { WriteAnswer } from '../../client/client'
import { useConfig, useNames, useRecord, useToday } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { Patch } from '../../core/op'
import { placeName } from '../../core/place'
import type { Handover, Problem as Refused } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { refusalAdvice } from '../../domain/words'
import { AllFields } from '../AllFields'
import { Button } from '../Button'
import { Card } from '../Card'
import { momentFull } from '../days'
import { Problem } from '../FieldFrame'
import { RecordRow } from '../RecordRow'
import { open } from '../routes'
import { unsavedText } from '../unsaved'
import { asItem, handedValues, type Handed } from './handed'
import { placeOf } from './itemText'
import { Mend } from './Mend'
import { ReasonSheet } from './ReasonSheet'
import { handingProblem, RecipientSheet } from './RecipientSheet'
import { useHandovers } from './useHanded'

/** What somebody else could not put through: what they wrote, why it was refused, and the ways on. Without its content only the passing on. */
export function HandedItem({ handed, onDone }: { readonly handed: Handed; onDone(said: string): void }) {
  const names = useNames()
  const today = useToday()
  const { places } = useConfig()
  const { first } = handed
  const type = typeOf(first.kind)
  if (type === undefined) return null
  const author = names.get(first.from) ?? '同事'
  const where = first.place === null ? '' : placeName(places, first.place)
  return (
    <>
      <View className="subject">{first.op === null ? type.label : `${author}转来的${type.label}`}</View>
      <View className="meta attention-then">{about(handed, author, where, momentFull(first.op?.claimedAt ?? first.at, today), type)}</View>
      {first.op === null ? null : <Content handed={handed} type={type} author={author} />}
      <Ways handed={handed} type={type} author={author} onDone={onDone} />
    </>
  )
}

function Content({ handed, type, author }: { readonly handed: Handed; readonly type: RecordType; readonly author: string }) {
  const { first } = handed
  const record = useRecord(first.op?.record ?? '')
  return (
    <>
      {record === null ? null : (
        <Card className="gap-above">
          <RecordRow record={record} right={null} chevron onOpen={() => open('record', { id: record.id, stream: first.stream })} />
        </Card>
      )}
      <Card className="gap-above">
        <View className="pair"><Text className="strong">{author}写的</Text></View>
        <AllFields type={type} values={handedValues(handed)} all />
      </Card>
    </>
  )
}

function Ways({ handed, type, author, onDone }: { readonly handed: Handed; readonly type: RecordType; readonly author: string; onDone(said: string): void }) {
  const handovers = useHandovers()
  const { first, all } = handed
  const record = useRecord(first.op?.record ?? '')
  const [sheet, setSheet] = useState<'mend' | 'pass' | 'decline' | null>(null)
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)

  /** One after the other; what failed stays, and so does what comes after it. */
  const each = async (run: (handover: Handover) => Promise<WriteAnswer | Refused | null>, done: string): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    setSheet(null)
    const problem = await firstProblem(all, run, type)
    setBusy(false)
    if (problem === null) onDone(done)
    else setSaid(problem)
  }
  const take = (set: Patch | null): Promise<void> => each((handover) => handovers.take(handover, handover === first ? set : null), '收下了，这一件现在是您的')
  return (
    <>
      {said === '' ? null : <Problem text={said} />}
      <View className="gap-above">
        {first.op === null
          ? <Button text="转给…" look="filled" wide off={isBusy} onTap={() => setSheet('pass')} />
          : <Button text="收下" look="filled" wide off={isBusy} onTap={() => void take(null)} />}
      </View>
      {first.op === null ? null : (
        <View className="bar bar-even gap-above">
          <Button text="改了收下" onTap={() => setSheet('mend')} />
          <Button text="转给…" onTap={() => setSheet('pass')} />
          <Button text="不要了" onTap={() => setSheet('decline')} />
        </View>
      )}
      {sheet === 'mend' && first.op !== null ? <Mend item={asItem(first, first.op)} type={type} onSet={(set) => void take(set)} onClose={() => setSheet(null)} /> : null}
      {sheet === 'pass' ? (
        <RecipientSheet
          stream={first.stream}
          kind={first.kind}
          place={first.place ?? (first.op === null ? null : placeOf(type, first.op, record))}
          onPick={(to) => void each((handover) => handovers.pass(handover, to), `转给${to.name}了`)}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'decline' ? (
        <ReasonSheet hint={`写下来，${author}看得到`} onReason={(why) => void each((handover) => handovers.decline(handover, why), `没有收，已告诉${author}`)} onClose={() => setSheet(null)} />
      ) : null}
    </>
  )
}

function about({ first, all }: Handed, author: string, where: string, when: string, type: RecordType): string {
  const many = all.length > 1 ? `，一共 ${all.length} 条，一起办` : ''
  const head = `${author} ${when} 写的${where === '' ? '' : `，${where}`}${many}。`
  return first.op === null ? `${head}内容您看不到，请转给能办的人。` : `${head}没有传进去：${refusalAdvice(first.refusal, type).what.replaceAll('您', author)}。`
}

async function firstProblem(all: readonly Handover[], run: (handover: Handover) => Promise<WriteAnswer | Refused | null>, type: RecordType): Promise<string | null> {
  for (const handover of all) {
    const answer = await run(handover)
    if (answer === null) continue
    if (isProblem(answer)) return handingProblem(answer)
    if (answer.kind !== 'saved') return unsavedText(answer, type)
  }
  return null
}
