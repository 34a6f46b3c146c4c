import { Text } from '@tarojs/components'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

export interface ButtonProps {
  readonly text: string
  /** One filled button on a screen: the next thing to do. */
  readonly look?: 'filled' | 'outlined' | 'plain'
  readonly icon?: IconName
  readonly off?: boolean
  readonly wide?: boolean
  readonly className?: string
  onTap(): void
}

export function Button({ text, look = 'plain', icon, off = false, wide = false, className = '', onTap }: ButtonProps) {
  return (
    <Tap className={`button button-${look}${wide ? ' button-wide' : ''} ${className}`} label={text} off={off} onTap={onTap}>
      {icon === undefined ? null : <Icon name={icon} />}
      <Text>{text}</Text>
    </Tap>
  )
}

/** Words that do something: 全部, 清除条件, 看全名. */
export function WordsButton({ text, icon, strong = false, onTap }: {
  readonly text: string
  readonly icon?: IconName
  readonly strong?: boolean
  onTap(): void
}) {
  return (
    <Tap className={`words${strong ? ' words-strong' : ''}`} label={text} onTap={onTap}>
      {icon === undefined ? null : <Icon name={icon} />}
      <Text>{text}</Text>
    </Tap>
  )
}
