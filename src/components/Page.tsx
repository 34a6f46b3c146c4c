import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useCallback, useEffect, type ReactNode } from 'react'
import { useClient, useLock, useSession } from '../client/hooks'
import { useHost } from '../client/hostHooks'
import { useActivity } from './account/activity'
import { LockCover } from './account/LockCover'
import { BottomTabs, TopChrome } from './Chrome'
import { DraftsUnkept } from './DraftsUnkept'
import { PrivacySheet } from './host/PrivacySheet'
import { UpdateBar } from './host/UpdateBar'
import { useScale } from './scale'
import { StorageSilent } from './StorageSilent'
import type { TabName } from './tabs'
import { WordsButton } from './Button'
import { open } from './routes'

export interface PageProps {
  readonly title: string
  /** After the title at PC width: 台账・磙子营乡. */
  readonly sub?: string
  /** Which of the four tabs this page is; others get a way back. */
  readonly tab?: TabName
  /** What lies behind it on the same page, a list its one was opened from; else the page before. */
  readonly onBack?: (() => void) | undefined
  /** Nothing lies behind it: no way back. */
  readonly first?: boolean
  /** Entry of the rail that is lit, when it is not the tab: `reports`, `register/matter`. */
  readonly at?: string
  /** Buttons at the right of the top bar, at PC width only. */
  readonly actions?: ReactNode
  /** Docked under the thumb: the primary move. */
  readonly dock?: ReactNode
  /** At PC width: `form` keeps lines readable, `full` uses all there is. */
  readonly width?: 'list' | 'form' | 'full'
  /** At PC width the rail shrinks to its icons. */
  readonly folded?: boolean
  /** Sheets and other things over the page. */
  readonly over?: ReactNode
  readonly children: ReactNode
}

const SCALE_CLASSES = { normal: '', large: 'page-large', largest: 'page-largest' } as const

/** Root of every page: text size, theme, frame, demo banner, 投诉建议. */
export function Page({ title, sub, tab, first = false, at = tab, actions, onBack, dock, width = 'list', folded = false, over, children }: PageProps) {
  const { scale } = useScale()
  const session = useSession()
  const client = useClient()
  const { updates } = useHost()
  const touched = useCallback(() => {
    client.touched()
    updates.touched()
  }, [client, updates])
  const isCovered = useLock() !== 'open'
  useActivity(touched)
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
  return (
    <View className={classesOf(scale, { first, out: session.kind === 'signedOut' && !first, folded, covered: isCovered })} onTouchStart={touched}>
      <TopChrome title={title} sub={sub} hasBack={tab === undefined && !first} at={at} actions={actions} onBack={onBack} />
      {session.kind === 'signedIn' && session.mode === 'demo' ? <View className="demo"><Text>演示数据，人和事都是编的</Text></View> : null}
      <View className={`content content-${width}`}><StorageSilent /><DraftsUnkept />{tab === undefined ? null : <UpdateBar />}{children}</View>
      {tab === undefined || tab === 'me' || session.kind !== 'signedIn' ? null : (
        <View className="foot">
          <WordsButton text="投诉建议" onTap={() => open('feedback')} />
          <WordsButton text="关于" onTap={() => open('about')} />
        </View>
      )}
      <View className={`bottom bottom-${width}`}>
        {dock === undefined ? null : <View className={`dock${tab === undefined ? ' dock-low' : ''}`}>{dock}</View>}
        {tab === undefined ? null : <BottomTabs tab={tab} />}
      </View>
      {over}
      <PrivacySheet />
      {session.kind === 'signedIn' ? <LockCover session={session} /> : null}
    </View>
  )
}

function classesOf(scale: keyof typeof SCALE_CLASSES, marks: Readonly<Record<'first' | 'out' | 'folded' | 'covered', boolean>>): string {
  const set = Object.entries(marks).flatMap(([name, is]) => (is ? ` page-${name}` : []))
  return `page ${SCALE_CLASSES[scale]}${set.join('')}`
}
