import { View } from '@tarojs/components'
import { useState } from 'react'
import type { StoredRecord } from '../../../core/op'
import type { At, FigureQuery } from '../../../core/protocol'
import type { Correction } from '../../../core/reportWire'
import { CORRECTED } from '../../../domain/correction'
import { typeOf } from '../../../domain/registry'
import { openQuery } from '../../../components/board/openCell'
import { WordsButton } from '../../../components/Button'
import { FigureNumber } from '../../../components/FigureNumber'
import { ListRow } from '../../../components/ListRow'
import { useReading } from '../../../components/reading'
import { RecordRow } from '../../../components/RecordRow'
import { titleOf } from '../../../components/recordText'
import { open } from '../../../components/routes'
import { StateMark } from '../../../components/StateMark'
import { countText, noteTexts, summaryText } from './correctionWords'

interface CorrectionRowProps {
  readonly stream: string
  readonly correction: Correction
  readonly records: readonly StoredRecord[]
  /** Opens what was counted, then at `at` and now. */
  readonly query: FigureQuery | null
  readonly at: At
}

/** So many records at a time: one figure may have hundreds. */
const STEP = 20

/** One figure: then, now, and on demand the records that make the difference. */
export function CorrectionRow({ stream, correction, records, query, at }: CorrectionRowProps) {
  const [shown, setShown] = useState(0)
  const { label, unit, was, now, pairWas, pairNow } = correction
  const opening = (value: number, pair: Correction['pairWas'], moment: At | null) =>
    (query === null || (pair === null ? value : pair[0]) === 0 ? {} : { onOpen: () => openQuery(stream, query, moment) })
  const unitOf = pairWas === null ? { unit } : {}
  const notes = noteTexts(correction)
  return (
    <View className="correction">
      <View className="correction-line" ariaRole="row">
        <View className="correction-label" ariaRole="cell">{label}</View>
        <View className="correction-number" ariaRole="cell"><FigureNumber value={countText(was, pairWas)} {...unitOf} label={`${label}，定稿时 `} {...opening(was, pairWas, at)} /></View>
        <View className="correction-number" ariaRole="cell"><FigureNumber value={countText(now, pairNow)} {...unitOf} label={`${label}，现在 `} {...opening(now, pairNow, null)} /></View>
      </View>
      {notes.map((note) => <View key={note} className="note">{note}</View>)}
      <View className="correction-why">
        <View className="note grow">{summaryText(correction)}</View>
        {correction.records.length === 0 ? null : (
          <WordsButton text={shown === 0 ? '看是哪些' : '收起'} onTap={() => setShown(shown === 0 ? STEP : 0)} />
        )}
      </View>
      {shown === 0 ? null : (
        <View className="correction-records">
          {correction.records.slice(0, shown).map(({ id, n, how }) => {
            const record = records.find((each) => each.id === id && each.n === n)
            return record === undefined ? null : <Moved key={id} stream={stream} record={record} word={CORRECTED[how]} />
          })}
          {correction.records.length > shown ? <WordsButton text={`再看 ${Math.min(STEP, correction.records.length - shown)} 件`} onTap={() => setShown(shown + STEP)} /> : null}
        </View>
      )}
    </View>
  )
}

/** Villages and the like are configuration, and have no page of their own. */
function Moved({ stream, record, word }: { readonly stream: string; readonly record: StoredRecord; readonly word: string }) {
  const reading = useReading()
  const type = typeOf(record.kind)
  const mark = <StateMark shape="none" word={word} />
  if (type === undefined) return null
  if (type.stream === 'county') return <ListRow title={titleOf(type, record.values, reading)} facts={[type.label]} right={mark} />
  return <RecordRow record={record} right={mark} chevron onOpen={() => open('record', { id: record.id, stream })} />
}
