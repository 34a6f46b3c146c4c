import { Text, View } from '@tarojs/components'
import { useToday } from '../../client/hooks'
import { dayText, type Day } from '../../core/period'
import type { ReportAnswer } from '../../core/reportWire'
import { momentOf } from '../../components/board/boardWords'
import { WordsButton } from '../../components/Button'
import { DayField } from '../../components/DayField'
import { DayPicker } from '../../components/DayPicker'
import { Icon } from '../../components/Icon'
import { grouped } from '../../components/numberText'
import { StateMark } from '../../components/StateMark'
import { Tap } from '../../components/Tap'

interface UntilProps {
  readonly report: ReportAnswer
  readonly until: Day
  onUntil(day: Day): void
}

/** 2026 年 草稿 截至 11月20日, and what is to be checked; stays above the text. */
export function ReportStrip({ report, until, onUntil, onProblems }: UntilProps & { onProblems(): void }) {
  const today = useToday()
  const { scope, problems } = report
  const last = scope.period.to
  const isWrong = problems.some(({ level }) => level === 'error')
  return (
    <View className="report-strip">
      <Text>{scope.label}</Text>
      <Text>草稿</Text>
      <DayPicker value={until} label="截至日" today={today} until={today} onDay={onUntil}>
        <View className="report-until"><Text>截至 {dayText(last)}</Text><Icon name="down" size="small" edge /></View>
      </DayPicker>
      <View className="grow" />
      <Tap className="report-check" onTap={onProblems}>
        {problems.length === 0
          ? <StateMark shape="tick" word="核对过了" />
          : <View className={isWrong ? 'mark mark-attention' : 'mark mark-waiting'}><Icon name="list" size="small" /><Text>核对 {problems.length} 条</Text></View>}
      </Tap>
    </View>
  )
}

/** The same beside the pages at PC width, with the change it was counted at. */
export function ReportFacts({ report, until, onUntil, onAgain }: UntilProps & { onAgain(): void }) {
  const today = useToday()
  return (
    <View className="card report-facts">
      <View className="report-fact"><Text className="ink2">截至</Text><DayField value={report.scope.period.to === until ? until : report.scope.period.to} label="截至日" today={today} past onDay={onUntil} /></View>
      <View className="report-fact">
        <Text className="ink2">数据</Text>
        <Text>{momentOf(report.readAt, today)}・第 {grouped(report.at.town)} 号变更</Text>
        <View className="grow" />
        <WordsButton text="重新数" onTap={onAgain} />
      </View>
    </View>
  )
}
