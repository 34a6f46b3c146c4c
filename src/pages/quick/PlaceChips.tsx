import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../../client/hooks'
import { placeName } from '../../core/place'
import { Chip } from '../../components/Chip'
import { PlaceSheet } from '../../components/PlacePicker'
import { useRecentPlaces } from '../../components/places'
import { fitting } from './fitting'

/** Where, lately used first. Beside 杏树洼村二组 its neighbour is 四组, as people say. */
export function PlaceChips({ value, onPlace }: { readonly value: string | null; onPlace(place: string): void }) {
  const { places } = useConfig()
  const recent = useRecentPlaces()
  const [isOpen, setOpen] = useState(false)
  const usual = fitting(places, recent)
  // Chips stay where they are while one is chosen after the other.
  const offered = value === null || usual.some(({ id }) => id === value) ? usual : fitting(places, [value, ...recent.filter((id) => id !== value)])
  return (
    <>
      <View className="chips">
        {offered.map(({ id, text }) => <Chip key={id} text={text} label={placeName(places, id)} on={id === value} onTap={() => onPlace(id)} />)}
        <Chip text={offered.length === 0 ? '选地方' : '换…'} on={false} role="button" onTap={() => setOpen(true)} />
      </View>
      {isOpen ? <PlaceSheet value={value} title="在哪" onPlace={onPlace} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
