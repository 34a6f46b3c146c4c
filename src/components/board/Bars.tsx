import { Text, View } from '@tarojs/components'
import type { Cell } from '../../domain/board/cells'
import { Icon } from '../Icon'
import { Tap } from '../Tap'
import { cellText } from './boardWords'
import { openQuery } from './openCell'

export interface BarRow {
  readonly id: string
  readonly name: string
  readonly cell: Cell
}

/** Plain bars in a fixed order, all of one weight; the whole row opens its records. */
export function Bars({ stream, rows, top }: {
  readonly stream: string
  readonly rows: readonly BarRow[]
  /** What the full width stands for. */
  readonly top: number
}) {
  const isLong = rows.some(({ name }) => name.length > 4)
  return (
    <View className={`bars${isLong ? ' bars-long' : ''}`}>
      {rows.map(({ id, name, cell }) => {
        const opens = cell.value > 0 && !cell.few
        const line = (
          <>
            <Text className="bar-name">{name}</Text>
            <View className="bar-track">{opens ? <View className="bar-fill" style={{ width: `${share(cell.value, top)}%` }} /> : null}</View>
            <View className="bar-number"><Text className={opens ? 'bar-opens' : ''}>{cellText(cell)}</Text></View>
            <View className="bar-chevron">{opens ? <Icon name="right" size="small" edge /> : null}</View>
          </>
        )
        return opens
          ? <Tap key={id} className="bar-row" role="link" label={`${name} ${cellText(cell)}，看是哪些`} onTap={() => openQuery(stream, cell.query)}>{line}</Tap>
          : <View key={id} className="bar-row">{line}</View>
      })}
    </View>
  )
}

/** In percent of the width; what is there is seen. */
function share(value: number, top: number): number {
  return top === 0 ? 0 : Math.max(1, (value / top) * 100)
}

export function topOf(cells: readonly Cell[]): number {
  return Math.max(0, ...cells.map(({ value }) => value))
}
