import { Text, View } from '@tarojs/components'
import { Icon } from './Icon'
import { Tap } from './Tap'

/** What was picked, in a box that opens the choices. `words`: '' while nothing is. */
export function PickedBox({ label, words, onTap }: { readonly label: string; readonly words: string; onTap(): void }) {
  const said = words || '选一个'
  return (
    <Tap className="picked picked-box" label={`${label}：${said}`} onTap={onTap}>
      <View className="picked">
        <Text className={words === '' ? 'ink2' : ''}>{said}</Text>
        <Icon name="down" size="small" edge />
      </View>
    </Tap>
  )
}
