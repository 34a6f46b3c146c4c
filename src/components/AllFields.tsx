import { View } from '@tarojs/components'
import { useState } from 'react'
import { codesOf, type Values } from '../core/field'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { TOLD_IN_FACTS } from './case/disputeFacts'
import { TOLD_OF_MATTERS } from './case/matterFacts'
import { FieldText } from './FieldText'

/** Shown elsewhere on the page already. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  dispute: [
    'type', 'detail', 'difficulty', 'route', 'form', 'result', 'caseNo', 'place', 'acceptedOn', 'handler', 'parties', 'dueOn', 'reportedOn', 'sessions', 'followUps', 'inquiries',
    'onSpot', 'stageMerged', 'fromMatter', 'redFlag', 'reportedToPoliceOn', 'reportedAt', 'reportedTo', ...TOLD_IN_FACTS,
  ],
  matter: [
    'caseNo', 'place', 'handler', 'people', 'dueOn', 'steps', 'urges', 'receivedOn', 'assignedOn', 'signedOn', 'resolvedOn', 'fedBackOn', 'ratedOn', 'kind', 'stageMerged', 'becameDispute',
    'reportedToPoliceOn', 'reportedAt', 'reportedTo', ...TOLD_OF_MATTERS,
  ],
}

const FIRST = 4

/** Everything else that is set, label beside value; the rest unfolds. */
export function AllFields({ type, values, told = [], all = false }: {
  readonly type: RecordType
  readonly values: Values
  /** Said above already. */
  readonly told?: readonly string[]
  /** Everything, nothing folded and nothing left to other parts of the page. */
  readonly all?: boolean
}) {
  const [isAll, setAll] = useState(all)
  const elsewhere = all ? [] : ELSEWHERE[type.kind] ?? ['place', type.dated]
  const set = Object.entries(type.fields).filter(([name, field]) => {
    const isSet = codesOf(values[name])[0] !== '' && !(field.kind === 'flag' && values[name] === false)
    return isSet && !elsewhere.includes(name) && !told.includes(name) && (all || field.kind !== 'media')
  })
  const texts = set.filter(([, field]) => field.kind === 'text')
  const ordered = [...texts, ...set.filter(([, field]) => field.kind !== 'text')]
  const shown = isAll ? ordered : ordered.slice(0, FIRST)
  return (
    <>
      {shown.map(([name, field]) => (
        <View key={name} className="pair">
          <View className="pair-label">{field.label.length > 6 ? field.label.split('、')[0] : field.label}</View>
          <View className="pair-value"><FieldText type={type} name={name} field={field} value={values[name]} /></View>
        </View>
      ))}
      {shown.length < ordered.length ? (
        <View className="pair"><WordsButton text={`还有 ${ordered.length - shown.length} 项`} icon="down" onTap={() => setAll(true)} /></View>
      ) : null}
    </>
  )
}
