import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { KeyHandler } from './keys'

/** The latest handler hears every key while its page is the one on top: pages below stay in the document. */
export function useKeys(onKey: KeyHandler): void {
  const latest = useRef(onKey)
  const isOnTop = useRef(true)
  useDidShow(() => {
    isOnTop.current = true
  })
  useDidHide(() => {
    isOnTop.current = false
  })
  // Before anything else is heard: a key pressed as the rows appear is theirs.
  useLayoutEffect(() => {
    latest.current = onKey
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (!isOnTop.current || event.isComposing || event.defaultPrevented) return
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
      if (latest.current(event.key, isTyping)) event.preventDefault()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}

export function focusOn(id: string): void {
  // Pages below stay in the document, hidden, with the same ids.
  shown<HTMLElement>(`[id="${CSS.escape(id)}"]`)?.focus()
}

export function isUnderSheet(): boolean {
  return shown('.sheet, .lock') !== undefined
}

export function isInPanel(): boolean {
  return document.activeElement?.matches('.panel-body *, .tree-side *') === true
}

export function useSheetFocus(): string | undefined {
  const id = useId()
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    const sheet = document.getElementById(id)
    // What the sheet begins with may have it already.
    if (sheet !== null && !sheet.contains(document.activeElement)) sheet.querySelector<HTMLElement>('.sheet-close')?.focus({ preventScroll: true })
    return () => {
      // Unless what closed it has moved it on.
      const isLost = document.activeElement === null || document.activeElement === document.body || sheet?.contains(document.activeElement) === true
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [id, before])
  return id
}

function shown<Kind extends Element>(selector: string): Kind | undefined {
  return [...document.querySelectorAll<Kind>(selector)].find((each) => each.getClientRects().length > 0)
}
