import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { useOnline, useSession } from '../../client/hooks'
import { PasswordWay } from '../../components/account/PasswordWay'
import { useEntry, type Entry } from '../../components/account/useEntry'
import { Ways } from '../../components/account/Ways'
import { WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { Problem } from '../../components/FieldFrame'
import { Icon } from '../../components/Icon'
import { ListRow } from '../../components/ListRow'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { arrive, open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import type { About, DemoAccount } from '../../components/about'
import '../../styles/account.scss'

/** The only page that needs the network. In the demo every role is one tap away. */
export default function SignIn() {
  const session = useSession()
  const about = useOnline<About>((from) => from.online.get<About>('/api/about'), [])
  const { to = '' } = useParams()
  const isIn = session.kind === 'signedIn' && !session.expired
  useEffect(() => {
    if (isIn) arrive(to)
  }, [isIn, to])
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
  const tapped = useEntry()
  const written = useEntry()
  const tap = ({ login, password }: DemoAccount): void => {
    if (written.isBusy) return
    written.afresh()
    void tapped.enter({ kind: 'password', login, password })
  }
  // What the last tap came to is no word on what is written now.
  const writing: Entry = {
    ...written,
    isBusy: tapped.isBusy || written.isBusy,
    async enter(way) {
      if (tapped.isBusy) return
      tapped.afresh()
      await written.enter(way)
    },
  }
  // A demo account that asks for more goes on where there is room for it.
  const entry = tapped.asks === null ? writing : tapped
  return (
    <>
      {accounts.length === 0 || entry.asks !== null ? null : (
        <>
          <SectionHead title="演示账号" right="点一个就进" />
          {tapped.problem === null ? null : <Problem text={tapped.problem} />}
          {townsOf(accounts).map(([town, people]) => (
            <Card key={town} className="demo-town">
              {people.map((account) => <ListRow key={account.login} title={account.label} chevron onTap={() => tap(account)} />)}
            </Card>
          ))}
          <SectionHead title="用账号密码登录" />
        </>
      )}
      <PasswordWay entry={entry} first="" />
    </>
  )
}

/** 磙子营乡 网格员 常吉祥 stands with the others of 磙子营乡. */
function townsOf(accounts: readonly DemoAccount[]): readonly (readonly [town: string, people: readonly DemoAccount[]])[] {
  const towns = [...new Set(accounts.map(({ label }) => townOf(label)))]
  return towns.map((town) => [town, accounts.filter(({ label }) => townOf(label) === town)])
}

function townOf(label: string): string {
  return label.split(' ')[0] ?? ''
}
