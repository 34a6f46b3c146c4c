import { usePageScroll } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { windowOf, type ListWindow } from './listWindow'
import { measureParts } from './measureParts'

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
    measureParts((parts, screen) => {
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
