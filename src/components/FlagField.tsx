import { Text, View } from '@tarojs/components'
import { Tap } from './Tap'

/** Yes or not said. */
export function FlagField({ value, label, onFlag }: { readonly value: boolean; readonly label: string; onFlag(value: boolean): void }) {
  return (
    <Tap role="checkbox" on={value} label={label} onTap={() => onFlag(!value)}>
      <View className="picked">
        <Text>{value ? '是' : '否'}</Text>
        <View className={`switch${value ? ' switch-on' : ''}`} />
      </View>
    </Tap>
  )
}
