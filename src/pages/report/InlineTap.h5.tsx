import type { InlineTapProps } from './InlineTap'

export function InlineTap({ id, className, label, children, onTap }: InlineTapProps) {
  return (
    <span
      id={id}
      className={className}
      role="link"
      tabIndex={0}
      aria-label={label}
      onClick={onTap}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        onTap()
      }}
    >
      {children}
    </span>
  )
}
