import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { isPersonal, liveRows, type Field, type Value } from '../core/field'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { useReading } from './reading'
import { maskName, rowText, valueText } from './recordText'

/** A value to read. A personal one line is masked until tapped; texts of several lines are the record itself. */
export function FieldText({ type, name, field, value, open = false }: {
  readonly type: RecordType
  readonly name: string
  readonly field: Field
  readonly value: Value | undefined
  /** Names are shown in full already. */
  readonly open?: boolean
}) {
  const reading = useReading()
  const [isOpen, setOpen] = useState(false)
  if (field.kind === 'rows') {
    return <View>{liveRows(value).map(([id, row]) => <View key={id}>{rowText(type, name, row, reading)}</View>)}</View>
  }
  const text = valueText(type, name, field, value, reading)
  const isMasked = isPersonal(field) && field.kind === 'text' && field.lines === undefined && text !== '' && !open && !isOpen
  if (!isMasked) return <Text>{text}</Text>
  return (
    <View className="with-unit">
      <Text>{maskName(text)}</Text>
      <WordsButton text="看全文" icon="eye" onTap={() => setOpen(true)} />
    </View>
  )
}
