import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../../client/hooks'
import { placeName } from '../../core/place'
import { Chip } from '../../components/Chip'
import { PlaceSheet } from '../../components/PlacePicker'
import { useRecentPlaces } from '../../components/places'

const OFFERED = 2

/** Where, lately used first. */
export function PlaceChips({ value, onPlace }: { readonly value: string | null; onPlace(place: string): void }) {
  const { places } = useConfig()
  const recent = useRecentPlaces()
  const [isOpen, setOpen] = useState(false)
  const offered = [...new Set([...(value === null ? [] : [value]), ...recent])].slice(0, OFFERED)
  return (
    <>
      <View className="chips">
        {offered.map((id) => <Chip key={id} text={placeName(places, id)} on={id === value} onTap={() => onPlace(id)} />)}
        <Chip text={offered.length === 0 ? '选地方' : '换…'} on={false} role="button" onTap={() => setOpen(true)} />
      </View>
      {isOpen ? <PlaceSheet value={value} title="在哪" onPlace={onPlace} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
