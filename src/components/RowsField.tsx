import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { hasOwn } from '../core/own'
import { fits, liveRows, type Field, type PlainField, type PlainValue, type Row, type Rows } from '../core/field'
import type { Day } from '../core/period'
import type { RecordType } from '../core/recordType'
import { Button, WordsButton } from './Button'
import { FieldFrame } from './FieldFrame'
import { withCell, withFreshRow, withoutRow } from './formState'
import { numbered } from './history'
import { useReading } from './reading'
import { rowText } from './recordText'

type RowsFieldOf = Extract<Field, { kind: 'rows' }>

interface RowsFieldProps {
  readonly type: RecordType
  readonly name: string
  readonly field: RowsFieldOf
  readonly rows: Rows
  readonly stored: Rows
  readonly today: Day
  readonly device: string
  onRows(alter: (rows: Rows) => Rows): void
  cell(path: string, field: PlainField, value: PlainValue | undefined, onCell: (value: PlainValue | null) => void): ReactNode
}

/** Rows of a record: those stored before stand as sentences until opened, new ones as forms. */
export function RowsField({ type, name, field, rows, stored, today, device, onRows, cell }: RowsFieldProps) {
  const [opened, setOpened] = useState<readonly string[]>([])
  return (
    <View>
      {inOrder(rows, stored).map(({ id, row, n }) => {
        const isForm = !hasOwn(stored, id) || opened.includes(id)
        return (
          <View key={id} className="sub-card">
            <View className="sub-card-head">
              <Text className="meta">{field.one.startsWith('一次') ? numbered(field.one, n) : `${field.one} ${n}`}</Text>
              {isForm
                ? <WordsButton text="去掉" onTap={() => onRows((before) => withoutRow(before, id, stored))} />
                : <WordsButton text="改" onTap={() => setOpened([...opened, id])} />}
            </View>
            {isForm ? <RowForm name={name} fields={field.fields} row={row} cell={cell} onCell={(key, value) => onRows((before) => withCell(before, id, key, value))} />
              : <StoredRow type={type} name={name} row={row} />}
          </View>
        )
      })}
      <View className="gap-above">
        <Button text={`添${field.one}`} icon="plus" look="outlined" onTap={() => onRows((before) => withFreshRow(field.fields, before, today, device))} />
      </View>
    </View>
  )
}

/** New rows first, where the person writes; each with the number it has in the order of time. */
function inOrder(rows: Rows, stored: Rows): readonly { readonly id: string; readonly row: Row; readonly n: number }[] {
  const live = liveRows(rows)
  const [old, fresh] = [live.filter(([id]) => hasOwn(stored, id)), live.filter(([id]) => !hasOwn(stored, id))]
  const all = [...old, ...fresh].map(([id, row], i) => ({ id, row, n: i + 1 }))
  return [...all.slice(old.length), ...all.slice(0, old.length)]
}

function RowForm({ name, fields, row, cell, onCell }: {
  readonly name: string
  readonly fields: Readonly<Record<string, PlainField>>
  readonly row: Row
  readonly cell: RowsFieldProps['cell']
  onCell(key: string, value: PlainValue | null): void
}) {
  const [isAll, setAll] = useState(false)
  const asked = Object.entries(fields).filter(([key, field]) => fits(field.when ?? {}, row.values) && (field.retired !== true || row.values[key] !== undefined))
  const shown = isAll ? asked : asked.filter(([key], i) => asked.length <= FEW_CELLS || i < FIRST_CELLS || row.values[key] !== undefined)
  return (
    <>
      {shown.map(([key, field]) => (
        <FieldFrame key={key} label={field.label} inline={field.kind === 'flag'} hint={field.hint}>
          {cell(`${name}.${key}`, field, row.values[key], (value) => onCell(key, value))}
        </FieldFrame>
      ))}
      {shown.length < asked.length ? <View className="field"><WordsButton text={`还有 ${asked.length - shown.length} 栏，可以不填`} icon="plus" onTap={() => setAll(true)} /></View> : null}
    </>
  )
}

/** Cells shown at once of a row that has many: a party has nine, of which a name is mostly enough. */
const FIRST_CELLS = 4
const FEW_CELLS = 6

function StoredRow({ type, name, row }: { readonly type: RecordType; readonly name: string; readonly row: Row }) {
  const reading = useReading()
  return <View className="field"><Text>{rowText(type, name, row, reading) || '没有内容'}</Text></View>
}
