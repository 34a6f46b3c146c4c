import { Text, View } from '@tarojs/components'
import { dayText } from '../../core/period'
import { atLevel, placeName } from '../../core/place'
import type { Due } from '../../domain/board'
import { typeOf } from '../../domain/registry'
import { WordsButton } from '../Button'
import { Card } from '../Card'
import { Icon } from '../Icon'
import { useReading } from '../reading'
import { isProtected, valueText, type Reading } from '../recordText'
import { open } from '../routes'
import { SectionHead } from '../SectionHead'
import { StateMark } from '../StateMark'
import { Tap } from '../Tap'
import { dueMark } from '../todos'
import { useWide } from '../wide'
import { openQuery } from './openCell'
import { useDue, type DueRow } from './useDue'

const FIRST = 6

/** Past their month or due within the week, by the day, and never by name: where, what and how hard. */
export function DuePart({ stream, due, n, isLocal }: { readonly stream: string; readonly due: Due; readonly n: number; readonly isLocal: boolean }) {
  const reading = useReading()
  const isWide = useWide()
  const { rows, hidden } = useDue(stream, due.all.query, n, isLocal)
  const total = due.all.value
  const shown = (rows ?? []).slice(0, FIRST)
  const rest = total - hidden - shown.length
  const foot = [rest > 0 ? `其余 ${rest} 件` : '', hidden > 0 ? `另有 ${hidden} 件仅承办人可见` : ''].filter((words) => words !== '').join('；')
  if (total === 0 && !isWide) return null
  return (
    <View className="part part-due">
      <SectionHead
        title="到期"
        right={(
          <>
            <Text>已满和七天内 {total} 件</Text>
            {total > 0 ? <WordsButton text="全部" onTap={() => openQuery(stream, due.all.query)} /> : null}
          </>
        )}
      />
      <Card className="part-card">
        {total === 0 ? <View className="due-none">七天内没有满一个月的</View> : null}
        {shown.map(({ record, due: day }) => <DueLine key={record.id} row={{ record, due: day }} reading={reading} onOpen={() => open('record', { id: record.id, stream })} />)}
        {foot === '' || rows === null ? null : <View className="due-foot">{hidden > 0 ? <Icon name="lock" size="small" edge /> : null}<Text>{foot}</Text></View>}
      </Card>
    </View>
  )
}

function DueLine({ row, reading, onOpen }: { readonly row: DueRow; readonly reading: Reading; onOpen(): void }) {
  const { record: { kind, values }, due } = row
  const { shape, word } = dueMark(due, reading.today)
  return (
    <Tap className="due-line" role="link" onTap={onOpen}>
      <Text className="due-day">{dayText(due, reading.today)}</Text>
      <View className="due-what">
        {whatOf(kind, values, reading).map((part, i) => <Text key={part} className={i < 2 ? '' : 'ink2'}>{i > 0 ? `・${part}` : part}</Text>)}
      </View>
      <StateMark shape={shape} word={word} />
    </Tap>
  )
}

function whatOf(kind: string, values: DueRow['record']['values'], reading: Reading): readonly string[] {
  const type = typeOf(kind)
  if (type === undefined) return []
  if (isProtected(type, values)) return ['仅承办人可见的一件']
  const facts = ['type', 'difficulty'].map((name) => {
    const field = type.fields[name]
    return field === undefined ? '' : valueText(type, name, field, values[name], reading)
  })
  return [villageOf(values, reading), ...facts].filter((words) => words !== '')
}

/** The village is enough to know which; a group's name would break the line. */
function villageOf(values: DueRow['record']['values'], { config: { places } }: Reading): string {
  const id = typeof values.place === 'string' ? values.place : ''
  return atLevel(places, id, 'village')?.name ?? (id === '' ? '' : placeName(places, id))
}
