import { Text, View } from '@tarojs/components'
import type { Conflict } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { pathLabel } from '../../domain/words'
import { Button } from '../../components/Button'
import { useReading } from '../../components/reading'
import { pathValueText } from '../../components/attention/itemText'

/** 我写的 beside 现在的; of two equal choices neither is filled. */
export function Versions({ type, conflicts, mineAt, onMine, onStored }: {
  readonly type: RecordType
  readonly conflicts: readonly Conflict[]
  readonly mineAt: string
  onMine(): void
  onStored(): void
}) {
  return (
    <View className="two">
      <Version type={type} title="我写的" note={`${mineAt} 本机`} conflicts={conflicts} which="mine" button="用我的" onUse={onMine} />
      <Version type={type} title="现在的" note="台账里的" conflicts={conflicts} which="stored" button="用现在的" onUse={onStored} />
    </View>
  )
}

function Version({ type, title, note, conflicts, which, button, onUse }: {
  readonly type: RecordType
  readonly title: string
  readonly note: string
  readonly conflicts: readonly Conflict[]
  readonly which: 'mine' | 'stored'
  readonly button: string
  onUse(): void
}) {
  const reading = useReading()
  return (
    <View className="card version">
      <View className="version-head">
        <View className="strong">{title}</View>
        <Text className="note">{note}</Text>
      </View>
      <View className="version-fields">
        {conflicts.map((conflict) => (
          <View key={conflict.path} className="version-field">
            <View className="note">{pathLabel(type, conflict.path)}</View>
            <View className="version-value">{pathValueText(type, conflict.path, conflict[which], reading)}</View>
          </View>
        ))}
      </View>
      <Button text={button} look="outlined" wide onTap={onUse} />
    </View>
  )
}
