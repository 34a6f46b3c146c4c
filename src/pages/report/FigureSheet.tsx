import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ReportAnswer, ReportFigure } from '../../core/reportWire'
import { openQuery } from '../../components/board/openCell'
import { Button } from '../../components/Button'
import { ChipGroup } from '../../components/Chip'
import { useWide } from '../../components/wide'
import { factsOf, openText, valueText } from './figureWords'
import type { Chosen } from './reading'
import { SidePanel } from './SidePanel'
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
  return <SidePanel title={figure.label} clear foot={foot} onClose={onClose}>{content}</SidePanel>
}

function Value({ figure }: { readonly figure: ReportFigure }) {
  const { number, unit } = valueText(figure)
  return <View className="figure-value"><Text className="figure-number">{number}</Text><Text className="figure-unit">{unit}</Text></View>
}
