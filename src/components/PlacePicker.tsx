import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useToday } from '../client/hooks'
import { childrenOf, placeName } from '../core/place'
import { Icon } from './Icon'
import { EmptyState } from './EmptyState'
import { ListRow } from './ListRow'
import { pathWithin, searchPlaces, topmost } from './placeTree'
import { SearchField } from './SearchField'
import { SectionHead } from './SectionHead'
import { Sheet } from './Sheet'
import { Tap } from './Tap'
import { useHomePlaces, useRecentPlaces } from './places'

/** A place of the tree: lately used first, then level by level in administrative order, or by name. */
export function PlacePicker({ value, label, onPlace }: { readonly value: string | null; readonly label: string; onPlace(id: string): void }) {
  const { places } = useConfig()
  const [isOpen, setOpen] = useState(false)
  const words = value === null ? '选地方' : placeName(places, value)
  return (
    <>
      <Tap className="picked picked-box" label={`${label}：${words}`} onTap={() => setOpen(true)}>
        <View className="picked">
          <Text className={value === null ? 'ink2' : ''}>{words}</Text>
          <Icon name="down" size="small" edge />
        </View>
      </Tap>
      {isOpen ? <PlaceSheet value={value} title={label} onPlace={onPlace} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** The tree itself, a level at a time with the place above it first. Tapping a name chooses it; the arrow goes one level down. */
export function PlaceSheet({ value, title, onPlace, onClose }: {
  readonly value: string | null
  readonly title: string
  onPlace(id: string): void
  onClose(): void
}) {
  const config = useConfig()
  const today = useToday()
  const roots = useHomePlaces()
  const recent = useRecentPlaces()
  const [text, setText] = useState('')
  const [at, setAt] = useState<string | null>(() => parentWithin(value))
  const level = at === null ? undefined : config.places.byId[at]
  const here = level === undefined ? topmost(config, roots) : [level, ...childrenOf(config.places, level.id, today)]
  const isSearching = text.trim() !== ''
  const shown = !isSearching ? here : searchPlaces(config, roots, text, today)

  function parentWithin(id: string | null): string | null {
    const [only, ...others] = topmost(config, roots)
    const path = id === null ? [] : pathWithin(config, roots, id)
    const above = path[path.length - 2]
    return above?.id ?? (others.length === 0 ? only?.id ?? null : null)
  }
  const choose = (id: string): void => {
    onPlace(id)
    onClose()
  }

  return (
    <Sheet title={title} onClose={onClose}>
      <SearchField value={text} label="找地方" placeholder="村名、组名" onText={setText} />
      {!isSearching && recent.length > 0 ? <SectionHead title="最近用过的" /> : null}
      {!isSearching ? recent.map((id) => <PlaceRow key={id} id={id} picked={id === value} onPick={choose} />) : null}
      {isSearching ? null : <Crumbs path={at === null ? [] : pathWithin(config, roots, at)} onGo={setAt} />}
      {shown.map((place) => (
        <PlaceRow key={place.id} id={place.id} picked={place.id === value} onPick={choose} {...(isSearching || place.id === at ? {} : { onInto: setAt })} />
      ))}
      {shown.length === 0 ? <EmptyState text={!isSearching ? '名录里还没有地方，请联系管理员' : `没有找到“${text.trim()}”`} /> : null}
    </Sheet>
  )
}

function PlaceRow({ id, picked, onPick, onInto }: { readonly id: string; readonly picked: boolean; onPick(id: string): void; onInto?(id: string): void }) {
  const { places } = useConfig()
  const today = useToday()
  const below = childrenOf(places, id, today).length
  const name = placeName(places, id)
  return (
    <View className="place-row">
      <View className="grow">
        <ListRow
          title={<Text className={picked ? 'strong' : ''}>{name}</Text>}
          right={picked ? <Icon name="check" /> : null}
          label={picked ? `${name}，已选` : name}
          onTap={() => onPick(id)}
        />
      </View>
      {below > 0 && onInto !== undefined ? (
        <Tap className="place-into" label={`${name}下面的 ${below} 个`} onTap={() => onInto(id)}>
          <Text className="meta">{below} 个</Text>
          <Icon name="right" size="small" edge />
        </Tap>
      ) : null}
    </View>
  )
}

function Crumbs({ path, onGo }: { readonly path: readonly { readonly id: string; readonly name: string }[]; onGo(id: string | null): void }) {
  if (path.length === 0) return <SectionHead title="按行政次序" />
  return (
    <View className="crumbs">
      <Tap className="crumb" onTap={() => onGo(null)}>全部</Tap>
      {path.map(({ id, name }, i) => (
        <View key={id} className="crumbs">
          <Icon name="right" size="small" edge />
          {i === path.length - 1 ? <Text className="crumb-here meta">{name}</Text> : <Tap className="crumb" onTap={() => onGo(id)}>{name}</Tap>}
        </View>
      ))}
    </View>
  )
}
