import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { WriteAnswer } from '../../client/client'
import { useConfig, useNames, useRecord, useToday } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { Patch } from '../../core/op'
import { placeName } from '../../core/place'
import type { Problem as Refused } from '../../core/protocol'
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
import { Mend } from './Mend'
import { ReasonSheet } from './ReasonSheet'
import { handingProblem, RecipientSheet } from './RecipientSheet'
import { useHandovers } from './useHanded'

/** What somebody else could not put through: what they wrote, why it was refused, and the ways on. Without its content only the passing on. */
export function HandedItem({ handed, onDone }: { readonly handed: Handed; onDone(said: string): void }) {
  const handovers = useHandovers()
  const names = useNames()
  const today = useToday()
  const config = useConfig()
  const { first, all } = handed
  const type = typeOf(first.kind)
  const record = useRecord(first.op?.record ?? '')
  const [sheet, setSheet] = useState<'mend' | 'pass' | 'decline' | null>(null)
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const place = first.place ?? (type?.placed == null ? null : String(record?.values[type.placed] ?? '') || null)

  /** One after the other; what failed stays, and so does what comes after it. */
  const each = async (run: (handover: Handed['first'], isFirst: boolean) => Promise<WriteAnswer | Refused | null>, done: string): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    setSheet(null)
    let problem: string | null = null
    for (const handover of all) {
      problem ??= wordsOf(await run(handover, handover === first), type)
    }
    setBusy(false)
    if (problem === null) onDone(done)
    else setSaid(problem)
  }
  const take = (set: Patch | null): Promise<void> => each((handover, isFirst) => handovers.take(handover, isFirst ? set : null), '收下了，这一件现在是您的')
  const author = names.get(first.from) ?? '同事'

  if (type === undefined) return null
  return (
    <>
      <View className="subject">{first.op === null ? type.label : `${author}转来的${type.label}`}</View>
      <View className="meta attention-then">{about(handed, author, place === null ? '' : placeName(config.places, place), momentFull(first.op?.claimedAt ?? first.at, today), type)}</View>
      {record === null || first.op === null ? null : (
        <Card className="gap-above">
          <RecordRow record={record} right={null} chevron onOpen={() => open('record', { id: record.id, stream: first.stream })} />
        </Card>
      )}
      {first.op === null ? null : (
        <Card className="gap-above">
          <View className="pair"><Text className="strong">{author}写的</Text></View>
          <AllFields type={type} values={handedValues(handed)} all />
        </Card>
      )}
      {said === '' ? null : <Problem text={said} />}
      {first.op === null ? (
        <View className="gap-above"><Button text="转给…" look="filled" wide off={isBusy} onTap={() => setSheet('pass')} /></View>
      ) : (
        <>
          <View className="gap-above"><Button text="收下" look="filled" wide off={isBusy} onTap={() => void take(null)} /></View>
          <View className="bar bar-even gap-above">
            <Button text="改了收下" onTap={() => setSheet('mend')} />
            <Button text="转给…" onTap={() => setSheet('pass')} />
            <Button text="不要了" onTap={() => setSheet('decline')} />
          </View>
        </>
      )}
      {sheet === 'mend' && first.op !== null ? <Mend item={asItem(first, first.op)} type={type} onSet={(set) => void take(set)} onClose={() => setSheet(null)} /> : null}
      {sheet === 'pass' ? (
        <RecipientSheet
          stream={first.stream}
          kind={first.kind}
          place={place}
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
  if (first.op === null) return `${head}内容您看不到，请转给能办的人。`
  return `${head}${refusalAdvice(first.refusal, type).what}。`
}

/** null: it went through. */
function wordsOf(answer: WriteAnswer | Refused | null, type: RecordType | undefined): string | null {
  if (answer === null || type === undefined) return null
  if (isProblem(answer)) return handingProblem(answer)
  return answer.kind === 'saved' ? null : unsavedText(answer, type)
}
