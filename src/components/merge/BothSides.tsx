import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../../client/client'
import type { Field, Value } from '../../core/field'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { useReading } from '../reading'
import { namesOf, valueText, type Reading } from '../recordText'

/** Both records field by field; where they differ it is said, not only shown. */
export function BothSides({ type, given, stays }: { readonly type: RecordType; readonly given: ShownRecord; readonly stays: ShownRecord }) {
  const reading = useReading()
  const lines = Object.entries(type.fields)
    .filter(([name, field]) => !LEFT_OUT.includes(name) && field.kind !== 'media')
    .map(([name, field]) => ({ name, label: field.label, left: textOf(type, name, field, given.values[name], reading), right: textOf(type, name, field, stays.values[name], reading) }))
    .filter(({ left, right }) => left !== '' || right !== '')
  const stage = { name: 'stage', label: '办到哪', left: own(type.stages, given.stage)?.label ?? '', right: own(type.stages, stays.stage)?.label ?? '' }
  return (
    <View className="card sides">
      <View className="side-head">
        <View className="side"><Text className="strong">并走的这件</Text></View>
        <View className="side"><Text className="strong">留下的那件</Text></View>
      </View>
      {[...lines.filter(({ name }) => name === 'caseNo'), stage, ...lines.filter(({ name }) => name !== 'caseNo')].map(({ name, label, left, right }) => (
        <View key={name} className="side-line">
          <View className="note">{label}{left === right ? '' : '（不一样）'}</View>
          <View className="side-two">
            <View className="side">{left || '—'}</View>
            <View className={`side${left === right ? '' : ' strong'}`}>{right || '—'}</View>
          </View>
        </View>
      ))}
    </View>
  )
}

/** What says nothing about whether two are the same. */
const LEFT_OUT: readonly string[] = ['mergedInto', 'stageMerged', 'dueOn', 'detail', 'levelAccepted', 'level', 'levelClosed', 'courtUntil', 'effectiveOn']

function textOf(type: RecordType, name: string, field: Field, value: Value | undefined, reading: Reading): string {
  if (field.kind !== 'rows') return valueText(type, name, field, value, reading)
  const names = namesOf(value, 'name', false)
  if (names !== '') return names
  const rows = valueText(type, name, field, value, reading)
  return rows.startsWith('0') ? '' : rows
}
