import { addressOf, type PageName, type Params } from '../../src/components/pageNames'
import { TABS } from '../../src/components/tabs'
import type { Known } from './learn'
import type { ScreenCase } from './screens'

export interface Size {
  readonly width: number
  readonly height: number
  readonly scale: 'normal' | 'large' | 'largest'
  readonly theme: 'light' | 'dark'
  /** Photographed down to its end, not only what one sees at first. */
  readonly isWhole: boolean
}

/** How pages are looked at: the phone most have, the smallest, a tablet, a desk; large text; in the dark. */
export const SIZES: Readonly<Record<string, Size>> = {
  '375': { width: 375, height: 812, scale: 'normal', theme: 'light', isWhole: true },
  '375-largest': { width: 375, height: 812, scale: 'largest', theme: 'light', isWhole: true },
  '375-dark': { width: 375, height: 812, scale: 'normal', theme: 'dark', isWhole: true },
  '360-largest': { width: 360, height: 640, scale: 'largest', theme: 'light', isWhole: false },
  '812-landscape': { width: 812, height: 375, scale: 'normal', theme: 'light', isWhole: false },
  '768': { width: 768, height: 1024, scale: 'normal', theme: 'light', isWhole: false },
  '1440': { width: 1440, height: 900, scale: 'normal', theme: 'light', isWhole: false },
  '1440-largest': { width: 1440, height: 900, scale: 'largest', theme: 'light', isWhole: false },
  '1440-dark': { width: 1440, height: 900, scale: 'normal', theme: 'dark', isWhole: false },
}

/** Path with its parameters, as the program itself opens it: `/pages/record/index?…`. */
export function pathOf({ page, params }: ScreenCase, known: Known): string {
  const values: Params = params?.(known) ?? {}
  return TABS.some(({ name }) => name === page) ? `/pages/${page}/index` : addressOf(page as PageName, values)
}

export function addressOfScreen(address: string, screen: ScreenCase, known: Known): string {
  return `${address}/#${pathOf(screen, known)}`
}
