import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { liveRows, type Field, type PersonalClass, type Value } from '../core/field'
import type { RecordType } from '../core/recordType'
import { masked } from '../domain/privacyMask'
import { WordsButton } from './Button'
import { useReading } from './reading'
import { maskedCells, maskedClass, rowText, valueText } from './recordText'
import { useReveal } from './reveal/RevealScope'

/** A value to read. A personal one line is masked until tapped; texts of several lines are the record itself. */
export function FieldText({ type, name, field, value }: {
  readonly type: RecordType
  readonly name: string
  readonly field: Field
  readonly value: Value | undefined
}) {
  const reading = useReading()
  const reveal = useReveal()
  const [opened, setOpened] = useState<readonly PersonalClass[]>([])
  const shows = (kind: PersonalClass): boolean => reveal?.shows(kind) ?? opened.includes(kind)
  const open = (kinds: readonly PersonalClass[]): void => (reveal === null ? setOpened([...opened, ...kinds]) : reveal.open(kinds))
  if (field.kind === 'rows') {
    const rows = liveRows(value)
    const hidden = maskedCells(field, value).filter((kind) => !shows(kind))
    const isNameFirst = hidden.includes('name')
    return (
      <View>
        {rows.map(([id, row]) => <View key={id}>{rowText(type, name, row, reading, shows)}</View>)}
        {hidden.length === 0 ? null : <WordsButton text={isNameFirst ? '看全名' : '看电话、住址'} icon="eye" onTap={() => open(isNameFirst ? ['name'] : hidden)} />}
      </View>
    )
  }
  const text = valueText(type, name, field, value, reading)
  const kind = maskedClass(field)
  if (kind === null || text === '' || shows(kind)) return <Text>{text}</Text>
  return (
    <View className="with-unit">
      <Text>{masked(kind, text)}</Text>
      <WordsButton text="看全文" icon="eye" onTap={() => open([kind])} />
    </View>
  )
}
