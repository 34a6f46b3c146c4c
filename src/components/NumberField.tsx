import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Value } from '../core/field'
import { fenOf, yuanText } from './money'
import { readNumber } from './numberText'
import { TextInput } from './TextInput'

interface NumberFieldProps {
  readonly value: Value | null | undefined
  readonly label: string
  readonly wrong?: boolean
  /** What is no number leaves as the text it is: the check refuses that for the field, and nothing typed is lost. */
  onNumber(value: number | string | null): void
}

/** A whole number with its unit. */
export function NumberField({ unit, ...props }: NumberFieldProps & { readonly unit: string }) {
  return <TypedNumber {...props} unit={unit} kind="digits" read={readNumber} write={String} />
}

/** Yuan in, fen out. */
export function MoneyField(props: NumberFieldProps) {
  return <TypedNumber {...props} unit="元" kind="decimal" read={fenOf} write={yuanText} />
}

/** What is typed stays as typed (12. is on its way to 12.5). */
function TypedNumber({ value = null, label, unit, kind, wrong = false, read, write, onNumber }: NumberFieldProps & {
  readonly unit: string
  readonly kind: 'digits' | 'decimal'
  read(text: string): number | null
  write(value: number): string
}) {
  const entered = (text: string): number | string | null => (text.trim() === '' ? null : read(text) ?? text)
  const written = typeof value === 'number' ? write(value) : typeof value === 'string' ? value : ''
  const [typed, setTyped] = useState(written)
  const isNoNumber = typeof value === 'string'
  return (
    <View className="with-unit">
      <TextInput
        value={entered(typed) === value ? typed : written}
        label={label}
        kind={kind}
        wrong={wrong || isNoNumber}
        onText={(next) => {
          setTyped(next)
          onNumber(entered(next))
        }}
      />
      {unit === '' ? null : <Text className="ink2">{unit}</Text>}
      {isNoNumber ? <Text className="meta attention">请填数字</Text> : null}
    </View>
  )
}
