import { useSyncExternalStore } from 'react'
import type { Unkept } from '../client/client'
import { useClient } from '../client/hooks'
import { WordsButton } from './Button'
import { NoticeBar } from './NoticeBar'

/** On every page, while something half written is only in memory: it would go with the program. */
export function DraftsUnkept() {
  const client = useClient()
  const unkept = useSyncExternalStore(client.drafts.subscribe, client.drafts.unkept)
  return unkept === null ? null : <NoticeBar role="alert" words={WORDS[unkept]}><WordsButton text="再存一次" strong onTap={() => void client.putAway()} /></NoticeBar>
}

const WORDS: Readonly<Record<Unkept, string>> = {
  full: '手机存满了，没写完的还没存上。写的都还在，先不要关掉程序；清出一些地方，再存一次。',
  broken: '手机存不进去，没写完的还没存上。写的都还在，先不要关掉程序，再存一次；还不行，先点保存。',
}
