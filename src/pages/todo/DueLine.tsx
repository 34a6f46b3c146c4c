import { Text, View } from '@tarojs/components'
import { useConfig, useToday } from '../../client/hooks'
import type { DueRow } from '../../core/dueWire'
import { placeName } from '../../core/place'
import { openTodo } from '../../components/openTodo'
import { RecordRow } from '../../components/RecordRow'
import { open } from '../../components/routes'
import { StateMark } from '../../components/StateMark'
import { Tap } from '../../components/Tap'
import { dueMark } from '../../components/todos'

/** Which, what, with whom, and by when; 督办 beside it where the reader may. */
export function DueLine({ row, unit }: { readonly row: DueRow; readonly unit: string }) {
  const { places } = useConfig()
  const today = useToday()
  const { record, stream, what, why, due, move, urge } = row
  const where = placeName(places, String(record.values.place ?? ''))
  const isPast = due < today
  return (
    <View className="due-row">
      <View className="grow">
        <RecordRow
          record={record}
          facts={[what, where, unit, why].filter((fact) => fact !== '')}
          right={<StateMark {...dueMark(due, today)} />}
          onOpen={() => openTodo({ record: { id: record.id, kind: record.kind, stream }, move })}
        />
      </View>
      {urge && isPast ? (
        <Tap className="due-urge" label={`督办${unit}`} onTap={() => open('edit', { kind: record.kind, id: record.id, stream, move: 'urge' })}><Text>督办</Text></Tap>
      ) : null}
    </View>
  )
}
