import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { ShownRecord } from '../../client/client'
import { WordsButton } from '../Button'
import { Card } from '../Card'
import { EmptyState } from '../EmptyState'
import { ListRow } from '../ListRow'
import { SearchField } from '../SearchField'
import { SectionHead } from '../SectionHead'

/** As many as a person looks through; the rest is found by typing. */
const MOST_SHOWN = 60

/** What is looked through, and for what. */
export interface DirectoryRows {
  readonly word: string
  readonly unit: string
  readonly text: string
  readonly rows: readonly ShownRecord[]
  readonly withdrawn: readonly ShownRecord[]
  /** What to say when there is none at all. */
  readonly empty: string
  onText(text: string): void
}

interface DirectoryListProps extends DirectoryRows {
  readonly factsOf: (record: ShownRecord) => readonly string[]
  readonly rightOf?: (record: ShownRecord) => ReactNode
  onOpen(id: string): void
}

/** A directory to look through: found by words or initials, those 停用 behind a tap. */
export function DirectoryList({ word, unit, text, rows, withdrawn, empty, factsOf, rightOf, onText, onOpen }: DirectoryListProps) {
  const [isAll, setAll] = useState(false)
  const row = (record: ShownRecord): ReactNode => (
    <ListRow key={record.id} title={String(record.values.name ?? '')} facts={factsOf(record).filter((fact) => fact !== '')} chevron soft={record.stage !== 'kept'} right={rightOf?.(record)} onTap={() => onOpen(record.id)} />
  )
  return (
    <>
      <SearchField value={text} label={`找${word}`} placeholder="名称，或拼音首字母" onText={onText} />
      <SectionHead title={word} right={`${rows.length} ${unit}`} />
      {rows.length === 0 ? <EmptyState text={text.trim() === '' ? empty : `没有找到“${text.trim()}”`} /> : <Card>{rows.slice(0, MOST_SHOWN).map(row)}</Card>}
      {rows.length > MOST_SHOWN ? <View className="note">还有 {rows.length - MOST_SHOWN} {unit}，请输几个字找</View> : null}
      {withdrawn.length === 0 ? null : isAll ? <Card>{withdrawn.slice(0, MOST_SHOWN).map(row)}</Card> : <WordsButton text={`停用的 ${withdrawn.length} ${unit}`} icon="down" onTap={() => setAll(true)} />}
    </>
  )
}
