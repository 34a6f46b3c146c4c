import { unreachable } from '../../../core/assert'
import { useConfig } from '../../../client/hooks'
import type { PlainValue } from '../../../core/field'
import { optionsOf } from '../../../core/recordType'
import type { Setting } from '../../../domain/settingList'
import { work } from '../../../domain/work'
import { ChipGroup } from '../../../components/Chip'
import { NumberField } from '../../../components/NumberField'
import { TextInput } from '../../../components/TextInput'
import { LadderField } from './LadderField'
import { SessionDaysField } from './SessionDaysField'

interface SettingControlProps {
  readonly setting: Setting
  /** null: nothing was chosen yet. */
  readonly value: PlainValue | null
  onValue(value: PlainValue | null): void
}

/** The control for the kind of a setting. */
export function SettingControl({ setting: { label, kind }, value, onValue }: SettingControlProps) {
  const config = useConfig()
  const text = typeof value === 'string' ? value : ''
  switch (kind.kind) {
    case 'days':
    case 'count':
      return <NumberField value={value} label={label} unit={kind.unit} onNumber={onValue} />
    case 'money':
      return <NumberField value={value} label={label} unit="元" onNumber={onValue} />
    case 'text':
      return <TextInput value={text} label={label} lines={kind.lines ?? 1} max={kind.max} onText={onValue} />
    case 'phone':
      return <TextInput value={text} label={label} max={60} placeholder="0375-7260000" onText={onValue} />
    case 'division':
      return <TextInput value={text} label={label} max={6} placeholder="410422" onText={onValue} />
    case 'url':
      return <TextInput value={text} label={label} max={200} placeholder="https://" onText={onValue} />
    case 'switch':
      return <ChipGroup label={label} choices={[{ code: kind.word, text: kind.on }, { code: '', text: kind.off }]} picked={value === null ? [] : [text]} onPick={([code]) => onValue(code ?? '')} />
    case 'ladder':
      return <LadderField value={text} onText={onValue} />
    case 'sessionDays':
      return <SessionDaysField value={text} onText={onValue} />
    case 'grades':
    case 'holidays':
      return <TextInput value={text} label={label} lines={5} max={2000} placeholder={kind.kind === 'grades' ? '简易、口头：30元' : ''} onText={onValue} />
    case 'option': {
      const options = Object.entries(optionsOf(config, work, kind.field)).filter(([, option]) => option.retired !== true)
      return <ChipGroup label={label} choices={options.map(([code, option]) => ({ code, text: option.label }))} picked={text === '' ? [] : [text]} onPick={([code]) => onValue(code ?? null)} />
    }
    default:
      return unreachable(kind)
  }
}
