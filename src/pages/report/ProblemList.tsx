import { Text, View } from '@tarojs/components'
import type { ReportProblem } from '../../core/reportWire'
import { WordsButton } from '../../components/Button'
import { SectionHead } from '../../components/SectionHead'
import { StateMark } from '../../components/StateMark'

const GROUPS = [
  { level: 'error', title: '要改的', shape: 'triangle', word: '要改' },
  { level: 'remark', title: '请看一眼', shape: 'ring', word: '看一眼' },
] as const

/** What the checker found, what to do first, and the way to the place. */
export function ProblemList({ problems, canGo, onGo }: {
  readonly problems: readonly ReportProblem[]
  canGo(problem: ReportProblem): boolean
  onGo(problem: ReportProblem): void
}) {
  if (problems.length === 0) return <View className="note problem-none">核对过了，数都对得上，没有手填的数。</View>
  return (
    <>
      {GROUPS.map(({ level, title, shape, word }) => {
        const found = problems.filter((problem) => problem.level === level)
        if (found.length === 0) return null
        return (
          <View key={level}>
            <SectionHead title={title} right={`${found.length} 处`} />
            {found.map((problem) => (
              <View key={`${problem.start} ${problem.kind}`} className="problem">
                <StateMark shape={shape} word={word} />
                <View className="problem-text"><Text>{problem.message}</Text></View>
                {canGo(problem) ? <WordsButton text="到这一处" onTap={() => onGo(problem)} /> : null}
              </View>
            ))}
          </View>
        )
      })}
    </>
  )
}
