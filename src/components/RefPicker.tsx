import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { ShownRecord } from '../client/client'
import { useConfig, useNames, useRecords } from '../client/hooks'
import { atLevel, isWithin } from '../core/place'
import { typeOf } from '../domain/registry'
import { EmptyState } from './EmptyState'
import { Icon } from './Icon'
import { ListRow } from './ListRow'
import { PickedBox } from './PickedBox'
import { useHomePlaces } from './places'
import { useReading } from './reading'
import { titleOf } from './recordText'
import { SearchField } from './SearchField'
import { Sheet } from './Sheet'

interface RefPickerProps {
  /** Kind of the records to choose from. */
  readonly to: string
  readonly value: string | null
  readonly label: string
  onRef(id: string | null): void
}

/** A colleague: 经办人, 回访人. */
export function PersonPicker(props: Omit<RefPickerProps, 'to'>) {
  return <RefPicker {...props} to="person" />
}

/** Another record: a person, a unit, a dispute a matter became. */
export function RefPicker({ to, value, label, onRef }: RefPickerProps) {
  const names = useNames()
  const chosen = useRecords({ kinds: [to] }).rows.find((record) => record.id === value)
  const reading = useReading()
  const [isOpen, setOpen] = useState(false)
  const type = typeOf(to)
  const chosenTitle = chosen === undefined || type === undefined ? undefined : titleOf(type, chosen.values, reading)
  const words = value === null ? '' : names.get(value) ?? chosenTitle ?? '（不在名录里）'
  return (
    <>
      <PickedBox label={label} words={words} onTap={() => setOpen(true)} />
      {isOpen ? <RefSheet to={to} value={value} label={label} onRef={onRef} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

const MOST_SHOWN = 60
/** Above any order within a township. */
const COUNTY_RANK = 1_000_000

/** Those of one's own township and of the county, in their order; who belongs elsewhere is found by typing. */
function useNear(records: readonly ShownRecord[]): readonly ShownRecord[] {
  const { places } = useConfig()
  const homes = useHomePlaces()
  return useMemo(() => {
    const towns = homes.map((home) => atLevel(places, home, 'township')?.id ?? home)
    const isNear = ({ values }: ShownRecord): boolean => {
      const at = values.place
      return typeof at !== 'string' || towns.some((town) => isWithin(places, at, town) || isWithin(places, town, at))
    }
    const rank = ({ values }: ShownRecord): number =>
      (towns.some((town) => isWithin(places, String(values.place ?? ''), town)) ? 0 : COUNTY_RANK) + Number(values.order ?? 0)
    return records.filter(isNear).sort((a, b) => rank(a) - rank(b))
  }, [records, places, homes])
}

function RefSheet({ to, value, label, onRef, onClose }: RefPickerProps & { onClose(): void }) {
  const [text, setText] = useState('')
  const reading = useReading()
  const { rows: found } = useRecords({ kinds: [to], text })
  const near = useNear(found)
  const type = typeOf(to)
  const all = text.trim() === '' ? near : found
  const [rows, total] = [all.slice(0, MOST_SHOWN), all.length]
  if (type === undefined) return null
  return (
    <Sheet title={label} onClose={onClose}>
      <SearchField value={text} label={`找${type.label}`} onText={setText} />
      {rows.map((record) => (
        <ListRow
          key={record.id}
          title={titleOf(type, record.values, reading)}
          right={record.id === value ? <Icon name="check" /> : null}
          onTap={() => {
            onRef(record.id === value ? null : record.id)
            onClose()
          }}
        />
      ))}
      {total > rows.length ? <View className="note">还有 {total - rows.length} 个，请输几个字找</View> : null}
      {total === 0 ? <EmptyState text={text === '' ? `这里还没有${type.label}的名录` : `没有找到“${text}”`} /> : null}
    </Sheet>
  )
}
