import { useClient, useOpening } from '../client/hooks'
import { WordsButton } from './Button'
import { NoticeBar } from './NoticeBar'

/** On every page, while the phone does not give out what it holds: no list is empty, and nothing is lost. */
export function StorageSilent() {
  const client = useClient()
  if (useOpening() !== 'silent') return null
  return <NoticeBar role="alert" words="手机的存储没有打开，写过的都还在。先关掉别的程序，再试一次；还不行，重启手机。"><WordsButton text="再试一次" strong onTap={client.reopen} /></NoticeBar>
}
