import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import type { Problem } from '../../../core/protocol'
import type { ReportAnswer } from '../../../core/reportWire'
import { OfficialPages } from '../OfficialPages'
import { paragraphId, readingOf, type Chosen } from '../reading'
import { matchingHeading } from './headingMatch'
import type { EarlierText } from './useLastYear'

/** Last year's text in place of this year's page; it turns to the part that is being written. */
export function EarlierPages({ earlier, problem, loading, line, chosen, onFigure }: {
  readonly earlier: EarlierText | null
  readonly problem: Problem | null
  readonly loading: boolean
  /** The first words of that part. */
  readonly line: string
  readonly chosen: string | null
  onFigure(chosen: Chosen, report: ReportAnswer): void
}) {
  const report = earlier?.report ?? null
  const reading = useMemo(() => (report === null ? null : readingOf(report.document, report.paper)), [report])
  const [goTo, setGoTo] = useState<{ readonly id: string; readonly times: number } | null>(null)
  useEffect(() => {
    const heading = reading === null ? null : matchingHeading(reading.headings, line)
    if (heading !== null) setGoTo((last) => ({ id: paragraphId(heading.paragraph), times: (last?.times ?? 0) + 1 }))
  }, [reading, line])
  if (report === null || reading === null) return <View className="board-first note">{loading ? '正在找上一期的报告' : problem?.message ?? '没有可以对照的报告。'}</View>
  return (
    <>
      <View className="desk-earlier"><Text className="strong">{earlier?.title}</Text><Text className="meta">{earlier?.label}</Text></View>
      <OfficialPages paragraphs={reading.paragraphs} fonts={report.paper.fonts} chosen={chosen} marked={null} goTo={goTo} onFigure={(figure) => onFigure(figure, report)} />
    </>
  )
}
