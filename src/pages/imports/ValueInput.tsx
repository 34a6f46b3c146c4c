import type { ImportTarget } from '../../core/importing'
import { ChoiceField } from '../../components/ChoiceField'
import { PlacePicker } from '../../components/PlacePicker'
import { TextInput } from '../../components/TextInput'

/** One value for every row, or what a word means: an option, a place, or words as they would stand in the file. */
export function ValueInput({ target, value, onValue }: { readonly target: ImportTarget; readonly value: string; onValue(value: string): void }) {
  switch (target.value) {
    case 'option':
      return <ChoiceField label={target.label} choices={target.choices.map(({ code, label }) => ({ code, text: label }))} picked={value === '' ? [] : [value]} onPick={([code]) => onValue(code ?? '')} />
    case 'flag':
      return <ChoiceField label={target.label} choices={[{ code: '是', text: '是' }, { code: '否', text: '否' }]} picked={value === '' ? [] : [value]} onPick={([code]) => onValue(code ?? '')} />
    case 'place':
      return <PlacePicker value={value === '' ? null : value} label={target.label} onPlace={onValue} />
    default:
      return <TextInput label={target.label} value={value} max={200} {...(target.value === 'day' ? { placeholder: '如 2023-3-5' } : {})} onText={onValue} />
  }
}
