import Taro from '@tarojs/taro'
import { createContext, useContext, useState, type ReactNode } from 'react'
import { hostFontSize } from '../client/platform/hostFont'

/** Text size: 标准 1, 大 1.3, 特大 1.6. Kept on this phone, not with the person: a phone may be shared. */
export type Scale = 'normal' | 'large' | 'largest'

export const SCALES: readonly { readonly code: Scale; readonly text: string }[] = [
  { code: 'normal', text: '标准' },
  { code: 'large', text: '大' },
  { code: 'largest', text: '特大' },
]

const KEY = 'textScale'
const ScaleContext = createContext<{ readonly scale: Scale; setScale(scale: Scale): void }>({ scale: 'normal', setScale: () => undefined })

/** `hostSize` is asked once: WeChat starts a program anew when its setting changes. */
export function ScaleProvider({ hostSize = hostFontSize, children }: { readonly hostSize?: () => number | null; readonly children: ReactNode }) {
  const [host] = useState(hostSize)
  const [kept, keep] = useState(keptScale)
  const setScale = (next: Scale): void => {
    // What the host says anyway is no choice: whoever takes it goes on following the host.
    const chosen = next === scaleFor(host, null) ? null : next
    keep(chosen)
    if (chosen === null) Taro.removeStorageSync(KEY)
    else Taro.setStorageSync(KEY, chosen)
  }
  return <ScaleContext.Provider value={{ scale: scaleFor(host, kept), setScale }}>{children}</ScaleContext.Provider>
}

export function useScale() {
  return useContext(ScaleContext)
}

/**
 * `host`: how large the host writes, px, null when unknown; `kept`: what the person chose here, which always holds. Ordinary is 16 (Android,
 * browsers) or 17 (iPhones); WeChat's 关怀模式 is 23.8. Our text is 17, 22 and 27 px: each step is taken where the next is nearer.
 */
export function scaleFor(host: number | null, kept: Scale | null): Scale {
  if (kept !== null) return kept
  if (host === null || host < LARGE_FROM) return 'normal'
  return host < LARGEST_FROM ? 'large' : 'largest'
}
const LARGE_FROM = 19
const LARGEST_FROM = 23

function keptScale(): Scale | null {
  const kept: unknown = Taro.getStorageSync(KEY)
  return SCALES.find(({ code }) => code === kept)?.code ?? null
}
