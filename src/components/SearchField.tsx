import { View } from '@tarojs/components'
import { Icon } from './Icon'
import { Tap } from './Tap'
import { TextInput } from './TextInput'

/** The search box that `/` goes to; sheets have boxes of their own without it. */
export const SEARCH_ID = 'search'

export function SearchField({ value, label, placeholder, id, onText, onEnter }: {
  readonly value: string
  readonly label: string
  readonly placeholder?: string
  readonly id?: string
  onText(text: string): void
  onEnter?(): void
}) {
  return (
    <View className="search">
      <Icon name="search" />
      <View className="grow">
        <TextInput value={value} label={label} kind="search" placeholder={placeholder ?? label} onText={onText} {...(id === undefined ? {} : { id })} {...(onEnter === undefined ? {} : { onEnter })} />
      </View>
      {value === '' ? null : <Tap className="search-clear" label="清除" onTap={() => onText('')}><Icon name="close" /></Tap>}
    </View>
  )
}
