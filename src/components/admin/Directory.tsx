import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { ShownRecord } from '../../client/client'
import type { DirectoryKind } from '../../core/directoryWire'
import { Chip } from '../Chip'
import { DeskPage, type DeskOne } from '../desk/DeskPage'
import { DeskTable, type Beside, type DeskColumn } from '../desk/DeskTable'
import { EmptyState } from '../EmptyState'
import { SEARCH_ID, SearchField } from '../SearchField'
import { DirectoryFiles } from './DirectoryFiles'
import { DirectoryList, type DirectoryRows } from './DirectoryList'

export interface DirectoryProps extends DirectoryRows {
  readonly kind: DirectoryKind
  /** After the name: as columns at a desk, as facts on a phone. */
  readonly facts: readonly { readonly label: string; readonly of: (record: ShownRecord) => string }[]
  readonly opened: string | null
  readonly one: DeskOne | null
  onOpen(id: string | null): void
  onAdd(): void
}

/** A directory of the county's: to be looked through, found by words or initials, and taken out or in as a table. */
export function Directory({ kind, word, unit, text, rows, withdrawn, empty, facts, opened, one, onText, onOpen, onAdd }: DirectoryProps) {
  const [isAll, setAll] = useState(false)
  const changed = (): void => onText('')
  const search = <SearchField id={SEARCH_ID} value={text} label={`找${word}`} placeholder="名称，或拼音首字母" onText={onText} />
  const columns: readonly DeskColumn<ShownRecord>[] = [
    { name: 'name', label: '名称', cell: ({ values }) => String(values.name ?? '') },
    ...facts.map(({ label, of }) => ({ name: label, label, cell: (record: ShownRecord) => of(record) || '—' })),
    ...(isAll ? [{ name: 'stage', label: '在不在用', isPlain: true, cell: ({ stage }: ShownRecord) => (stage === 'kept' ? '' : '停用') }] : []),
  ]
  const table = (beside: Beside): ReactNode => (
    <>
      <View className="register-bar">
        {withdrawn.length === 0 ? null : <Chip text={`连停用的 ${withdrawn.length} ${unit}`} on={isAll} role="button" onTap={() => setAll(!isAll)} />}
        <View className="grow" />
        <DirectoryFiles kind={kind} word={word} isBar onChanged={changed} />
      </View>
      <DeskTable
        label={word} hasSearch columns={columns} rows={isAll ? [...rows, ...withdrawn] : rows} opened={opened} beside={beside} isSoft={({ stage }) => stage !== 'kept'}
        count={text.trim() === '' ? `${rows.length} ${unit}，另有停用的 ${withdrawn.length} ${unit}` : `找到 ${rows.length} ${unit}`}
        empty={<EmptyState text={text.trim() === '' ? empty : `没有找到“${text.trim()}”`} />}
        onOpen={(row) => onOpen(row?.id ?? null)}
      />
    </>
  )
  return (
    <DeskPage
      title={word} at={kind === 'person' ? 'admin/people' : 'admin/units'} act={{ text: `添${word}`, onTap: onAdd }} search={search} one={one} table={table}
      list={(
        <>
          <DirectoryList word={word} unit={unit} text={text} rows={rows} withdrawn={withdrawn} empty={empty} factsOf={(record) => facts.map(({ of }) => of(record))} onText={onText} onOpen={onOpen} />
          <DirectoryFiles kind={kind} word={word} onChanged={changed} />
        </>
      )}
    />
  )
}
