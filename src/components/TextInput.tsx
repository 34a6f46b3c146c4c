import { Input, Textarea } from '@tarojs/components'

export interface TextInputProps {
  readonly value: string
  readonly label: string
  readonly kind?: 'text' | 'digits' | 'decimal' | 'password' | 'search'
  readonly placeholder?: string
  /** More than one makes a field of several lines. */
  readonly lines?: number
  readonly max?: number
  readonly className?: string
  readonly id?: string
  readonly wrong?: boolean
  onText(text: string): void
  onEnter?(): void
}

const KEYBOARDS = { text: 'text', digits: 'number', decimal: 'digit', password: 'text', search: 'text' } as const

/** The one place where text is typed. The default is WeChat's; a browser gets its own input (TextInput.h5.tsx). */
export function TextInput({ value, label, kind = 'text', placeholder, lines = 1, max, className = '', id, wrong = false, onText, onEnter }: TextInputProps) {
  const shared = {
    value,
    className: `input ${lines > 1 ? 'input-lines ' : ''}${wrong ? 'input-wrong ' : ''}${className}`,
    placeholderClass: 'input-hint',
    maxlength: max ?? -1,
    ariaLabel: label,
    cursorSpacing: 96,
    ...(id === undefined ? {} : { id }),
    onInput: (event: { detail: { value: string } }) => onText(event.detail.value),
    ...(placeholder === undefined ? {} : { placeholder }),
  }
  if (lines > 1) return <Textarea {...shared} autoHeight style={{ minHeight: `calc(var(--body-line) * ${lines} + 16px)` }} />
  return (
    <Input
      {...shared}
      type={KEYBOARDS[kind]}
      password={kind === 'password'}
      confirmType={kind === 'search' ? 'search' : 'done'}
      {...(onEnter === undefined ? {} : { onConfirm: onEnter })}
    />
  )
}
