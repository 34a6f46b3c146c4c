import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { fenOf, yuanText } from './money'
import { TextInput } from './TextInput'

interface NumberFieldProps {
  readonly value: number | null
  readonly label: string
  readonly wrong?: boolean
  onNumber(value: number | null): void
}

/** A whole number with its unit. */
export function NumberField({ unit, ...props }: NumberFieldProps & { readonly unit: string }) {
  return <TypedNumber {...props} unit={unit} kind="digits" read={wholeOf} write={String} />
}

/** Yuan in, fen out. */
export function MoneyField(props: NumberFieldProps) {
  return <TypedNumber {...props} unit="元" kind="decimal" read={fenOf} write={yuanText} />
}

/** What is typed stays as typed (12. is on its way to 12.5); only a number leaves. */
function TypedNumber({ value, label, unit, kind, wrong = false, read, write, onNumber }: NumberFieldProps & {
  readonly unit: string
  readonly kind: 'digits' | 'decimal'
  read(text: string): number | null
  write(value: number): string
}) {
  const [typed, setTyped] = useState(value === null ? '' : write(value))
  const isStale = read(typed) !== value && !(value === null && typed !== '')
  const text = isStale ? (value === null ? '' : write(value)) : typed
  const isNoNumber = text !== '' && read(text) === null
  return (
    <View className="with-unit">
      <TextInput
        value={text}
        label={label}
        kind={kind}
        wrong={wrong || isNoNumber}
        onText={(next) => {
          setTyped(next)
          onNumber(read(next))
        }}
      />
      {unit === '' ? null : <Text className="ink2">{unit}</Text>}
      {isNoNumber ? <Text className="meta attention">请填数字</Text> : null}
    </View>
  )
}

function wholeOf(text: string): number | null {
  const plain = text.trim()
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null
}
