import type { TextInputProps } from './TextInput'

const MODES = { text: 'text', digits: 'numeric', decimal: 'decimal', password: 'text', search: 'search' } as const

export function TextInput({ value, label, kind = 'text', placeholder, lines = 1, max, className = '', id, wrong = false, onText, onEnter }: TextInputProps) {
  const shared = {
    id,
    value,
    className: `input ${lines > 1 ? 'input-lines ' : ''}${wrong ? 'input-wrong ' : ''}${className}`,
    placeholder,
    maxLength: max,
    'aria-label': label,
    'aria-invalid': wrong,
    onChange: (event: { target: { value: string } }) => onText(event.target.value),
  }
  if (lines > 1) return <textarea {...shared} rows={lines} />
  return (
    <input
      {...shared}
      type={kind === 'password' ? 'password' : 'text'}
      inputMode={MODES[kind]}
      autoComplete={kind === 'password' ? 'current-password' : 'off'}
      onKeyDown={(event) => {
        // Enter while a word is still being composed belongs to the input method.
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.()
      }}
    />
  )
}
