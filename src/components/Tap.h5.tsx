import type { TapProps } from './Tap'

/** A real button: keyboard, focus and reading aloud come with it. */
export function Tap({ className = '', label, role = 'button', on, off = false, children, onTap }: TapProps) {
  return (
    <button
      type="button"
      className={`tap ${className}${off ? ' tap-off' : ''}`}
      aria-label={label}
      disabled={off}
      onClick={(event) => {
        event.stopPropagation()
        onTap()
      }}
      {...stateOf(role, on)}
    >
      {children}
    </button>
  )
}

function stateOf(role: NonNullable<TapProps['role']>, on: boolean | undefined) {
  switch (role) {
    case 'button':
      return on === undefined ? {} : { 'aria-pressed': on }
    case 'link':
      return { role }
    case 'tab':
      return { role, 'aria-selected': on === true }
    case 'radio':
    case 'checkbox':
      return { role, 'aria-checked': on === true }
  }
}
