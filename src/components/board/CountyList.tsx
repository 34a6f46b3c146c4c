import { Text, View } from '@tarojs/components'
import type { CountyBoard } from '../../domain/board/county'
import { Card } from '../Card'
import { Icon } from '../Icon'
import { SectionHead } from '../SectionHead'
import { Tap } from '../Tap'
import { topOf } from './Bars'
import { CellNumber } from './CellNumber'

export interface CountyTableProps {
  readonly stream: string
  readonly board: CountyBoard
  readonly days: string
  onTownship(id: string): void
}

/** A phone has room for one number a township; the table with all of them is for a PC (CountyTable.h5.tsx). */
export function CountyList({ stream, board, onTownship }: CountyTableProps) {
  const top = topOf(board.rows.flatMap(({ cells }) => cells.slice(0, 1).map(({ cell }) => cell)))
  return (
    <View className="part">
      <SectionHead title="各乡镇受理" right={`按行政次序，共 ${board.rows.length} 个`} />
      <Card>
        <View className="bars bars-long">
          {board.rows.map(({ id, name, cells: [first] }) => (
            <View key={id} className="town-row">
              <Tap className="town-open" role="link" label={`${name}的看板`} onTap={() => onTownship(id)}>
                <Text className="bar-name">{name}</Text>
                <View className="bar-track">{first === undefined || first.cell.few || first.cell.value === 0 ? null : <View className="bar-fill" style={{ width: `${(first.cell.value / top) * 100}%` }} />}</View>
              </Tap>
              {first === undefined ? null : <CellNumber stream={stream} cell={first.cell} label={`${name}受理`} className="town-number" />}
              <Tap className="bar-chevron" label={`${name}的看板`} onTap={() => onTownship(id)}><Icon name="right" size="small" edge /></Tap>
            </View>
          ))}
        </View>
      </Card>
      <View className="note part-note">不足 5 件的写“少于5”</View>
    </View>
  )
}
