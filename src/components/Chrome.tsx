import type { ReactNode } from 'react'
import type { TabName } from './tabs'

export interface TopChromeProps {
  readonly title: string
  readonly sub: string | undefined
  readonly hasBack: boolean
  readonly at: string | undefined
  readonly actions: ReactNode
  readonly onBack: (() => void) | undefined
}

/** WeChat draws its own bar and tabs; a browser gets ours (Chrome.h5.tsx). */
export function TopChrome(_props: TopChromeProps) {
  return null
}

export function BottomTabs(_props: { readonly tab: TabName }) {
  return null
}
