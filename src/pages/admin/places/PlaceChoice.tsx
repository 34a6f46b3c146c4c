import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../../../client/hooks'
import { placeName, type Place } from '../../../core/place'
import { Icon } from '../../../components/Icon'
import { PickSheet } from '../../../components/PickSheet'
import { Tap } from '../../../components/Tap'

/** One or several of some places of a township. */
export function PlaceChoice({ label, choices, picked, many = false, onPick }: {
  readonly label: string
  readonly choices: readonly Place[]
  readonly picked: readonly string[]
  readonly many?: boolean
  onPick(picked: readonly string[]): void
}) {
  const { places } = useConfig()
  const [isOpen, setOpen] = useState(false)
  const words = picked.length === 0 ? '还没选' : picked.map((id) => placeName(places, id)).join('、')
  return (
    <>
      <Tap className="picked picked-box" label={`${label}：${words}`} onTap={() => setOpen(true)}>
        <View className="picked">
          <Text className={picked.length === 0 ? 'ink2' : ''}>{picked.length === 0 ? '选地方' : words}</Text>
          <Icon name="down" size="small" edge />
        </View>
      </Tap>
      {isOpen ? <PickSheet title={label} choices={choices.map(({ id }) => ({ code: id, text: placeName(places, id) }))} picked={picked} many={many} onPick={onPick} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
