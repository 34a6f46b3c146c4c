import { Text, View } from '@tarojs/components'
import { useToday } from '../../client/hooks'
import { listedDay, titleOf } from '../recordText'
import { shortDay } from '../days'
import { WordsButton } from '../Button'
import { useReading } from '../reading'
import { open } from '../routes'
import { useLikely, type Written } from './useLikely'

/** A hint while something is written, offline too, when something like it is there already. It never stops anybody. */
export function LikelySame(written: Written) {
  const today = useToday()
  const reading = useReading()
  const [same] = useLikely(written)
  if (same === undefined) return null
  const day = listedDay(written.type, same)
  return (
    <View className="notice gap-above likely">
      <Text>{day === null ? '记过' : `${shortDay(day, today)}记过`}“{titleOf(written.type, same.values, reading)}”，是同一件就不用再记</Text>
      <WordsButton text="看看" onTap={() => open('record', { id: same.id, stream: same.stream })} />
    </View>
  )
}
