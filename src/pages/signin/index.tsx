import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useClient, useOnline, useSession } from '../../client/hooks'
import { Button, WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { FieldFrame, Problem } from '../../components/FieldFrame'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { open, openTab } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { TextInput } from '../../components/TextInput'
import type { About } from '../../components/about'

/** The only page that needs the network. In the demo every role is one tap away. */
export default function SignIn() {
  const client = useClient()
  const session = useSession()
  const about = useOnline<About>((from) => from.online.get<About>('/api/about'), [])
  const [login, setLogin] = useState(session.kind === 'signedOut' ? session.lastLogin ?? '' : '')
  const [password, setPassword] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isIn = session.kind === 'signedIn' && !session.expired
  useEffect(() => {
    if (isIn) openTab('home')
  }, [isIn])

  const enter = async (who: string, secret: string): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    setProblem(null)
    const answer = await client.signIn(who.trim(), secret)
    setBusy(false)
    if (answer !== null) setProblem(answer.message)
  }
  const accounts = about.answer?.demoAccounts ?? []
  const notice = session.kind === 'signedOut' ? session.notice : null

  return (
    <Page title="登录" width="form" first>
      <View className="signin-head">
        <View className="signin-mark"><Icon name="chat" /></View>
        <View className="signin-name">说事簿</View>
        <View className="meta">随手记下，有信号自动上传</View>
      </View>
      {notice === null ? null : <View className="notice">{notice}</View>}
      {session.kind === 'signedIn' && session.expired ? <View className="notice">登录过期了。没传的都还在手机里，重新登录就接着传。</View> : null}
      <Card>
        <FieldFrame label="账号"><TextInput value={login} label="账号" onText={setLogin} /></FieldFrame>
        <FieldFrame label="密码" problem={problem ?? undefined}>
          <TextInput value={password} label="密码" kind="password" onText={setPassword} onEnter={() => void enter(login, password)} />
        </FieldFrame>
      </Card>
      <View className="gap-above">
        <Button
          text={isBusy ? '正在登录' : '登录'}
          look="filled"
          wide
          off={isBusy || login.trim() === '' || password === ''}
          onTap={() => void enter(login, password)}
        />
      </View>
      <View className="note gap-above">登录要有信号；登录以后没有信号也能记。忘了密码请找管理员。</View>
      {accounts.length === 0 ? null : (
        <>
          <SectionHead title="演示账号" right="点一个就进" />
          <Card>
            {accounts.map((account) => (
              <ListRow
                key={account.login}
                title={account.label}
                facts={[account.login]}
                chevron
                onTap={() => {
                  setLogin(account.login)
                  void enter(account.login, account.password)
                }}
              />
            ))}
          </Card>
        </>
      )}
      {about.problem === null ? null : <View className="gap-above"><Problem text={about.problem.message} /><WordsButton text="再试一次" onTap={about.again} /></View>}
      <View className="signin-foot">
        <WordsButton text="投诉建议" onTap={() => open('feedback')} />
        <WordsButton text="关于" onTap={() => open('about')} />
      </View>
    </Page>
  )
}
