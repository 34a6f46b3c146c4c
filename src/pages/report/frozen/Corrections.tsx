import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useToday, type OnlineAnswer } from '../../../client/hooks'
import { own } from '../../../core/own'
import type { CorrectionsAnswer, FrozenAnswer } from '../../../core/reportWire'
import { momentText } from '../../../components/days'
import { EmptyState } from '../../../components/EmptyState'
import { SectionHead } from '../../../components/SectionHead'
import { CorrectionRow } from './CorrectionRow'

/** 更正: what would be counted otherwise today. What was issued stays. `children` stand under the heading. */
export function Corrections({ stream, report, corrections: { answer, problem, again }, children }: {
  readonly stream: string
  readonly report: FrozenAnswer
  readonly corrections: OnlineAnswer<CorrectionsAnswer>
  readonly children?: ReactNode
}) {
  const today = useToday()
  if (answer === null) {
    return (
      <View>
        <SectionHead title="更正" />
        {children}
        {problem === null
          ? <View className="note">正在和现在的记录对</View>
          : <EmptyState text={problem.code === 'offline' ? '没有信号，更正要联网才能对。' : problem.message} action="再试一次" onAction={again} />}
      </View>
    )
  }
  const { corrections, computed, records, readAt } = answer
  const same = Object.keys(report.figureByKey).length - corrections.length
  return (
    <View>
      <SectionHead title="更正" right={`${momentText(readAt, today)} 对的`} />
      {children}
      {corrections.length === 0 ? <View className="corrections-none">定稿以来，没有一个数变过。</View> : (
        <View className="corrections" ariaRole="table" ariaLabel="定稿以来的更正">
          <View className="correction-head note" ariaRole="row">
            <View ariaRole="columnheader">指标</View><View className="correction-number" ariaRole="columnheader">定稿时</View><View className="correction-number" ariaRole="columnheader">现在</View>
          </View>
          {corrections.map((correction) => (
            <CorrectionRow key={correction.key} stream={stream} correction={correction} records={records} query={own(report.figureByKey, correction.key)?.query ?? null} at={report.at} />
          ))}
          {computed.map(({ key, label, was, now }) => (
            <View key={`${key} ${was}`} className="correction">
              <View className="correction-line" ariaRole="row">
                <View className="correction-label" ariaRole="cell">{label}</View>
                <View className="correction-number" ariaRole="cell">{was}</View>
                <View className="correction-number" ariaRole="cell">{now}</View>
              </View>
            </View>
          ))}
        </View>
      )}
      {corrections.length === 0 || same <= 0 ? null : <View className="note corrections-rest">其余 {same} 个数和定稿时一样。</View>}
    </View>
  )
}
