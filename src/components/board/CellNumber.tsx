import { Text, View } from '@tarojs/components'
import type { Cell, Pair } from '../../domain/board/cells'
import { FigureNumber } from '../FigureNumber'
import { cellText } from './boardWords'
import { openQuery } from './openCell'

/** A cell as a number that opens; nought and 少于5 have nothing to open. */
export function CellNumber({ stream, cell, label, unit, className }: {
  readonly stream: string
  readonly cell: Cell
  /** What it counts, for those who hear the page. */
  readonly label: string
  readonly unit?: string
  readonly className?: string
}) {
  const opens = cell.value > 0 && !cell.few
  return (
    <FigureNumber
      value={cellText(cell)}
      label={label}
      {...(unit === undefined ? {} : { unit })}
      {...(className === undefined ? {} : { className })}
      {...(opens ? { onOpen: () => openQuery(stream, cell.query) } : {})}
    />
  )
}

/** 648/652, each opening its own records. */
export function PairNumber({ stream, pair, label, className = '' }: { readonly stream: string; readonly pair: Pair; readonly label: string; readonly className?: string }) {
  return (
    <View className={`pair-number ${className}`}>
      <CellNumber stream={stream} cell={pair.part} label={`${label}的分子`} />
      <Text className="pair-slash">/</Text>
      <CellNumber stream={stream} cell={pair.whole} label={`${label}的分母`} />
    </View>
  )
}
