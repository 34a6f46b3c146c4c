import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn } from '../../client/client'
import { useClient } from '../../client/hooks'
import { WordsButton } from '../Button'
import { leave } from '../routes'
import { PasswordWay } from './PasswordWay'
import { PhoneCodeWay } from './PhoneCodeWay'
import { useEntry } from './useEntry'
import '../../styles/account.scss'

/** The same person comes back to where they were; somebody else goes by the sign-in page. */
export function Relock({ session: { me, login } }: { readonly session: SignedIn }) {
  const client = useClient()
  const [isByPhone, setByPhone] = useState(login === null)
  const entry = useEntry()
  const out = async (): Promise<void> => {
    await client.signOut()
    leave('signin')
  }
  return (
    <View className="lock-form">
      <View className="meta">十五分钟没有动，要重新登录。没写完的都还在，登录了接着写。</View>
      <View className="gap-above">{isByPhone || login === null ? <PhoneCodeWay entry={entry} fixed={me.name} /> : <PasswordWay entry={entry} first={login} fixed />}</View>
      <View className="account-more">
        {login === null ? null : <WordsButton text={isByPhone ? '用密码' : '用手机上的登录码'} onTap={() => setByPhone(!isByPhone)} />}
        <WordsButton text={`不是${me.name}，换人登录`} onTap={() => void out()} />
      </View>
    </View>
  )
}
