import { Text, View } from '@tarojs/components'
import { COUNTY_COLUMNS, type CountyCell } from '../../domain/board/county'
import { Tap } from '../Tap'
import { useWide } from '../wide'
import { topOf } from './Bars'
import { CellNumber } from './CellNumber'
import { CountyList, type CountyTableProps } from './CountyList'

/** Every township with every number, in administrative order. */
export function CountyTable(props: CountyTableProps) {
  const isWide = useWide()
  return isWide ? <Table {...props} /> : <CountyList {...props} />
}

function Table({ stream, board, days, onTownship }: CountyTableProps) {
  const { rows, total } = board
  const top = topOf(rows.flatMap(({ cells }) => cells.slice(0, 1).map(({ cell }) => cell)))
  return (
    <View className="card county-table">
      <View className="county-head">
        <Text className="strong">{rows.length} 个乡镇</Text>
        <Text className="note">按行政次序・{days}</Text>
        <View className="grow" />
        <Text className="note">跨乡镇查看，不足 5 件的写“少于5”</Text>
      </View>
      <table className="county">
        <thead>
          <tr>
            <th scope="col">乡镇</th>
            {COUNTY_COLUMNS.map(({ label }, i) => <th key={label} scope="col" className={i === 0 ? 'county-first' : ''} colSpan={i === 0 ? 2 : 1}>{label}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells }) => (
            <tr key={id}>
              <th scope="row"><Tap className="county-name" role="link" label={`${name}的看板`} onTap={() => onTownship(id)}>{name}</Tap></th>
              {cells.map((cell, i) => (
                <Numbers key={COUNTY_COLUMNS[i]?.label} stream={stream} cell={cell} label={`${name}${COUNTY_COLUMNS[i]?.label ?? ''}`} {...(i === 0 ? { top } : {})} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{total.name}</th>
            {total.cells.map((cell, i) => (
              <Numbers key={COUNTY_COLUMNS[i]?.label} stream={stream} cell={cell} label={`${total.name}${COUNTY_COLUMNS[i]?.label ?? ''}`} {...(i === 0 ? { top: 0 } : {})} />
            ))}
          </tr>
        </tfoot>
      </table>
    </View>
  )
}

/** The first column has a bar behind its number. */
function Numbers({ stream, cell: { cell, of }, label, top }: { readonly stream: string; readonly cell: CountyCell; readonly label: string; readonly top?: number }) {
  const number = (
    <View className="pair-number">
      <CellNumber stream={stream} cell={cell} label={label} />
      {of === null ? null : <><Text className="pair-slash">/</Text><CellNumber stream={stream} cell={of} label={`${label}的分母`} className="county-whole" /></>}
    </View>
  )
  if (top === undefined) return <td>{number}</td>
  return (
    <>
      <td className="county-count">{number}</td>
      <td className="county-bar">{top === 0 || cell.few ? null : <View className="bar-fill" style={{ width: `${(cell.value / top) * 100}%` }} />}</td>
    </>
  )
}
