import { Text } from '@tarojs/components'
import { useConfig } from '../../client/hooks'
import type { DueRow } from '../../core/dueWire'
import { dayText } from '../../core/period'
import { placeName } from '../../core/place'
import { DeskTable, type DeskColumn } from '../../components/desk/DeskTable'
import { openTodo } from '../../components/openTodo'
import { useReading } from '../../components/reading'
import { titleOf } from '../../components/recordText'
import { open } from '../../components/routes'
import { StateMark } from '../../components/StateMark'
import { Tap } from '../../components/Tap'
import { dueMark } from '../../components/todos'
import { typeOf } from '../../domain/registry'
import type { DueTableProps } from './DueTable'

type Line = DueRow & { readonly id: string }

/** The office's list at PC width: by day, as it came; Enter opens what is to be done. */
export function DueTable({ rows, unitOf, count, empty, more }: DueTableProps) {
  const { places } = useConfig()
  const reading = useReading()
  const { today } = reading
  const columns: readonly DeskColumn<Line>[] = [
    { name: 'due', label: '到期', cell: ({ due }) => dayText(due, today) },
    { name: 'mark', label: '还有几天', isPlain: true, cell: ({ due }) => <StateMark {...dueMark(due, today)} /> },
    { name: 'what', label: '什么事', cell: ({ what }) => what },
    { name: 'title', label: '哪一件', cell: ({ record }) => whichOf(record, reading) },
    { name: 'place', label: '地方', cell: ({ record }) => placeName(places, String(record.values.place ?? '')) },
    { name: 'unit', label: '单位', cell: (row) => unitOf(row) || '—' },
    { name: 'why', label: '为什么', isPlain: true, cell: ({ why }) => why },
    ...(rows.some(({ urge }) => urge) ? [{
      name: 'urge', label: '督办', isPlain: true,
      cell: ({ urge, due, record, stream }: Line) => (urge && due < today
        ? <Tap className="table-act" label="督办" onTap={() => open('edit', { kind: record.kind, id: record.id, stream, move: 'urge' })}><Text>督办</Text></Tap>
        : null),
    }] : []),
  ]
  return (
    <DeskTable
      label="要办的" columns={columns} rows={rows.map((row) => ({ ...row, id: `${row.record.id} ${row.key}` }))} opened={null} count={count} empty={empty} more={more}
      onOpen={(row) => {
        if (row !== null) openTodo({ record: { id: row.record.id, kind: row.record.kind, stream: row.stream }, move: row.move })
      }}
    />
  )
}

function whichOf(record: DueRow['record'], reading: ReturnType<typeof useReading>): string {
  const type = typeOf(record.kind)
  return type === undefined ? '' : titleOf(type, record.values, reading)
}
