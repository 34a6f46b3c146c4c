import type { IconName } from './Icon'

/** The four tabs of the phone, as app.config.ts lists them for WeChat. */
export const TABS = [
  { name: 'home', text: '首页', icon: 'home' },
  { name: 'register', text: '台账', icon: 'register' },
  { name: 'board', text: '看板', icon: 'board' },
  { name: 'me', text: '我的', icon: 'me' },
] as const satisfies readonly { readonly name: string; readonly text: string; readonly icon: IconName }[]

export type TabName = (typeof TABS)[number]['name']
