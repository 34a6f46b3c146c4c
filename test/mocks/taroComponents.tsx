import {
  createElement, type ChangeEvent, type CSSProperties, type FocusEvent, type KeyboardEvent, type ReactNode, type UIEvent,
} from 'react'

/**
 * Taro's components as the nearest HTML, so that screens run in jsdom. Events arrive in WeChat's shape, `{ detail }`.
 * Layout, scrolling and native pickers are not imitated; the browser and the weapp tests see the real ones.
 */
interface Shared {
  readonly children?: ReactNode
  readonly className?: string
  readonly style?: CSSProperties | string
  readonly [prop: string]: unknown
}

const View = box('div')
const Text = box('span')
const ScrollView = box('div')
const Swiper = box('div')
const SwiperItem = box('div')
const Block = box('div')
const CoverView = box('div')
const Canvas = box('canvas')
const Label = box('label')
const CheckboxGroup = box('div')
const RadioGroup = box('div')
const PageMeta = box('div')
const RootPortal = box('div')

function Image({ src, ...props }: Shared) {
  return createElement('img', { ...domProps(props), src, alt: props['aria-label'] ?? '' })
}

function Button({ formType, ...props }: Shared) {
  return createElement('button', { type: formType === 'submit' ? 'submit' : 'button', ...domProps(props), disabled: props['disabled'] })
}

function Form({ onSubmit, children, ...props }: Shared) {
  const submit = (event: UIEvent): void => {
    event.preventDefault()
    call(onSubmit, { value: {} })
  }
  return createElement('form', { ...domProps(props), onSubmit: submit }, children)
}

function Input({ password, ...props }: Shared) {
  return createElement('input', { type: password === true ? 'password' : 'text', ...textProps(props), onKeyDown: confirming(props['onConfirm']) })
}

function Textarea(props: Shared) {
  return createElement('textarea', textProps(props))
}

function Switch({ checked, onChange, ...props }: Shared) {
  const change = (event: ChangeEvent<HTMLInputElement>): void => call(onChange, { value: event.target.checked })
  return createElement('input', { ...domProps(props), type: 'checkbox', role: 'switch', checked: checked === true, onChange: change })
}

function Checkbox({ checked, value, ...props }: Shared) {
  return createElement('input', { ...domProps(props), type: 'checkbox', checked: checked === true, value, readOnly: true })
}

function Radio({ checked, value, ...props }: Shared) {
  return createElement('input', { ...domProps(props), type: 'radio', checked: checked === true, value, readOnly: true })
}

/** `selector` becomes a select whose value is the index, as WeChat's is; `date` and `time` keep their text. */
function Picker({ mode = 'selector', range, rangeKey, value, onChange, children, ...props }: Shared) {
  const change = (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>): void => call(onChange, { value: event.target.value })
  const control =
    mode === 'selector'
      ? createElement('select', { 'aria-label': props['aria-label'] ?? 'picker', value: value ?? '', onChange: change }, options(range, rangeKey))
      : createElement('input', { 'aria-label': props['aria-label'] ?? 'picker', type: mode, value: value ?? '', onChange: change })
  return createElement('div', domProps(props), children, control)
}

function RichText({ nodes, ...props }: Shared) {
  return createElement('div', domProps(props), typeof nodes === 'string' ? nodes : null)
}

export {
  Block, Button, Canvas, Checkbox, CheckboxGroup, CoverView, Form, Image, Input, Label, PageMeta, Picker, Radio, RadioGroup, RichText,
  RootPortal, ScrollView, Swiper, SwiperItem, Switch, Text, Textarea, View,
}

function box(tag: string) {
  return function Box({ children, ...props }: Shared) {
    return createElement(tag, domProps(props), children)
  }
}

/** What HTML knows too; everything else a Taro component takes would only draw warnings. */
function domProps(props: Shared): Record<string, unknown> {
  const known = Object.entries(props).filter(([name]) => /^(id|className|role|onClick|onTouch\w+|aria-.+|data-.+|for)$/.test(name))
  const { style, ariaRole, ariaLabel } = props
  const heard = { ...(ariaRole === undefined ? {} : { role: ariaRole }), ...(ariaLabel === undefined ? {} : { 'aria-label': ariaLabel }) }
  return { ...Object.fromEntries(known), ...heard, ...(typeof style === 'object' ? { style } : {}) }
}

function textProps({ value, placeholder, disabled, maxlength, onInput, onFocus, onBlur, ...props }: Shared): Record<string, unknown> {
  const told = (handler: unknown) => (event: ChangeEvent<HTMLInputElement> | FocusEvent<HTMLInputElement>) => call(handler, { value: event.target.value })
  const limit = typeof maxlength === 'number' && maxlength >= 0 ? { maxLength: maxlength } : {}
  return { ...domProps(props), ...limit, placeholder, disabled, value: value ?? '', onChange: told(onInput), onFocus: told(onFocus), onBlur: told(onBlur) }
}

function confirming(handler: unknown) {
  return (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') call(handler, { value: event.currentTarget.value })
  }
}

function options(range: unknown, rangeKey: unknown): ReactNode[] {
  const label = (item: unknown): string => String(typeof rangeKey === 'string' ? (item as Record<string, unknown>)[rangeKey] : item)
  return (Array.isArray(range) ? range : []).map((item, index) => createElement('option', { key: index, value: index }, label(item)))
}

function call(handler: unknown, detail: Record<string, unknown>): void {
  if (typeof handler === 'function') (handler as (event: unknown) => void)({ detail })
}
