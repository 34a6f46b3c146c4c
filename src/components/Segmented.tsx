import { Text, View } from '@tarojs/components'
import type { Choice } from './Chip'
import { Tap } from './Tap'

/** Switches a view; never picks a value. */
export function Segmented({ choices, picked, label, onPick }: {
  readonly choices: readonly Choice[]
  readonly picked: string
  readonly label: string
  onPick(code: string): void
}) {
  return (
    <View className="segmented" ariaRole="tablist" ariaLabel={label}>
      {choices.map(({ code, text }) => (
        <Tap key={code} className={`segment${code === picked ? ' segment-on' : ''}`} role="tab" on={code === picked} label={text} onTap={() => onPick(code)}>
          <Text>{text}</Text>
        </Tap>
      ))}
    </View>
  )
}
