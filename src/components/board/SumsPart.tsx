import { Text, View } from '@tarojs/components'
import type { Sum } from '../../domain/board'
import { Card } from '../Card'
import { SectionHead } from '../SectionHead'
import { useWide } from '../wide'
import { cellText, percentText } from './boardWords'
import { CellNumber, PairNumber } from './CellNumber'

/** 群众说事, 普法宣传: what was done, with the same time a year before. */
export function SumsPart({ stream, sum, before }: { readonly stream: string; readonly sum: Sum; readonly before: string }) {
  const isWide = useWide()
  return (
    <View className="part">
      <SectionHead title={sum.title} right={before} />
      <Card className="part-card">
        {sum.lines.map((line) => (
          <View key={line.label} className="sum-line">
            <Text className="sum-label">{line.label}</Text>
            {line.kind === 'counted' ? (
              <>
                <View className="sum-number"><CellNumber stream={stream} cell={line.now} label={line.label} unit={line.unit} /></View>
                <View className="sum-before">{line.before === null ? null : isWide ? <CellNumber stream={stream} cell={line.before} label={`${before}${line.label}`} /> : <Text>{cellText(line.before)}</Text>}</View>
              </>
            ) : (
              <>
                <View className="sum-number"><PairNumber stream={stream} pair={line.now} label={line.label} /></View>
                <Text className="sum-before">{percentText(line.now)}</Text>
              </>
            )}
          </View>
        ))}
      </Card>
    </View>
  )
}
