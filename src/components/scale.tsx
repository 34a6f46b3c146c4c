import Taro from '@tarojs/taro'
import { createContext, useContext, useState, type ReactNode } from 'react'

/** Text size: 标准 1, 大 1.3, 特大 1.6. Kept on this phone, not with the person: a phone may be shared. */
export type Scale = 'normal' | 'large' | 'largest'

export const SCALES: readonly { readonly code: Scale; readonly text: string }[] = [
  { code: 'normal', text: '标准' },
  { code: 'large', text: '大' },
  { code: 'largest', text: '特大' },
]

const KEY = 'textScale'
const ScaleContext = createContext<{ readonly scale: Scale; setScale(scale: Scale): void }>({ scale: 'normal', setScale: () => undefined })

export function ScaleProvider({ children }: { readonly children: ReactNode }) {
  const [scale, show] = useState<Scale>(keptScale)
  const setScale = (next: Scale): void => {
    show(next)
    Taro.setStorageSync(KEY, next)
  }
  return <ScaleContext.Provider value={{ scale, setScale }}>{children}</ScaleContext.Provider>
}

export function useScale() {
  return useContext(ScaleContext)
}

function keptScale(): Scale {
  const kept: unknown = Taro.getStorageSync(KEY)
  return SCALES.find(({ code }) => code === kept)?.code ?? 'normal'
}
