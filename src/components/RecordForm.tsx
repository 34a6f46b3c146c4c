import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig } from '../client/hooks'
import { firstNeeds } from '../core/apply'
import type { Values } from '../core/field'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { Card } from './Card'
import { adviceOn } from './case/advice'
import { choicesHere } from './case/steps'
import { FieldFrame } from './FieldFrame'
import { FieldInput } from './FieldInput'
import type { Problems } from './formCheck'
import { editableFields, shownFields, withValue } from './formState'
import { isOffered } from './media/MediaField'
import type { PhotoHome } from './usePhoto'

export interface RecordFormProps {
  readonly type: RecordType
  /** Whose questions to ask; null edits the record itself. */
  readonly move: string | null
  /** Asked besides, before the pictures: for whom it is entered, where it came from. */
  readonly also?: readonly string[]
  readonly before: Values
  readonly after: Values
  readonly problems: Problems
  readonly home?: PhotoHome | null
  /** Two changes may meet in one drawing: each is made to what is there by then. */
  onChange(alter: (after: Values) => Values): void
}

/** The form a record type describes. The page holds the values, so that a draft is the whole form. */
export function RecordForm({ type, move, also = [], before, after, problems, home = null, onChange }: RecordFormProps) {
  const [isAll, setAll] = useState(false)
  const config = useConfig()
  const asked = shownFields(type, asksOf(type, move, also), after).filter(([name, field]) => isOffered(config, field, after[name]))
  const shown = isAll || move !== null ? asked : asked.filter(([name], i) => i < FIRST_FIELDS || after[name] !== undefined)
  const needs: readonly string[] = move === null ? [] : own(type.moves, move)?.needs ?? []
  const isNew = move !== null && own(type.moves, move)?.from.length === 0
  const keeps = isNew ? needs : [...needs, ...firstNeeds(type)]
  return (
    <Card>
      {shown.map(([name, field]) => (
        <FieldFrame
          key={name}
          label={field.label}
          must={needs.includes(name)}
          inline={field.kind === 'flag'}
          hint={adviceOn(type, name, after, isNew) ?? field.hint}
          problem={problems[name]}
        >
          <FieldInput
            type={type}
            path={name}
            field={field}
            value={after[name]}
            stored={before[name]}
            choices={choicesHere(config, type, move, name, after)}
            wrong={problems[name] !== undefined}
            must={keeps.includes(name)}
            home={home}
            onValue={(value) => onChange((latest) => withValue(latest, name, value))}
            onAlter={(alter) => onChange((latest) => withValue(latest, name, alter(latest[name])))}
          />
        </FieldFrame>
      ))}
      {shown.length < asked.length ? (
        <View className="field"><WordsButton text={`还有 ${asked.length - shown.length} 栏`} icon="plus" onTap={() => setAll(true)} /></View>
      ) : null}
    </Card>
  )
}

/** What an edit shows at first, beside everything that has a value. */
const FIRST_FIELDS = 8

/** Questions of a form in order; pictures and files stay last. */
export function asksOf(type: RecordType, move: string | null, also: readonly string[] = []): readonly string[] {
  const asks: readonly string[] = move === null ? editableFields(type) : own(type.moves, move)?.asks ?? []
  const isMedia = (name: string): boolean => own(type.fields, name)?.kind === 'media'
  const added = also.filter((name) => !asks.includes(name))
  return [...asks.filter((name) => !isMedia(name)), ...added, ...asks.filter(isMedia)]
}
