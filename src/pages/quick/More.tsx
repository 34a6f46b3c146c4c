import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Value } from '../../core/field'
import { dispute } from '../../domain/dispute'
import { Card } from '../../components/Card'
import { FieldFrame } from '../../components/FieldFrame'
import { FieldInput } from '../../components/FieldInput'
import { Icon } from '../../components/Icon'
import { Tap } from '../../components/Tap'
import type { Quick } from './quickEntry'

const FIELDS = ['photos', 'amount', 'form', 'people', 'parties'] as const

/** 补充: what mostly stays empty. An amount brings the advice to write the agreement down, never a block. */
export function More({ quick, onSet }: { readonly quick: Quick; onSet(name: string, value: Value | null): void }) {
  const { values, result } = quick
  const [isOpen, setOpen] = useState(values.amount !== undefined || values.people !== undefined || values.photos !== undefined)
  if (!isOpen) {
    return (
      <Tap className="more" label="补充照片、金额、协议、人数、当事人，可以不填" onTap={() => setOpen(true)}>
        <View className="words words-strong"><Icon name="plus" /><Text>补充</Text></View>
        <Text className="meta">照片、金额、人数、全名，可以不填</Text>
      </Tap>
    )
  }
  const isMoney = typeof values.amount === 'number' && values.amount > 0
  const asked = FIELDS.filter((name) => name !== 'form' || result === 'settleOnSpot')
  return (
    <Card className="gap-above">
      {asked.map((name) => (
        <FieldFrame
          key={name}
          label={dispute.fields[name].label}
          hint={name === 'form' && isMoney && values.form !== 'written' ? '涉及钱物，建议签书面协议' : undefined}
        >
          <FieldInput
            type={dispute}
            path={name}
            field={dispute.fields[name]}
            value={name === 'form' ? values.form ?? 'oral' : values[name]}
            stored={undefined}
            onValue={(value) => onSet(name, value)}
          />
        </FieldFrame>
      ))}
    </Card>
  )
}
