import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../../client/hooks'
import { placeName } from '../../core/place'
import { Chip } from '../../components/Chip'
import { PlaceSheet } from '../../components/PlacePicker'
import { useRecentPlaces } from '../../components/places'

/** Characters that fit in one line beside 换…. */
const ONE_LINE = 9

/** Where, lately used first. */
export function PlaceChips({ value, onPlace }: { readonly value: string | null; onPlace(place: string): void }) {
  const { places } = useConfig()
  const recent = useRecentPlaces()
  const [isOpen, setOpen] = useState(false)
  const offered = fitting([...new Set([...(value === null ? [] : [value]), ...recent])], (id) => placeName(places, id))
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

/** The first of them, and more as long as their names stay in one line. */
function fitting(ids: readonly string[], nameOf: (id: string) => string): readonly string[] {
  let used = 0
  return ids.filter((id, i) => {
    used += nameOf(id).length
    return i === 0 || used <= ONE_LINE
  })
}
