import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { useOnline, useSession } from '../../client/hooks'
import { PasswordWay } from '../../components/account/PasswordWay'
import { useEntry } from '../../components/account/useEntry'
import { Ways } from '../../components/account/Ways'
import { WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { Problem } from '../../components/FieldFrame'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { open, openTab } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import type { About, DemoAccount } from '../../components/about'
import '../../styles/account.scss'

/** The only page that needs the network. In the demo every role is one tap away. */
export default function SignIn() {
  const session = useSession()
  const about = useOnline<About>((from) => from.online.get<About>('/api/about'), [])
  const isIn = session.kind === 'signedIn' && !session.expired
  useEffect(() => {
    if (isIn) openTab('home')
  }, [isIn])
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
      {about.answer?.mode === 'demo' ? <DemoWays accounts={about.answer.demoAccounts ?? []} /> : <Ways isFresh={about.answer?.fresh === true} />}
      <View className="note gap-above">登录要有信号；登录以后没有信号也能记。进不去请找管理员。</View>
      {about.problem === null ? null : <View className="gap-above"><Problem text={about.problem.message} /><WordsButton text="再试一次" onTap={about.again} /></View>}
      <View className="signin-foot">
        <WordsButton text="投诉建议" onTap={() => open('feedback')} />
        <WordsButton text="关于" onTap={() => open('about')} />
      </View>
    </Page>
  )
}

function DemoWays({ accounts }: { readonly accounts: readonly DemoAccount[] }) {
  const entry = useEntry()
  return (
    <>
      <PasswordWay entry={entry} first="" />
      {accounts.length === 0 ? null : (
        <>
          <SectionHead title="演示账号" right="点一个就进" />
          <Card>
            {accounts.map(({ login, password, label }) => (
              <ListRow key={login} title={label} facts={[login]} chevron onTap={() => void entry.enter({ kind: 'password', login, password })} />
            ))}
          </Card>
        </>
      )}
    </>
  )
}
