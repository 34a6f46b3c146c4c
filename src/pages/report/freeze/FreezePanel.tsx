import { Text, View } from '@tarojs/components'
import { useNames, useSession, useToday, type OnlineAnswer } from '../../../client/hooks'
import { dayText } from '../../../core/period'
import type { FrozenHead, ReportAnswer, ReportProblem } from '../../../core/reportWire'
import { LATE_RULE } from '../../../domain/correction'
import { momentOf } from '../../../components/board/boardWords'
import { Button, WordsButton } from '../../../components/Button'
import { Problem } from '../../../components/FieldFrame'
import { Icon } from '../../../components/Icon'
import { grouped } from '../../../components/numberText'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark } from '../../../components/StateMark'
import { Tap } from '../../../components/Tap'
import { byText } from '../frozenWords'
import { SidePanel } from '../SidePanel'
import type { Freezing } from './useFreezing'

interface FreezePanelProps {
  readonly report: ReportAnswer
  readonly issued: OnlineAnswer<readonly FrozenHead[]>
  readonly freezing: Freezing
  canGo(problem: ReportProblem): boolean
  onGo(problem: ReportProblem): void
  /** Reads the report and its versions anew. */
  onAgain(): void
  onFrozen(head: FrozenHead): void
  onClose(): void
}

/** 定稿: what stands in the way, what the person answers for, what is kept, and one button. */
export function FreezePanel({ report, issued, freezing, canGo, onGo, onAgain, onFrozen, onClose }: FreezePanelProps) {
  const { errors, remarks, left, refused, isRunning } = freezing
  const me = useMyName()
  const last = issued.answer?.[0]?.version ?? 0
  const waiting = waitingText(errors.length, left.length, issued)
  const freeze = async (): Promise<void> => {
    const head = await freezing.freeze(last)
    if (head !== null) onFrozen(head)
  }
  const foot = (
    <>
      {refused === null ? null : (
        <View className="freeze-refused">
          <Problem text={refused.message} />
          {refused.code === 'readAgain' ? <WordsButton text="重新数一遍" onTap={onAgain} /> : null}
        </View>
      )}
      {waiting === null ? null : <View className="freeze-waiting note">{waiting}</View>}
      {issued.answer === null && issued.problem !== null ? <WordsButton text="再试一次" onTap={issued.again} /> : null}
      <Button text={isRunning ? '正在定稿' : '定稿'} look="filled" wide off={waiting !== null || isRunning} onTap={() => void freeze()} />
    </>
  )
  return (
    <SidePanel title="定稿" foot={foot} onClose={onClose}>
      {errors.length === 0 ? null : (
        <>
          <SectionHead title="要改的" right={`${errors.length} 处`} />
          {errors.map((problem) => (
            <View key={problem.tick} className="problem">
              <StateMark shape="triangle" word="要改" />
              <View className="problem-text"><Text>{problem.message}</Text></View>
              {canGo(problem) ? <WordsButton text="到这一处" onTap={() => onGo(problem)} /> : null}
            </View>
          ))}
        </>
      )}
      {remarks.length === 0 ? null : (
        <>
          <SectionHead title="请看一眼" right={left.length === 0 ? '都看过了' : `还有 ${left.length} 处`} />
          {remarks.map((problem) => (
            <View key={problem.tick} className="problem">
              <View className="problem-text"><Text>{problem.message}</Text></View>
              <View className="freeze-remark">
                <Tick on={freezing.isTicked(problem)} me={me} about={problem.message} onTap={() => freezing.tick(problem)} />
                {canGo(problem) ? <WordsButton text="到这一处" onTap={() => onGo(problem)} /> : null}
              </View>
            </View>
          ))}
        </>
      )}
      <Facts report={report} issued={issued.answer} me={me} />
      <View className="note freeze-kept">{KEPT}</View>
      <View className="note freeze-kept">{LATE_RULE}</View>
    </SidePanel>
  )
}

const KEPT = '存下这份文字、每个数和它数到的记录、看过打的勾，还有正式稿、核对稿、公开稿三个文件，以后打开都和现在一样。'

/** The tick is somebody's: the name stands in it. */
function Tick({ on, me, about, onTap }: { readonly on: boolean; readonly me: string; readonly about: string; onTap(): void }) {
  const words = on ? `${me}看过，没有问题` : '我看过，没有问题'
  return (
    <Tap className={`tick${on ? ' tick-on' : ''}`} role="checkbox" on={on} label={`${words}：${about}`} onTap={onTap}>
      <View className="tick-box">{on ? <Icon name="check" size="small" /> : null}</View>
      <Text>{words}</Text>
    </Tap>
  )
}

function Facts({ report, issued, me }: { readonly report: ReportAnswer; readonly issued: readonly FrozenHead[] | null; readonly me: string }) {
  const today = useToday()
  const names = useNames()
  const [last] = issued ?? []
  const facts = [
    { label: '截至', text: dayText(report.scope.period.to, '') },
    { label: '数据', text: `${momentOf(report.readAt, today)}・第 ${grouped(report.at.town)} 号变更` },
    ...(issued === null ? [] : [{ label: '版次', text: last === undefined ? '第1版' : `第${last.version + 1}版；第${last.version}版（${byText(last, names)}）照样留着` }]),
    { label: '定稿人', text: me },
  ]
  return (
    <View className="freeze-facts">
      {facts.map(({ label, text }) => <View key={label} className="sheet-pair"><View className="sheet-pair-label">{label}</View><View className="sheet-pair-value">{text}</View></View>)}
    </View>
  )
}

/** Why the button waits; null: it does not. */
function waitingText(errors: number, left: number, { answer, problem }: OnlineAnswer<readonly FrozenHead[]>): string | null {
  if (errors > 0) return `还有 ${errors} 处要改，改好才能定稿。`
  if (left > 0) return `还有 ${left} 处没看，都打上勾才能定稿。`
  if (answer !== null) return null
  return problem === null ? '正在看以前有没有定过稿。' : problem.code === 'offline' ? '没有信号，定稿要联网。' : problem.message
}

function useMyName(): string {
  const session = useSession()
  return session.kind === 'signedIn' ? session.me.name : ''
}
