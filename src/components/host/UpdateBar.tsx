import { useHost, useUpdateBar } from '../../client/hostHooks'
import type { UpdateBar as Bar } from '../../client/update'
import { useSync } from '../../client/hooks'
import { WordsButton } from '../Button'
import { NoticeBar } from '../NoticeBar'

/** A newer program, offered in one quiet row of the tab pages: never over a form, and nothing happens that nobody asked for. */
export function UpdateBar() {
  const { updates } = useHost()
  const bar = useUpdateBar(useSync().status === 'outdated')
  if (bar === null) return null
  const { say, way, canWait } = BARS[bar]
  return (
    <NoticeBar role="status" words={say}>
      {way === null ? null : <WordsButton text={way} strong onTap={updates.want} />}
      {canWait ? <WordsButton text="以后再说" onTap={updates.putOff} /> : null}
    </NoticeBar>
  )
}

const OLD = '这一版太旧，收不到县里的新内容；您写的照样会传上去。'
const BARS: Readonly<Record<Exclude<Bar, null>, { readonly say: string; readonly way: string | null; readonly canWait: boolean }>> = {
  offered: { say: '有新版，写的都还在。', way: '点一下换上', canWait: true },
  waiting: { say: '正在传，传完就换上新版。', way: null, canWait: true },
  heldBack: { say: '手机存不进去，写的还没存好，先没有换。请清出一些地方。', way: '再试', canWait: true },
  outdated: { say: `${OLD}请把程序关掉再打开，就换上新版。`, way: null, canWait: false },
  outdatedOffered: { say: OLD, way: '点一下换上新版', canWait: false },
}
