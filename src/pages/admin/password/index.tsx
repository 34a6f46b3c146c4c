import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSession } from '../../../client/hooks'
import { NewPasswordForm } from '../../../components/account/NewPasswordForm'
import { Button, WordsButton } from '../../../components/Button'
import { Page } from '../../../components/Page'
import { goBack, leave } from '../../../components/routes'
import { administers } from '../../../domain/accountRight'
import '../../../styles/account.scss'
import { OwnPasswordForm } from './OwnPasswordForm'

/** The first password, or a new one: by the old one where somebody is signed in by it, else by an administrator's one-time code. */
export default function NewPasswordPage() {
  const session = useSession()
  const [isDone, setDone] = useState(false)
  const [isForgotten, setForgotten] = useState(false)
  const own = session.kind === 'signedIn' && session.login !== null ? session : null
  const title = own === null ? '设密码' : '换密码'
  if (isDone) {
    return (
      <Page title={title} width="form">
        <View className="notice">{isForgotten || own === null ? '新密码设好了，那个码已经作废。以后用账号和新密码登录。' : '新密码设好了，在别处的登录都结束了。'}</View>
        <Button text={own === null ? '去登录' : '返回'} look="filled" wide onTap={() => (own === null ? leave('signin') : goBack())} />
      </Page>
    )
  }
  if (own !== null && !isForgotten) {
    return (
      <Page title={title} width="form">
        <OwnPasswordForm hasTotp={administers(own.me)} onDone={() => setDone(true)} />
        <View className="gap-above"><WordsButton text="忘了原来的密码" onTap={() => setForgotten(true)} /></View>
      </Page>
    )
  }
  return (
    <Page title={title} width="form">
      <View className="note">先请管理员给一个一次性码（一天内有效）。密码自己选，管理员也看不到。</View>
      <View className="gap-above"><NewPasswordForm known={{ login: own?.login ?? '', ticket: '' }} onDone={() => setDone(true)} /></View>
    </Page>
  )
}
