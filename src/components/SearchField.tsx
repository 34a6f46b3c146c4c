import { View } from '@tarojs/components'
import { Icon } from './Icon'
import { Tap } from './Tap'
import { TextInput } from './TextInput'

export function SearchField({ value, label, placeholder, onText }: {
  readonly value: string
  readonly label: string
  readonly placeholder?: string
  onText(text: string): void
}) {
  return (
    <View className="search">
      <Icon name="search" />
      <View className="grow">
        <TextInput value={value} label={label} kind="search" placeholder={placeholder ?? label} onText={onText} />
      </View>
      {value === '' ? null : <Tap className="search-clear" label="清除" onTap={() => onText('')}><Icon name="close" /></Tap>}
    </View>
  )
}
