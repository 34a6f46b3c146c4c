import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { ReportAnswer, ReportFigure } from '../../core/protocol'
import { openQuery } from '../../components/board/openCell'
import { Button } from '../../components/Button'
import { ChipGroup } from '../../components/Chip'
import { Icon } from '../../components/Icon'
import { Sheet } from '../../components/Sheet'
import { Tap } from '../../components/Tap'
import { useWide } from '../../components/wide'
import { factsOf, openText, valueText } from './figureWords'
import type { Chosen } from './reading'
import { useFigureFacts } from './useFigureFacts'

interface FigureSheetProps {
  readonly stream: string
  readonly report: ReportAnswer
  readonly chosen: Chosen
  onClose(): void
}

/** Where a number comes from: below the text on a phone, beside it at PC width. The text stays readable. */
export function FigureSheet({ stream, report, chosen, onClose }: FigureSheetProps) {
  const isWide = useWide()
  const figures = chosen.span.figures.flatMap(({ key }) => report.figureByKey[key] ?? [])
  const [picked, setPicked] = useState(0)
  const figure = figures[picked] ?? figures[0]
  const { sums, hidden } = useFigureFacts(stream, figure ?? null, report.at)
  if (figure === undefined) return null
  const place = report.scope.placeName
  const content = (
    <>
      {figures.length < 2 ? null : (
        <ChipGroup
          label="这个数用到"
          choices={figures.map(({ label }, i) => ({ code: String(i), text: label }))}
          picked={[String(picked)]}
          onPick={([code]) => setPicked(Number(code ?? 0))}
        />
      )}
      <Value figure={figure} />
      <View className="figure-facts">
        {factsOf(figure, chosen.span, sums, place).map(({ label, text }) => (
          <View key={`${label}${text}`} className="sheet-pair"><View className="sheet-pair-label">{label}</View><View className="sheet-pair-value">{text}</View></View>
        ))}
      </View>
    </>
  )
  const count = figure.pair === null ? figure.value : figure.pair[0]
  const foot = (
    <>
      {count === 0 ? null : <Button text={openText(figure)} look={isWide ? 'outlined' : 'filled'} wide onTap={() => openQuery(stream, figure.query, report.at)} />}
      {hidden === 0 ? null : <View className="figure-hidden note">另有 {hidden} 件仅承办人可见，已算在内</View>}
    </>
  )
  if (!isWide) return <Sheet title={figure.label} clear foot={foot} onClose={onClose}>{content}</Sheet>
  return <Panel title={figure.label} foot={foot} onClose={onClose}>{content}</Panel>
}

function Value({ figure }: { readonly figure: ReportFigure }) {
  const { number, unit } = valueText(figure)
  return <View className="figure-value"><Text className="figure-number">{number}</Text><Text className="figure-unit">{unit}</Text></View>
}

function Panel({ title, foot, children, onClose }: { readonly title: string; readonly foot: ReactNode; readonly children: ReactNode; onClose(): void }) {
  return (
    <View className="card figure-panel" ariaRole="dialog" ariaLabel={title}>
      <View className="figure-panel-head">
        <Text className="strong grow">{title}</Text>
        <Tap className="figure-close" label="收起" onTap={onClose}><Icon name="close" size="small" /></Tap>
      </View>
      {children}
      <View className="figure-panel-foot">{foot}</View>
    </View>
  )
}
