import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../../client/client'
import { useConfig } from '../../client/hooks'
import { own } from '../../core/own'
import { dayText, daysBetween, isDay } from '../../core/period'
import type { RecordType } from '../../core/recordType'
import { dueOf } from '../../domain/due'
import { ladderOf, levelName } from '../../domain/ladder'
import { useReading } from '../reading'
import type { Reading } from '../recordText'
import { StateMark, type Shape } from '../StateMark'

/** The stage, whom it waits for, and the day it runs to. */
export function Situation({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const config = useConfig()
  const reading = useReading()
  const stage = own(type.stages, record.stage)
  if (stage === undefined) return null
  const shape: Shape = stage.uncounted === true ? 'square' : stage.done === true ? 'tick' : 'half'
  const next = dueOf(record, config, reading.today).find(({ leads }) => !leads.includes('reportPolice'))
  const left = next === undefined ? null : daysBetween(reading.today, next.due)
  const isLate = left !== null && left <= 0
  const waiting = waitingText(record, reading)
  return (
    <View className={`stage${isLate ? ' stage-late' : ''}`}>
      <StateMark shape={shape} word={waiting === '' ? stage.label : waiting} />
      {next === undefined || left === null ? null : (
        <View className="stage-due">
          {isLate ? <View className="shape shape-triangle" /> : null}
          <Text>{`${dayText(next.due, reading.today)}${SHORTER[next.what] ?? next.what}，${leftText(left)}`}</Text>
        </View>
      )}
    </View>
  )
}

/** The stage says since when already. */
const SHORTER: Readonly<Record<string, string>> = { 受理满一个月: '满一个月', 办理期限: '到期' }

function leftText(left: number): string {
  if (left === 0) return '就是今天'
  return left < 0 ? `过了\u00a0${-left}\u00a0天` : `还有\u00a0${left}\u00a0天`
}

/** 等派出所签收, 等县人民法院接收: stages in which somebody else has the next word. */
function waitingText({ stage, values }: ShownRecord, { config, names, today }: Reading): string {
  const since = (day: unknown, verb: string): string => (isDay(day) ? `，${dayText(day, today)}${verb}` : '')
  switch (stage) {
    case 'escalating': {
      const to = typeof values.escalateTo === 'string' ? levelName(ladderOf(config, String(values.place ?? '')), values.escalateTo) : '上级'
      return `等${to}接手${since(values.escalatedOn, '上报')}`
    }
    case 'referring':
      return `等${String(values.transferTo ?? '对方')}接收${since(values.transferredOn, '移送')}`
    case 'assigned':
      return `等${names.get(String(values.leadUnit)) ?? '承办单位'}签收`
    default:
      return ''
  }
}
