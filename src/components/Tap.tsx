import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

export interface TapProps {
  readonly className?: string
  /** What it does, for those who hear the page; the words inside when left out. */
  readonly label?: string
  readonly role?: 'button' | 'link' | 'tab' | 'radio' | 'checkbox'
  /** Chosen, for tabs, radios and checkboxes. */
  readonly on?: boolean
  readonly off?: boolean
  readonly children?: ReactNode
  onTap(): void
}

/** Everything tappable. The default is WeChat's; a browser gets a real button (Tap.h5.tsx). */
export function Tap({ className = '', label, role = 'button', on, off = false, children, onTap }: TapProps) {
  return (
    <View
      className={`tap ${className}${off ? ' tap-off' : ''}`}
      hoverClass={off ? 'none' : 'is-pressed'}
      hoverStayTime={80}
      ariaRole={role}
      {...(label === undefined ? {} : { ariaLabel: on === true ? `${label}，已选` : label })}
      onClick={() => {
        if (!off) onTap()
      }}
    >
      {children}
    </View>
  )
}
