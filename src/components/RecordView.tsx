import { Text, View } from '@tarojs/components'
import { useMemo, useState, type ReactNode } from 'react'
import type { ShownRecord } from '../client/client'
import { useOnline } from '../client/hooks'
import { mediaOfRecord } from '../core/namedMedia'
import { daysBetween, dayText, isDay } from '../core/period'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { Axes } from './Axes'
import { Card } from './Card'
import { AllFields } from './AllFields'
import { FieldText } from './FieldText'
import { stepsFromValues, stepsOf } from './history'
import { Loop } from './Loop'
import { PhotoRow } from './Photo'
import { useReading } from './reading'
import { isProtected, namesOf, titleOf, valueText } from './recordText'
import { SectionHead } from './SectionHead'
import { StateMark, type Shape } from './StateMark'
import { SyncBadge } from './SyncBadge'
import { Timeline } from './Timeline'

/** A record to read, top to bottom: what and where, how it stands, the axes, whom, what happened. Page and side panel show the same. */
export function RecordView({ type, record, numbered = true }: {
  readonly type: RecordType
  readonly record: ShownRecord
  /** False where the number stands above already. */
  readonly numbered?: boolean
}) {
  const reading = useReading()
  const { values } = record
  const [isOpen, setOpen] = useState(false)
  const history = useOnline((client) => client.online.history(record.stream, record.id), [record.stream, record.id, record.n, record.sync])
  const steps = useMemo(
    () => (history.answer === null ? stepsFromValues(type, values, reading) : stepsOf(type, history.answer.entries, reading)),
    [history.answer, type, values, reading],
  )
  const photos = mediaOfRecord(type, values)
  const people = type.title.find((name) => own(type.fields, name)?.kind === 'rows')
  const hasPeople = people !== undefined && namesOf(values[people]) !== ''
  return (
    <View>
      <View className="record-title">{isProtected(type, values) ? type.label : titleOf(type, values, reading)}</View>
      <View className="meta facts">{headFacts(type, numbered ? values : { ...values, caseNo: '' }, reading).map((fact) => <Text key={fact}>{fact}</Text>)}</View>
      <StageLine type={type} record={record} />
      {record.kind === 'matter' ? <Loop values={values} today={reading.today} /> : null}
      {record.kind === 'dispute' ? <Axes values={values} /> : null}
      <Card className="gap-above">
        {hasPeople ? (
          <Pair label={own(type.fields, people)?.label ?? ''}>
            {isOpen ? <FieldText type={type} name={people} field={must(type, people)} value={values[people]} open /> : (
              <View className="pair-open">
                <Text>{namesOf(values[people]).replace('和', '、')}</Text>
                <WordsButton text="看全名" icon="eye" onTap={() => setOpen(true)} />
              </View>
            )}
          </Pair>
        ) : null}
        <AllFields type={type} values={values} />
        {photos.length === 0 ? null : <Pair label="照片"><PhotoRow home={{ stream: record.stream, record: record.id }} ids={photos} /></Pair>}
      </Card>
      <SectionHead title="经过" right={<SyncBadge sync={record.sync} />} />
      <Timeline steps={steps} />
      {record.receipt === null ? null : <View className="note">回执号 {record.receipt}</View>}
    </View>
  )
}

function must(type: RecordType, name: string) {
  const field = own(type.fields, name)
  if (field === undefined) throw new Error(`broken invariant: ${type.kind} has no field ${name}`)
  return field
}

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <View className="pair">
      <View className="pair-label">{label}</View>
      <View className="pair-value">{children}</View>
    </View>
  )
}

/** 石桥村三组 · 11月2日受理 · 经办 周松林. */
function headFacts(type: RecordType, values: ShownRecord['values'], reading: ReturnType<typeof useReading>): readonly string[] {
  const place = type.placed === null ? '' : valueText(type, type.placed, must(type, type.placed), values[type.placed], reading)
  const day = values[type.dated]
  const when = isDay(day) ? `${dayText(day, reading.today)}${(own(type.fields, type.dated)?.label ?? '').replace(/日期$/, '')}` : ''
  const handler = typeof values.handler === 'string' ? reading.names.get(values.handler) : undefined
  const number = typeof values.caseNo === 'string' ? values.caseNo : ''
  return [place, when, handler === undefined ? '' : `经办 ${handler}`, number].filter((fact) => fact !== '')
}

function leftText(left: number): string {
  if (left === 0) return '就是今天'
  return left < 0 ? `过了 ${-left} 天` : `还有 ${left} 天`
}

/** The stage, and the day it runs to. */
function StageLine({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const { today } = useReading()
  const stage = own(type.stages, record.stage)
  if (stage === undefined) return null
  const shape: Shape = stage.uncounted === true ? 'square' : stage.done === true ? 'tick' : 'half'
  const due = record.values.dueOn
  const { resolvedOn, closedOn } = record.values
  const left = isDay(due) && stage.done !== true && resolvedOn === undefined && closedOn === undefined ? daysBetween(today, due) : null
  return (
    <View className={`stage${left !== null && left <= 0 ? ' stage-late' : ''}`}>
      <StateMark shape={shape} word={stage.label} />
      {left === null || !isDay(due) ? null : (
        <View className="stage-due">
          {left <= 0 ? <View className="shape shape-triangle" /> : null}
          <Text>{dayText(due, today)}{own(type.fields, 'dueOn')?.label === '满一个月' ? '满一个月' : '到期'}，{leftText(left)}</Text>
        </View>
      )}
    </View>
  )
}
