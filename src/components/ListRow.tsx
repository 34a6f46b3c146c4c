import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import { Tap } from './Tap'

export interface ListRowProps {
  readonly title: ReactNode
  /** Facts of the second line, kept whole each. */
  readonly facts?: readonly ReactNode[]
  /** They share one line and give way to what is at the right: none of them is a day or a count that must be whole. Large text wraps instead. */
  readonly oneLine?: boolean
  /** A day of the month before the text. */
  readonly lead?: string
  readonly icon?: ReactNode
  /** One state mark, or a value. */
  readonly right?: ReactNode
  readonly chevron?: boolean
  readonly soft?: boolean
  readonly label?: string
  onTap?(): void
}

export function ListRow({ title, facts = [], oneLine = false, lead, icon, right, chevron = false, soft = false, label, onTap }: ListRowProps) {
  const className = `row${lead === undefined ? '' : ' row-led'}${soft ? ' row-soft' : ''}`
  const content = (
    <>
      {lead === undefined ? null : <Text className="row-lead">{lead}</Text>}
      {icon}
      <View className="row-text">
        <View className="row-title">{title}</View>
        {facts.length === 0 ? null : (
          <View className={`row-meta facts${oneLine ? ' facts-line' : ''}`}>{facts.map((fact, i) => <Text key={i}>{fact}</Text>)}</View>
        )}
      </View>
      {right === undefined && !chevron ? null : (
        <View className="row-right">
          {right}
          {chevron ? <View className="row-chevron"><Icon name="right" size="small" edge /></View> : null}
        </View>
      )}
    </>
  )
  if (onTap === undefined) return <View className={className}>{content}</View>
  return <Tap className={className} onTap={onTap} {...(label === undefined ? {} : { label })}>{content}</Tap>
}
