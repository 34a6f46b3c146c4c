import { useEffect } from 'react'

const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const

export function useActivity(run: () => void): void {
  useEffect(() => {
    const heard = (): void => run()
    for (const sign of SIGNS) window.addEventListener(sign, heard, { passive: true, capture: true })
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, heard, { capture: true })
    }
  }, [run])
}
