import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Recipient } from '../../client/handovers'
import { useNames, useToday } from '../../client/hooks'
import type { Problem as Refused, SentHandover } from '../../core/protocol'
import { typeOf } from '../../domain/registry'
import { AllFields } from '../AllFields'
import { Button } from '../Button'
import { Card } from '../Card'
import { momentText } from '../days'
import { Problem } from '../FieldFrame'
import { ListRow } from '../ListRow'
import { useReading } from '../reading'
import { titleOf } from '../recordText'
import { SectionHead } from '../SectionHead'
import { Sheet } from '../Sheet'
import { StateMark, type Shape } from '../StateMark'
import { valuesOf } from './itemText'
import { ReasonSheet } from './ReasonSheet'
import { handingProblem, RecipientSheet } from './RecipientSheet'
import { useHandovers } from './useHanded'

/** 我转出去的, and what became of it. What nobody took yet can go to somebody else, or be taken back. */
export function SentList({ sent, onAgain }: { readonly sent: readonly SentHandover[]; onAgain(): void }) {
  const handovers = useHandovers()
  const [picked, setPicked] = useState<SentHandover | null>(null)
  const [step, setStep] = useState<'look' | 'give' | 'drop'>('look')
  const [said, setSaid] = useState('')
  const look = (handover: SentHandover | null): void => {
    setPicked(handover)
    setStep('look')
  }
  const done = async (answer: Promise<Refused | null>): Promise<void> => {
    look(null)
    const problem = await answer
    setSaid(problem === null ? '' : handingProblem(problem))
    onAgain()
  }
  if (sent.length === 0) return null
  return (
    <>
      <SectionHead title="我转出去的" />
      <Card>{sent.map((handover) => <Row key={handover.id} handover={handover} onOpen={() => look(handover)} />)}</Card>
      {said === '' ? null : <Problem text={said} />}
      <View className="note gap-above">办完的留一个月</View>
      {picked === null || step !== 'look' ? null : <Look handover={picked} onGive={() => setStep('give')} onDrop={() => setStep('drop')} onClose={() => look(null)} />}
      {picked === null || step !== 'give' ? null : (
        <RecipientSheet
          stream={picked.stream}
          kind={picked.kind}
          place={picked.place}
          onPick={(to: Recipient) => void done(handovers.giveAgain(picked, to))}
          onClose={() => setStep('look')}
        />
      )}
      {picked === null || step !== 'drop' ? null : (
        <ReasonSheet hint="写下来，以后查得到；这一条的内容也留着" onReason={(why) => void done(handovers.decline(picked, why))} onClose={() => setStep('look')} />
      )}
    </>
  )
}

function Row({ handover, onOpen }: { readonly handover: SentHandover; onOpen(): void }) {
  const reading = useReading()
  const today = useToday()
  const { op, kind, at } = handover
  const { shape, word, fact } = useBecame(handover)
  const type = typeOf(kind)
  if (type === undefined) return null
  return (
    <ListRow
      title={op === null ? type.label : titleOf(type, valuesOf({ op }), reading)}
      facts={[fact, momentText(handover.endedAt ?? at, today)]}
      right={<StateMark shape={shape} word={word} />}
      chevron
      onTap={onOpen}
    />
  )
}

/** What was handed over, and its ways out while nobody has it. */
function Look({ handover, onGive, onDrop, onClose }: { readonly handover: SentHandover; onGive(): void; onDrop(): void; onClose(): void }) {
  const { fact } = useBecame(handover)
  const type = typeOf(handover.kind)
  const isOver = handover.state === 'taken' || isDropped(handover)
  return (
    <Sheet
      title="我转出去的"
      onClose={onClose}
      {...(isOver ? {} : { foot: <View className="bar bar-even"><Button text="不要了" onTap={onDrop} /><Button text="转给别人" look="filled" onTap={onGive} /></View> })}
    >
      <View className="meta">{fact}</View>
      {type === undefined || handover.op === null ? null : <AllFields type={type} values={valuesOf({ op: handover.op })} all />}
    </Sheet>
  )
}

function useBecame(handover: SentHandover): Became {
  const names = useNames()
  return became(handover, (person) => names.get(person ?? '') ?? '同事')
}

/** Its author gave it up. */
export function isDropped({ state, endedBy, from }: SentHandover): boolean {
  return state === 'declined' && endedBy === from
}

export interface Became {
  readonly shape: Shape
  readonly word: string
  readonly fact: string
}

/** What became of a handover, for its author. */
export function became(handover: SentHandover, nameOf: (person: string | null) => string): Became {
  const { state, to, endedBy, why } = handover
  if (isDropped(handover)) return { shape: 'square', word: '不要了', fact: why ?? '不要了' }
  switch (state) {
    case 'taken':
      return { shape: 'tick', word: '收下了', fact: `${nameOf(endedBy)}收下了` }
    case 'declined':
      return { shape: 'diamond', word: '没有收', fact: `${nameOf(endedBy)}没有收${why === null ? '' : `：${why}`}` }
    case 'open':
      return { shape: 'clock', word: '还没收', fact: to === null ? '在乡镇待接收' : `转给${nameOf(to)}` }
  }
}
