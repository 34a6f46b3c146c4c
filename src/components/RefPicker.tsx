import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useNames, useRecords } from '../client/hooks'
import { typeOf } from '../domain/registry'
import { EmptyState } from './EmptyState'
import { Icon } from './Icon'
import { ListRow } from './ListRow'
import { useReading } from './reading'
import { titleOf } from './recordText'
import { SearchField } from './SearchField'
import { Sheet } from './Sheet'
import { Tap } from './Tap'

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
      <Tap className="picked picked-box" label={`${label}：${words || '还没选'}`} onTap={() => setOpen(true)}>
        <View className="picked">
          <Text className={words === '' ? 'ink2' : ''}>{words === '' ? '选一个' : words}</Text>
          <Icon name="down" size="small" edge />
        </View>
      </Tap>
      {isOpen ? <RefSheet to={to} value={value} label={label} onRef={onRef} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

const MOST_SHOWN = 60

function RefSheet({ to, value, label, onRef, onClose }: RefPickerProps & { onClose(): void }) {
  const [text, setText] = useState('')
  const reading = useReading()
  const { rows, total } = useRecords({ kinds: [to], text, limit: MOST_SHOWN })
  const type = typeOf(to)
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
