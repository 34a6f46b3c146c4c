import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { PlaceBoard, PlaceSection } from '../../domain/board/places'
import { WordsButton } from '../Button'
import { Card } from '../Card'
import { SectionHead } from '../SectionHead'
import { useWide } from '../wide'
import { Bars, topOf } from './Bars'
import { cellText } from './boardWords'
import { CellNumber } from './CellNumber'

/** So many rows answer most questions; the rest unfold. */
const FIRST = 8

/** 各村受理, by the order of the directory, never by value. */
export function PlacesPart({ stream, board }: { readonly stream: string; readonly board: PlaceBoard }) {
  const isWide = useWide()
  const [isAll, setAll] = useState(false)
  const { word, count, whole, sections } = board
  const top = topOf(sections.flatMap(({ rows }) => rows.map(({ cell }) => cell)))
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0)
  const isFolded = !isWide && !isAll && total > FIRST + 2
  return (
    <View className="part part-places">
      <SectionHead title={`各${word}受理`} right={<Text>{isWide ? `合计 ${cellText(whole)}` : `按行政次序，共 ${count} 个${word}`}</Text>} />
      <Card className="part-card">
        <View className={sections.length > 1 ? 'place-sections' : 'place-columns'}>
          {firstOf(sections, isFolded ? FIRST : total).map(({ id, heading, rows }) => (
            <View key={id} className="place-section">
              {heading === null ? null : (
                <View className="place-heading"><Text>{heading.name}</Text><CellNumber stream={stream} cell={heading.cell} label={heading.name} /></View>
              )}
              <Bars stream={stream} rows={rows} top={top} />
            </View>
          ))}
        </View>
        {isFolded ? <View className="part-more"><WordsButton text={restWords(sections, word)} icon="down" onTap={() => setAll(true)} /></View> : null}
      </Card>
    </View>
  )
}

/** The first rows, whatever section they stand in. */
function firstOf(sections: readonly PlaceSection[], count: number): readonly PlaceSection[] {
  const before = sections.map((_, i) => sections.slice(0, i).reduce((sum, { rows }) => sum + rows.length, 0))
  return sections
    .map((section, i) => ({ ...section, rows: section.rows.slice(0, Math.max(0, count - (before[i] ?? 0))) }))
    .filter(({ rows }) => rows.length > 0)
}

/** 其余 12 个村，乡直接办. */
function restWords(sections: readonly PlaceSection[], word: string): string {
  const rest = sections.flatMap(({ rows }) => rows).slice(FIRST)
  const direct = rest.filter(({ isDirect }) => isDirect).map(({ name }) => name)
  return [`其余 ${rest.length - direct.length} 个${word}`, ...direct].join('，')
}
