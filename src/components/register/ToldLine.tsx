import { View } from '@tarojs/components'
import { WordsButton } from '../Button'
import { grouped } from '../numberText'
import type { Told } from './useRegisterRows'

/** What was told lies sealed: it is looked through only when somebody asks for it, and how far is said. */
export function ToldLine({ told, onTold }: { readonly told: Told | null; onTold(): void }) {
  if (told === null) return null
  const { opened } = told
  if (opened === null) {
    return (
      <View className="note gap-above told-line">
        经过、协议里的字是密封存的，平时不翻。
        <WordsButton text="连经过一起找" onTap={onTold} />
      </View>
    )
  }
  const isAll = opened.records >= opened.of
  return <View className="note gap-above told-line">{isAll ? `经过也找了，一共 ${grouped(opened.of)} 件。` : `经过只翻了最近的 ${grouped(opened.records)} 件，一共 ${grouped(opened.of)} 件。更早的，请先选时间或者地方再找。`}</View>
}
