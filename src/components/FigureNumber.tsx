import { Text, View } from '@tarojs/components'
import { grouped } from './numberText'
import { Tap } from './Tap'

/** A number with the thin line that means "opens its records". 10000 → 10,000. */
export function FigureNumber({ value, unit, label, className = '', onOpen }: {
  readonly value: number | string
  readonly unit?: string
  /** What it counts, for those who hear the page. */
  readonly label?: string
  readonly className?: string
  onOpen?: () => void
}) {
  const text = typeof value === 'number' ? grouped(value) : value
  const unitText = unit === undefined ? null : <Text className="opens-unit">{unit}</Text>
  if (onOpen === undefined) return <View className={`opens ${className}`}><Text>{text}</Text>{unitText}</View>
  return (
    <Tap className={`opens ${className}`} role="link" label={`${label ?? ''}${text}${unit ?? ''}，看是哪些`} onTap={onOpen}>
      <Text className="opens-number">{text}</Text>
      {unitText}
    </Tap>
  )
}
