import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Split } from '../../domain/board/cells'
import { WordsButton } from '../Button'
import { Card } from '../Card'
import { SectionHead } from '../SectionHead'
import { grouped } from '../numberText'
import { useWide } from '../wide'
import { Bars, topOf } from './Bars'
import { cellText } from './boardWords'
import { CellNumber } from './CellNumber'

/** More rows than this fold those that are nought. */
const MANY = 8

interface SplitPartProps {
  readonly stream: string
  readonly title: string
  /** What is split: 受理. */
  readonly of: string
  readonly split: Split
}

/** A split in the order of its codes, as bars. */
export function SplitPart({ stream, title, of, split, className = '' }: SplitPartProps & { readonly className?: string }) {
  const [isAll, setAll] = useState(false)
  const { whole, parts } = split
  const some = parts.filter(({ cell }) => cell.value > 0)
  const isFolded = !isAll && parts.length > MANY && some.length < parts.length && some.length > 0
  const rows = (isFolded ? some : parts).map(({ code, label, cell }) => ({ id: code, name: label, cell }))
  return (
    <View className={`part ${className}`}>
      <SectionHead title={title} right={`${of} ${cellText(whole)}`} />
      <Card className="part-card">
        <Bars stream={stream} rows={rows} top={topOf(parts.map(({ cell }) => cell))} />
        {isFolded ? <View className="part-more"><WordsButton text={`其余 ${grouped(parts.length - some.length)} 类没有`} icon="down" onTap={() => setAll(true)} /></View> : null}
      </Card>
    </View>
  )
}

/** A short split side by side on the phone: 简易 一般 疑难. */
export function CellsPart(props: SplitPartProps) {
  const isWide = useWide()
  if (isWide) return <SplitPart {...props} />
  const { stream, title, of, split } = props
  return (
    <View className="part">
      <SectionHead title={title} right={`${of} ${cellText(split.whole)}`} />
      <Card>
        <View className="tiles tiles-small">
          {split.parts.map(({ code, label, cell }) => (
            <View key={code} className="tile">
              <View className="tile-label"><Text>{label}</Text></View>
              <View className="tile-number"><CellNumber stream={stream} cell={cell} label={label} /></View>
            </View>
          ))}
        </View>
      </Card>
    </View>
  )
}
