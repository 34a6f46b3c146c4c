import { Text, View } from '@tarojs/components'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { grouped } from '../../../components/numberText'
import { Tap } from '../../../components/Tap'
import { segmentsOf, type Mark } from './marks'
import type { Wish } from './useDesk'

export interface PartEditorProps {
  readonly part: string
  readonly label: string
  readonly text: string
  readonly most: number
  readonly marks: readonly Mark[]
  readonly wish: Wish | null
  /** Of a chapter: whether it can go up and down. */
  readonly moves: { readonly up: boolean; readonly down: boolean } | null
  onText(part: string, text: string): void
  onCursor(part: string, start: number, end: number): void
  /** A brace was typed just before this offset. */
  onBrace(part: string, at: number): void
  onMove(part: string, by: -1 | 1): void
  onDrop(part: string): void
}

/**
 * One part of the text. Under the letters lies the same text once more, unseen, that carries the tints of figures and problems and makes
 * the box as high as what is written.
 */
export function PartEditor({ part, label, text, most, marks, wish, moves, onText, onCursor, onBrace, onMove, onDrop }: PartEditorProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const write = useRef(onText)
  useEffect(() => {
    write.current = onText
  })
  useEffect(() => {
    const element = box.current
    if (wish === null || element === null) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(wish.start, wish.end)
    if (wish.text !== null) typeOver(element, wish.text, (next) => write.current(part, next))
    element.parentElement?.querySelector('.write-cursor')?.scrollIntoView({ block: 'center' })
  }, [wish, part])

  const tellCursor = (): void => {
    const element = box.current
    if (element !== null && element === element.ownerDocument.activeElement) onCursor(part, element.selectionStart, element.selectionEnd)
  }
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined
    if (!event.altKey || by === undefined || moves === null) return
    event.preventDefault()
    onMove(part, by)
  }
  const over = text.length - most
  const at = wish === null ? [] : [{ start: wish.start, end: Math.max(wish.end, wish.start + 1), look: 'write-cursor' }]
  return (
    <View className="write-part">
      <View className="write-head">
        <Text className="write-label">{label}</Text>
        {moves === null ? null : (
          <View className="write-moves">
            <Tap className="write-move" label={`${label}上移`} off={!moves.up} onTap={() => onMove(part, -1)}><Text>上移</Text></Tap>
            <Tap className="write-move" label={`${label}下移`} off={!moves.down} onTap={() => onMove(part, 1)}><Text>下移</Text></Tap>
            <Tap className="write-move" label={`去掉${label}`} onTap={() => onDrop(part)}><Text>去掉</Text></Tap>
          </View>
        )}
      </View>
      <div className="write-stack">
        <div className="write-under" aria-hidden="true">
          {segmentsOf(text, [...marks, ...at]).map((segment, i) => <span key={i} className={segment.looks.join(' ')}>{segment.text}</span>)}
          {'\u200b'}
        </div>
        <textarea
          ref={box}
          className="write-box"
          value={text}
          rows={1}
          spellCheck={false}
          aria-label={label}
          aria-invalid={over > 0}
          onChange={(event) => {
            onText(part, event.target.value)
            const typed = (event.nativeEvent as InputEvent).data
            const at = event.target.selectionStart
            // The second of two is written by somebody who writes by hand.
            if ((typed === '{' || typed === '｛') && !/[{｛]/.test(event.target.value.charAt(at - 2))) onBrace(part, at)
          }}
          onSelect={tellCursor}
          onFocus={tellCursor}
          onKeyDown={onKey}
        />
      </div>
      {over > 0 ? (
        <View className="field-problem" ariaRole="alert">
          <View className="shape shape-triangle" />
          <Text>这一部分最多 {grouped(most)} 个字，多了 {grouped(over)} 个。请分成两部分，分好才能保存。</Text>
        </View>
      ) : null}
    </View>
  )
}

/** As if typed, so that it can be undone like typing; where the host knows no such thing, the text is put as a whole. */
function typeOver(element: HTMLTextAreaElement, text: string, put: (text: string) => void): void {
  const command = element.ownerDocument.execCommand as Document['execCommand'] | undefined
  if (command?.call(element.ownerDocument, 'insertText', false, text) === true) return
  const { value, selectionStart, selectionEnd } = element
  put(value.slice(0, selectionStart) + text + value.slice(selectionEnd))
}
