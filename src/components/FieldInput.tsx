import { unreachable } from '../core/assert'
import { codesOf, type Field, type PlainValue, type Value } from '../core/field'
import type { RecordType } from '../core/recordType'
import { useConfig, useSession, useToday } from '../client/hooks'
import type { Choice } from './Chip'
import { ChoiceField } from './ChoiceField'
import { DayField } from './DayField'
import { FlagField } from './FlagField'
import { rowsOf } from './formState'
import { MoneyField, NumberField } from './NumberField'
import { MediaField } from './media/MediaField'
import { choicesOf } from './options'
import { PlacePicker } from './PlacePicker'
import { RefPicker } from './RefPicker'
import { RowsField } from './RowsField'
import { TextInput } from './TextInput'
import type { PhotoHome } from './usePhoto'

export interface FieldInputProps {
  readonly type: RecordType
  /** `name`, or `rows.cell` inside a row. */
  readonly path: string
  readonly field: Field
  readonly value: Value | undefined
  /** As last stored; rows need it to tell a new row from an old one. */
  readonly stored: Value | undefined
  readonly wrong?: boolean
  readonly must?: boolean
  /** What may be chosen here, where that is less than the field knows, in the words of the place. */
  readonly choices?: readonly Choice[] | undefined
  /** Whose photos they are, once the record is saved. */
  readonly home?: PhotoHome | null
  onValue(value: Value | null): void
  /** Where it is given, rows are changed as they are by then: two changes may meet in one drawing. */
  onAlter?(alter: Alter): void
}

/** What becomes of a value. */
export type Alter = (before: Value | undefined) => Value | null

/** The control for a field, whatever its kind. */
export function FieldInput({ type, path, field, value, stored, wrong = false, must = false, choices, home = null, onValue, onAlter = (alter) => onValue(alter(value)) }: FieldInputProps) {
  const config = useConfig()
  const today = useToday()
  const session = useSession()
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          value={textOf(value)}
          label={field.label}
          lines={field.lines ?? 1}
          max={field.max}
          wrong={wrong}
          onText={(text) => onValue(text === '' ? null : text)}
        />
      )
    case 'count':
      return <NumberField value={value} label={field.label} unit={field.unit} wrong={wrong} onNumber={onValue} />
    case 'money':
      return <MoneyField value={value} label={field.label} wrong={wrong} onNumber={onValue} />
    case 'day':
      return <DayField value={textOf(value) || null} label={field.label} today={today} past={isPast(type, path)} boxed onDay={onValue} />
    case 'flag':
      return <FlagField value={value === true} label={field.label} onFlag={onValue} />
    case 'choice': {
      const picked = codesOf(value)
      return <ChoiceField choices={choices ?? choicesOf(config, type, path, picked)} picked={picked} must={must} label={field.label} onPick={([code]) => onValue(code ?? null)} />
    }
    case 'choices': {
      const picked = codesOf(value).filter((code) => code !== '')
      return <ChoiceField choices={choicesOf(config, type, path, picked)} picked={picked} many label={field.label} onPick={onValue} />
    }
    case 'place':
      return <PlacePicker value={textOf(value) || null} label={field.label} onPlace={onValue} />
    case 'ref':
      return <RefPicker to={field.to} value={textOf(value) || null} label={field.label} onRef={onValue} />
    case 'media':
      return <MediaField field={field} ids={codesOf(value).filter((id) => id !== '')} home={home} onIds={(ids) => onValue(ids.length === 0 ? null : ids)} />
    case 'serial':
      return null
    case 'rows':
      return (
        <RowsField
          type={type}
          name={path}
          field={field}
          rows={rowsOf(value)}
          stored={rowsOf(stored)}
          today={today}
          device={session.kind === 'signedIn' ? session.device : ''}
          onRows={(alter) => onAlter((before) => alter(rowsOf(before)))}
          cell={(cellPath, cellField, cellValue, onCell) => (
            <FieldInput
              type={type}
              path={cellPath}
              field={cellField}
              value={cellValue}
              stored={undefined}
              home={home}
              onValue={(next) => onCell(next as PlainValue | null)}
            />
          )}
        />
      )
    default:
      return unreachable(field)
  }
}

/** A day the record type says cannot lie ahead. */
function isPast(type: RecordType, path: string): boolean {
  return (type.rules ?? []).some((rule) => rule.kind === 'notFuture' && rule.field === path)
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}
