import { View } from '@tarojs/components'
import '../styles/chrome.scss'
import type { TopChromeProps } from './Chrome'
import { Icon } from './Icon'
import { Rail } from './Rail'
import { goBack, openTab } from './routes'
import { TABS, type TabName } from './tabs'
import { Tap } from './Tap'

/** Top bar with the way back; at PC width the rail too. */
export function TopChrome({ title, sub, hasBack, at, actions, onBack = goBack }: TopChromeProps) {
  return (
    <>
      <Rail at={at} />
      <View className="top">
        <View className="top-side">
          {hasBack ? <Tap className={`top-back${at === undefined ? '' : ' only-narrow'}`} label="返回" onTap={onBack}><Icon name="left" /></Tap> : null}
        </View>
        <h1 className="top-title">{title}</h1>
        <View className="top-sub meta">{sub}</View>
        <View className="top-side top-right" />
        <View className="top-actions">{actions}</View>
      </View>
    </>
  )
}

export function BottomTabs({ tab }: { readonly tab: TabName }) {
  return (
    <nav className="tabs" aria-label="主要页面">
      {TABS.map(({ name, text, icon }) => (
        <Tap key={name} className={`tab${name === tab ? ' tab-on' : ''}`} role="link" label={text} onTap={() => openTab(name)}>
          <Icon name={icon} size="tab" />
          {text}
        </Tap>
      ))}
    </nav>
  )
}
