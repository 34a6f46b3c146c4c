import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { focusOn } from '../keys.h5'
import type { ListWindow } from '../listWindow'

/** A row and the line below it; measured once there is one. */
const ROW_HEIGHT = 41
/** Rows drawn beyond what is seen, above and below. */
const BEYOND = 10
const SCREEN = 900

/** Which rows of a table to draw as its box scrolls. `reveal` brings a row into view and puts the keyboard on it. */
export function useTableWindow(count: number, idOf: (row: number) => string) {
  const box = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, screen: SCREEN })
  const [row, setRow] = useState(ROW_HEIGHT)
  const [wanted, setWanted] = useState<number | null>(null)
  const isPrinted = usePrinted()
  const first = isPrinted ? 0 : Math.max(0, Math.min(Math.floor(seen.top / row) - BEYOND, count - 1))
  const end = isPrinted ? count : Math.min(count, Math.ceil((seen.top + seen.screen) / row) + BEYOND)
  const window: ListWindow = { first, end, above: first * row, below: Math.max(0, count - end) * row }

  useLayoutEffect(() => {
    const measured = box.current?.querySelector('tbody tr:not(.table-room)')?.getBoundingClientRect().height ?? 0
    if (measured > 0 && Math.abs(measured - row) > 0.5) setRow(measured)
  }, [count, row])
  useEffect(() => {
    if (wanted === null) return
    focusOn(idOf(wanted))
    setWanted(null)
  }, [wanted, idOf])

  const onScroll = (): void => {
    const { scrollTop: top = 0, clientHeight: screen = SCREEN } = box.current ?? {}
    // Only when other rows come near, not with every pixel.
    if (Math.abs(top - seen.top) >= (row * BEYOND) / 2 || top === 0 || screen !== seen.screen) setSeen({ top, screen })
  }
  const reveal = (to: number): void => {
    const { current } = box
    if (current === null) return
    const [top, bottom] = [to * row, (to + 1) * row]
    const room = current.clientHeight - HEAD_HEIGHT
    if (top < current.scrollTop) current.scrollTop = top
    else if (bottom > current.scrollTop + room) current.scrollTop = bottom - room
    onScroll()
    setWanted(to)
  }
  return { box, window, isPrinted, onScroll, reveal }
}

/** Paper does not scroll: while it is printed, every row is drawn. */
function usePrinted(): boolean {
  const [isPrinted, setPrinted] = useState(false)
  useEffect(() => {
    // The browser takes the page as it stands when the event is over.
    const begin = (): void => flushSync(() => setPrinted(true))
    const end = (): void => setPrinted(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinted
}

/** The head stays over the first rows. */
const HEAD_HEIGHT = 36
