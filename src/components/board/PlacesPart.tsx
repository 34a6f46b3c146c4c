import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { PlaceBoard } from '../../domain/board/places'
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
  let left = isFolded ? FIRST : total
  return (
    <View className="part part-places">
      <SectionHead title={`各${word}受理`} right={<Text>{isWide ? `合计 ${cellText(whole)}` : `按行政次序，共 ${count} 个${word}`}</Text>} />
      <Card className="part-card">
        <View className={sections.length > 1 ? 'place-sections' : 'place-columns'}>
          {sections.map(({ id, heading, rows }) => {
            const shown = rows.slice(0, left)
            left -= shown.length
            if (shown.length === 0) return null
            return (
              <View key={id} className="place-section">
                {heading === null ? null : (
                  <View className="place-heading"><Text>{heading.name}</Text><CellNumber stream={stream} cell={heading.cell} label={heading.name} /></View>
                )}
                <Bars stream={stream} rows={shown} top={top} />
              </View>
            )
          })}
        </View>
        {isFolded ? <View className="part-more"><WordsButton text={`其余 ${total - FIRST} 个`} icon="down" onTap={() => setAll(true)} /></View> : null}
      </Card>
    </View>
  )
}
