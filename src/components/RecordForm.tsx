import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Values } from '../core/field'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'
import { WordsButton } from './Button'
import { Card } from './Card'
import { FieldFrame } from './FieldFrame'
import { FieldInput } from './FieldInput'
import type { Problems } from './formCheck'
import { editableFields, shownFields, withValue } from './formState'
import type { PhotoHome } from './usePhoto'

export interface RecordFormProps {
  readonly type: RecordType
  /** Whose questions to ask; null edits the record itself. */
  readonly move: string | null
  readonly before: Values
  readonly after: Values
  readonly problems: Problems
  readonly home?: PhotoHome | null
  onChange(after: Values): void
}

/** The form a record type describes. The page holds the values, so that a draft is the whole form. */
export function RecordForm({ type, move, before, after, problems, home = null, onChange }: RecordFormProps) {
  const [isAll, setAll] = useState(false)
  const asked = shownFields(type, asksOf(type, move), after)
  const shown = isAll || move !== null ? asked : asked.filter(([name], i) => i < FIRST_FIELDS || after[name] !== undefined)
  const needs: readonly string[] = move === null ? [] : own(type.moves, move)?.needs ?? []
  return (
    <Card>
      {shown.map(([name, field]) => (
        <FieldFrame key={name} label={field.label} must={needs.includes(name)} inline={field.kind === 'flag'} hint={field.hint} problem={problems[name]}>
          <FieldInput
            type={type}
            path={name}
            field={field}
            value={after[name]}
            stored={before[name]}
            wrong={problems[name] !== undefined}
            home={home}
            onValue={(value) => onChange(withValue(after, name, value))}
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

export function asksOf(type: RecordType, move: string | null): readonly string[] {
  return move === null ? editableFields(type) : own(type.moves, move)?.asks ?? []
}
