import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useWide } from '../../components/wide'

export interface Turning {
  /** For `OfficialPages`. */
  readonly goTo: { readonly id: string; readonly times: number } | null
  /** Brings an element of the text into sight: turns the page, or scrolls on a phone. */
  show(id: string): void
}

export function useTurning(): Turning {
  const isWide = useWide()
  const [goTo, setGoTo] = useState<Turning['goTo']>(null)
  return {
    goTo,
    show(id) {
      if (isWide) setGoTo((before) => ({ id, times: (before?.times ?? 0) + 1 }))
      else void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -SEEN_ABOVE, duration: 200 })
    },
  }
}

/** So much of the text stays above what was jumped to. */
const SEEN_ABOVE = 180
