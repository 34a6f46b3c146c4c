import { useEffect, useRef } from 'react'
import type { KeyHandler } from './keys'

/** The latest handler hears every key while its component is shown. */
export function useKeys(onKey: KeyHandler): void {
  const latest = useRef(onKey)
  useEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented) return
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      if (latest.current(event.key, isTyping)) event.preventDefault()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

export function focusOn(id: string): void {
  document.getElementById(id)?.focus()
}
