import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Recipient } from '../../client/handovers'
import { useNames, useToday } from '../../client/hooks'
import type { SentHandover } from '../../core/protocol'
import { typeOf } from '../../domain/registry'
import { Card } from '../Card'
import { momentText } from '../days'
import { Problem } from '../FieldFrame'
import { ListRow } from '../ListRow'
import { useReading } from '../reading'
import { titleOf } from '../recordText'
import { SectionHead } from '../SectionHead'
import { StateMark, type Shape } from '../StateMark'
import { valuesOf } from './itemText'
import { handingProblem, RecipientSheet } from './RecipientSheet'
import { useHandovers } from './useHanded'

/** 我转出去的, and what became of it. What nobody took can be handed to somebody else. */
export function SentList({ sent, onAgain }: { readonly sent: readonly SentHandover[]; onAgain(): void }) {
  const handovers = useHandovers()
  const [picked, setPicked] = useState<SentHandover | null>(null)
  const [said, setSaid] = useState('')
  const place = picked?.place ?? null
  const give = async (handover: SentHandover, to: Recipient): Promise<void> => {
    setPicked(null)
    const problem = await handovers.giveAgain(handover, to)
    setSaid(problem === null ? '' : handingProblem(problem))
    onAgain()
  }
  if (sent.length === 0) return null
  return (
    <>
      <SectionHead title="我转出去的" />
      <Card>{sent.map((handover) => <Row key={handover.id} handover={handover} onAgain={() => setPicked(handover)} />)}</Card>
      {said === '' ? null : <Problem text={said} />}
      <View className="note gap-above">办完的留一个月</View>
      {picked === null ? null : (
        <RecipientSheet stream={picked.stream} kind={picked.kind} place={place} onPick={(to) => void give(picked, to)} onClose={() => setPicked(null)} />
      )}
    </>
  )
}

function Row({ handover, onAgain }: { readonly handover: SentHandover; onAgain(): void }) {
  const reading = useReading()
  const names = useNames()
  const today = useToday()
  const { op, kind, at, state } = handover
  const type = typeOf(kind)
  if (type === undefined) return null
  const nameOf = (person: string | null): string => names.get(person ?? '') ?? '同事'
  const { shape, word, fact } = became(handover, nameOf)
  return (
    <ListRow
      title={op === null ? type.label : titleOf(type, valuesOf({ op }), reading)}
      facts={[fact, momentText(handover.endedAt ?? at, today)]}
      right={<StateMark shape={shape} word={word} />}
      {...(state === 'declined' ? { chevron: true, onTap: onAgain } : {})}
    />
  )
}

/** What became of a handover, for its author. */
export function became({ state, to, endedBy, why }: SentHandover, nameOf: (person: string | null) => string): { readonly shape: Shape; readonly word: string; readonly fact: string } {
  switch (state) {
    case 'taken':
      return { shape: 'tick', word: '收下了', fact: `${nameOf(endedBy)}收下了` }
    case 'declined':
      return { shape: 'diamond', word: '没有收', fact: `${nameOf(endedBy)}没有收${why === null ? '' : `：${why}`}` }
    case 'open':
      return { shape: 'clock', word: '还没收', fact: to === null ? '在乡镇待接收' : `转给${nameOf(to)}` }
  }
}
