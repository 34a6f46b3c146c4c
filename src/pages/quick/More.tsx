import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { dispute } from '../../domain/dispute'
import { Card } from '../../components/Card'
import { adviceOn } from '../../components/case/advice'
import { FieldFrame } from '../../components/FieldFrame'
import { FieldInput, type Alter } from '../../components/FieldInput'
import { Icon } from '../../components/Icon'
import { Tap } from '../../components/Tap'
import type { Quick } from './quickEntry'

const FIELDS = ['photos', 'amount', 'form', 'people', 'handler', 'parties'] as const

/** 补充: what mostly stays empty. An amount brings the advice to write the agreement down, never a block. */
export function More({ quick, forOthers, onAlter }: {
  readonly quick: Quick
  /** Whether somebody else's work may be entered here. */
  readonly forOthers: boolean
  onAlter(name: string, alter: Alter): void
}) {
  const { values, result } = quick
  const [isOpen, setOpen] = useState(UNFOLDING.some((name) => values[name] !== undefined))
  if (!isOpen) {
    return (
      <Tap className="more" label="补充照片、金额、人数、全名，可以不填" onTap={() => setOpen(true)}>
        <View className="words words-strong"><Icon name="plus" /><Text>补充</Text></View>
        <Text className="meta">照片、金额、人数、全名，可以不填</Text>
      </Tap>
    )
  }
  const asked = FIELDS.filter((name) => (name !== 'form' || result === 'settleOnSpot') && (name !== 'handler' || forOthers))
  return (
    <Card className="gap-above">
      {asked.map((name) => (
        <FieldFrame
          key={name}
          label={dispute.fields[name].label}
          hint={adviceOn(dispute, name, values, true)}
        >
          <FieldInput
            type={dispute}
            path={name}
            field={dispute.fields[name]}
            value={name === 'form' ? values.form ?? 'oral' : values[name]}
            stored={undefined}
            onValue={(value) => onAlter(name, () => value)}
            onAlter={(alter) => onAlter(name, alter)}
          />
        </FieldFrame>
      ))}
    </Card>
  )
}

/** Seen at once when a draft has them. */
const UNFOLDING = ['amount', 'people', 'photos', 'handler'] as const
