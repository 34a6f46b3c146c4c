import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../client/client'
import { useSession } from '../client/hooks'
import type { Values } from '../core/field'
import { dayText, isDay } from '../core/period'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import { hasCode } from '../domain/caseCode'
import { WordsButton } from './Button'
import { Axes } from './Axes'
import { Card } from './Card'
import { Alarm } from './case/Alarm'
import { disputeFacts, type Fact } from './case/disputeFacts'
import { Linked } from './case/Linked'
import { matterFacts } from './case/matterFacts'
import { Pair } from './case/Pair'
import { RateCard } from './case/RateCard'
import { Situation } from './case/Situation'
import { AllFields } from './AllFields'
import { CodeRow } from './code/CodeRow'
import { FieldText } from './FieldText'
import { Loop } from './Loop'
import { MediaPairs } from './media/MediaPairs'
import { MergedLinks } from './merge/MergedLinks'
import { PapersRow } from './papers/PapersRow'
import { useReading } from './reading'
import { RecordHistory } from './RecordHistory'
import { RevealScope, useReveal } from './reveal/RevealScope'
import { headingOf, namesOf, valueText, type Reading } from './recordText'
import { SectionHead } from './SectionHead'
import { SyncBadge } from './SyncBadge'
import { Watermark } from './Watermark'

/** A record to read, top to bottom: what and where, how it stands, the axes, whom, what happened. Page and side panel show the same. */
export function RecordView({ type, record, numbered = true }: {
  readonly type: RecordType
  readonly record: ShownRecord
  /** False where the number stands above already. */
  readonly numbered?: boolean
}) {
  const reading = useReading()
  const { values } = record
  const session = useSession()
  const heading = headingOf(type, values, reading)
  const leadsOn = values.fromMatter !== undefined || values.becameDispute !== undefined || hasCode(type, reading.config, record)
  return (
    <RevealScope type={type} record={record}>
      <Watermark />
      <View className="record-title">{heading.text}</View>
      <View className="meta facts">{headFacts(type, numbered ? values : { ...values, caseNo: '' }, reading).map((fact) => <Text key={fact}>{fact}</Text>)}</View>
      <Situation type={type} record={record} />
      <MergedLinks type={type} record={record} />
      <Alarm type={type} record={record} />
      <View className="record-two">
        <View>
          {record.kind === 'matter' ? <Loop record={record} today={reading.today} /> : null}
          {session.kind === 'signedIn' ? <RateCard record={record} session={session} /> : null}
          {record.kind === 'dispute' ? <Axes values={values} /> : null}
          <Card className="gap-above">
            <People type={type} values={values} />
            {factsOf(record, reading).map(({ label, text }) => <Pair key={label} label={label}>{text}</Pair>)}
            <AllFields type={type} values={values} told={heading.told} />
            <MediaPairs type={type} values={values} home={{ stream: record.stream, record: record.id }} />
          </Card>
        </View>
        <View>
          {session.kind === 'signedIn' ? <PapersRow record={record} me={session.me} /> : null}
          {leadsOn ? <Card className="gap-above"><Linked record={record} /><CodeRow record={record} /></Card> : null}
          <SectionHead title="经过" right={<SyncBadge sync={record.sync} />} />
          <RecordHistory type={type} record={record} />
          {record.receipt === null ? null : <View className="note">回执号 {record.receipt}</View>}
        </View>
      </View>
    </RevealScope>
  )
}

/** Whom it is about: surnames, in full once tapped. */
function People({ type, values }: { readonly type: RecordType; readonly values: Values }) {
  const reveal = useReveal()
  const people = type.title.find((name) => own(type.fields, name)?.kind === 'rows')
  if (people === undefined || namesOf(values[people]) === '') return null
  const field = must(type, people)
  return (
    <Pair label={field.label}>
      {reveal?.shows('name') !== false ? <FieldText type={type} name={people} field={field} value={values[people]} /> : (
        <View className="pair-open">
          <Text>{namesOf(values[people]).replace('和', '、')}</Text>
          <WordsButton text="看全名" icon="eye" onTap={() => reveal.open(['name'])} />
        </View>
      )}
    </Pair>
  )
}

function factsOf({ kind, stage, values }: ShownRecord, reading: Reading): readonly Fact[] {
  if (kind === 'dispute') return disputeFacts(values, reading)
  return kind === 'matter' ? matterFacts(stage, values, reading) : []
}

function must(type: RecordType, name: string) {
  const field = own(type.fields, name)
  if (field === undefined) throw new Error(`broken invariant: ${type.kind} has no field ${name}`)
  return field
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
