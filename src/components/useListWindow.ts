import Taro, { usePageScroll } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { windowOf, type ListWindow } from './listWindow'

/** Beyond the screen, in pixels: more below, where one is reading to. */
const ABOVE = 600
const BELOW = 800
/** Higher than most phones; a taller window is measured. */
const SCREEN = 900

/** Which parts of a list to draw as the page scrolls. `guess`: how high a part is before it was seen; drawn ones have the class `part`. */
export function useListWindow(keys: readonly string[], guess: (at: number) => number): ListWindow {
  const [at, setAt] = useState(0)
  const [, setMeasured] = useState(0)
  const known = useRef(new Map<string, number>())
  const scroll = useRef({ top: 0, screen: SCREEN })
  const heights = keys.map((key, i) => known.current.get(key) ?? guess(i))
  const seen = windowOf(heights, at - ABOVE, at + scroll.current.screen + BELOW)

  usePageScroll(({ scrollTop }) => {
    scroll.current.top = scrollTop
    const next = windowOf(heights, scrollTop - ABOVE, scrollTop + scroll.current.screen + BELOW)
    if (next.first !== seen.first || next.end !== seen.end) setAt(scrollTop)
  })
  const drawn = keys.slice(seen.first, seen.end).join(' ')
  useEffect(() => {
    if (drawn === '') return
    const shown = drawn.split(' ')
    measure((parts, screen) => {
      if (screen > 0) scroll.current.screen = screen
      // Drawn otherwise meanwhile: the next drawing measures.
      if (parts.length !== shown.length) return
      const changed = shown.filter((key, i) => Math.abs((known.current.get(key) ?? 0) - (parts[i] ?? 0)) >= 1)
      shown.forEach((key, i) => known.current.set(key, parts[i] ?? 0))
      if (changed.length > 0) setMeasured((round) => round + 1)
    })
  }, [drawn])
  return seen
}

/** Heights of the parts drawn on the page on top, and of its window. While pages change there may be none to measure: then nothing is answered. */
function measure(done: (parts: readonly number[], screen: number) => void): void {
  const query = Taro.createSelectorQuery()
  query.selectAll('.part').boundingClientRect()
  query.selectViewport().boundingClientRect()
  const answered = (answers: readonly unknown[]): void => {
    const [parts, viewport] = answers as readonly [readonly { readonly height: number }[] | null, { readonly height: number } | null]
    if (parts !== null && parts !== undefined) done(parts.map(({ height }) => height), viewport?.height ?? 0)
  }
  try {
    query.exec(answered)
  } catch {
    // In the browser Taro throws while the next page is named and not yet drawn; an effect that throws takes the whole program down.
  }
}
