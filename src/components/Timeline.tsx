import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useToday } from '../client/hooks'
import type { PersonalClass } from '../core/field'
import { dayText } from '../core/period'
import { WordsButton } from './Button'
import type { Step } from './history'

/** 经过: one sentence for each op, newest first; what was written stands below it, every value unfolds. */
export function Timeline({ steps, onReveal }: { readonly steps: readonly Step[]; onReveal?(kinds: readonly PersonalClass[]): void }) {
  return <View className="timeline">{steps.map((step, i) => <Line key={step.key} step={step} isNewest={i === 0} onReveal={onReveal} />)}</View>
}

function Line({ step, isNewest, onReveal }: {
  readonly step: Step
  readonly isNewest: boolean
  readonly onReveal: ((kinds: readonly PersonalClass[]) => void) | undefined
}) {
  const today = useToday()
  const [isOpen, setOpen] = useState(false)
  const isLong = step.body.length > LONG
  const canOpen = step.details.length > 0 || isLong
  return (
    <View className={`timeline-step${isNewest ? ' timeline-newest' : ''}`}>
      <View>{step.text}</View>
      {step.body === '' ? null : <View className="timeline-body">{isLong && !isOpen ? `${step.body.slice(0, LONG)}…` : step.body}</View>}
      <View className="timeline-foot">
        <View className="row-meta facts">
          {step.day === null ? null : <Text>{dayText(step.day, today)}</Text>}
          {step.who === '' ? null : <Text>{step.who}</Text>}
        </View>
        {canOpen ? <WordsButton text={isOpen ? '收起' : '细看'} icon="down" onTap={() => setOpen(!isOpen)} /> : null}
      </View>
      {step.notes.map((note) => <View key={note} className="meta">{note}</View>)}
      {isOpen ? (
        <View className="timeline-details">
          {step.details.map((detail) => <View key={detail} className="meta">{detail}</View>)}
          {step.hidden.length === 0 || onReveal === undefined ? null : <WordsButton text="看全文" icon="eye" onTap={() => onReveal(step.hidden)} />}
        </View>
      ) : null}
    </View>
  )
}

/** Of what was written; the rest unfolds. */
const LONG = 120
