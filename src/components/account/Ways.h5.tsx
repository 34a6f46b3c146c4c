import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSession } from '../../client/hooks'
import { Button, WordsButton } from '../Button'
import { open } from '../routes'
import { Segmented } from '../Segmented'
import { PasswordWay } from './PasswordWay'
import { PhoneCodeWay } from './PhoneCodeWay'
import { useEntry } from './useEntry'

const WAYS = [{ code: 'phone', text: '手机上的登录码' }, { code: 'password', text: '账号密码' }]

/** On a PC: a code from one's own mini-program, or a password. */
export function Ways({ isFresh }: { readonly isFresh: boolean }) {
  const session = useSession()
  const known = session.kind === 'signedIn' ? session.login : null
  const [way, setWay] = useState(known === null ? 'phone' : 'password')
  const entry = useEntry()
  if (isFresh) {
    return (
      <>
        <View className="notice">这里还没有管理员。请用服务器第一次启动时打印的口令做首次设置。</View>
        <Button text="首次设置" look="filled" wide onTap={() => open('bootstrap')} />
        <View className="account-more"><WordsButton text="已经做过，用一次性码设密码" onTap={() => open('newPassword')} /></View>
      </>
    )
  }
  return (
    <>
      <Segmented choices={WAYS} picked={way} label="登录方式" onPick={setWay} />
      <View className="gap-above">{way === 'phone' ? <PhoneCodeWay entry={entry} /> : <PasswordWay entry={entry} first={known ?? ''} />}</View>
      {way === 'password' && entry.asks === null ? <View className="account-more"><WordsButton text="第一次用，或忘了密码：用管理员给的码设密码" onTap={() => open('newPassword')} /></View> : null}
    </>
  )
}
