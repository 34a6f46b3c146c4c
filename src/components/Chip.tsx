import { Text, View } from '@tarojs/components'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

export interface ChipProps {
  /** A line break stands where the words may be parted. */
  readonly text: string
  /** Said in full where the words are short. */
  readonly label?: string
  readonly on: boolean
  /** × on a filter that is set, ⌄ on one that is not. */
  readonly icon?: IconName
  readonly role?: 'radio' | 'checkbox' | 'button'
  onTap(): void
}

/** Picks a value. */
export function Chip({ text, label, on, icon, role = 'radio', onTap }: ChipProps) {
  const lines = text.split('\n')
  return (
    <Tap className={`chip${on ? ' chip-on' : ''}`} role={role} on={on} label={label ?? lines.join('')} onTap={onTap}>
      <View>{lines.map((line) => <View key={line}><Text>{line}</Text></View>)}</View>
      {icon === undefined ? null : <Icon name={icon} size="small" />}
    </Tap>
  )
}

export interface Choice {
  readonly code: string
  readonly text: string
}

/** Values side by side. Tapping the chosen one of a single choice clears it when `clearable`. */
export function ChipGroup({ choices, picked, many = false, clearable = false, layout = 'flow', label, onPick }: {
  readonly choices: readonly Choice[]
  readonly picked: readonly string[]
  readonly many?: boolean
  readonly clearable?: boolean
  readonly layout?: 'flow' | 'grid' | 'even'
  readonly label: string
  onPick(picked: readonly string[]): void
}) {
  const pick = (code: string): void => {
    const isOn = picked.includes(code)
    if (many) onPick(isOn ? picked.filter((other) => other !== code) : [...picked, code])
    else if (!isOn) onPick([code])
    else if (clearable) onPick([])
  }
  return (
    <View className={`chips chips-${layout}`} ariaRole={many ? 'group' : 'radiogroup'} ariaLabel={label}>
      {choices.map(({ code, text }) => (
        <Chip key={code} text={text} on={picked.includes(code)} role={many ? 'checkbox' : 'radio'} onTap={() => pick(code)} />
      ))}
    </View>
  )
}
