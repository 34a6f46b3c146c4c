import { Text, View } from '@tarojs/components'
import type { Values } from '../core/field'
import { dispute } from '../domain/dispute'
import { useReading } from './reading'
import { valueText, type Reading } from './recordText'

const CELLS = ['difficulty', 'route', 'form', 'result'] as const
const UNDECIDED = { difficulty: '还没定', route: '还没定', form: '还没有', result: '在办' } as const

/** The five axes of a dispute, never mixed: type over the whole width, then 难易 | 途径, 协议 | 结果. */
export function Axes({ values }: { readonly values: Values }) {
  const reading = useReading()
  const detail = axis('detail', values, reading)
  const type = axis('type', values, reading)
  return (
    <View className="card gap-above">
      <View className="cells">
        <View className="cell cell-wide">
          <View className="cell-label">{dispute.fields.type.label}</View>
          <Text className={`cell-value${type === '' ? ' cell-open' : ''}`}>{type === '' ? '还没定' : type}</Text>
          {detail === '' || detail.startsWith('其他') ? null : <Text className="cell-more">{detail}</Text>}
        </View>
        {CELLS.map((name) => {
          const text = axis(name, values, reading)
          return (
            <View key={name} className="cell">
              <View className="cell-label">{dispute.fields[name].label}</View>
              <Text className={`cell-value${text === '' ? ' cell-open' : ''}`}>{text === '' ? UNDECIDED[name] : text}</Text>
            </View>
          )
        })}
      </View>
    </View>
  )
}

function axis(name: 'type' | 'detail' | (typeof CELLS)[number], values: Values, reading: Reading): string {
  return valueText(dispute, name, dispute.fields[name], values[name], reading)
}
