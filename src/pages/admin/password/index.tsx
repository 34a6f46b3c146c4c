import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSession } from '../../../client/hooks'
import { NewPasswordForm } from '../../../components/account/NewPasswordForm'
import { Button } from '../../../components/Button'
import { Page } from '../../../components/Page'
import { goBack, leave } from '../../../components/routes'
import '../../../styles/account.scss'

/** The first password, or a new one, by an administrator's one-time code. */
export default function NewPasswordPage() {
  const session = useSession()
  const [isDone, setDone] = useState(false)
  const known = session.kind === 'signedIn' ? session.login : null
  if (isDone) {
    return (
      <Page title="设密码" width="form">
        <View className="notice">新密码设好了，那个码已经作废。以后用账号和新密码登录。</View>
        <Button text={known === null ? '去登录' : '返回'} look="filled" wide onTap={() => (known === null ? leave('signin') : goBack())} />
      </Page>
    )
  }
  return (
    <Page title="设密码" width="form">
      <View className="note">先请管理员给一个一次性码（一天内有效）。密码自己选，管理员也看不到。</View>
      <View className="gap-above"><NewPasswordForm known={{ login: known ?? '', ticket: '' }} onDone={() => setDone(true)} /></View>
    </Page>
  )
}
