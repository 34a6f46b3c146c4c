import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { accountDoor } from '../../../client/accounts'
import { useClient, useConfig, useNames, useOnline, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { AccountActed, AccountState } from '../../../core/accountWire'
import { mayAccounts } from '../../../domain/role'
import { CodeShown } from '../../../components/account/CodeShown'
import { CopyButton } from '../../../components/account/CopyButton'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { momentFull, shortDay } from '../../../components/days'
import { EmptyState } from '../../../components/EmptyState'
import { Icon } from '../../../components/Icon'
import { ListRow } from '../../../components/ListRow'
import { NothingHere } from '../../../components/NothingHere'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { goBack } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { Sheet } from '../../../components/Sheet'
import { StateMark } from '../../../components/StateMark'
import { ActSheet, LoginSheet, RevokeSheet } from './sheets'
import { bindingDeed, deedsOf, passwordDeed, stateWords, unbindDeed, type Deed } from './acts'
import '../../../styles/account.scss'

const TITLE = '登录方式'

/** How one person signs in, and what an administrator can do about it. */
export default function AccountPage() {
  const session = useSignedIn()
  const { n, places } = useConfig()
  const { person } = useParams()
  if (session === null || person === undefined) return <Page title={TITLE} width="form">{session === null ? null : <NothingHere />}</Page>
  const { me } = session
  // Before the places have come nobody's are known; the server knows them.
  if (n > 0 && !me.grants.some(({ place }) => mayAccounts(me, places, place))) return <Page title={TITLE} width="form"><EmptyState text="登录方式由管理员管。您要换手机、忘了密码，请找乡镇管理员。" action="返回" onAction={goBack} /></Page>
  return <OneAccount person={person} />
}

type Over =
  | { readonly kind: 'deed'; readonly deed: Deed }
  | { readonly kind: 'login' }
  | { readonly kind: 'revoke'; readonly device: string }
  | { readonly kind: 'code'; readonly title: string; readonly code: string; readonly until: string | null }

function OneAccount({ person }: { readonly person: string }) {
  const client = useClient()
  const names = useNames()
  const today = useToday()
  const door = accountDoor(client, person)
  const { answer, problem, again } = useOnline((asked) => accountDoor(asked, person).state(), [person])
  const [acted, setActed] = useState<AccountState | null>(null)
  const [over, setOver] = useState<Over | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const state = acted ?? answer
  const name = names.get(person) ?? '这个人'

  const done = async (deed: Deed): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    const given = await door.act(deed.act)
    setBusy(false)
    setOver(null)
    if (isProblem(given)) return setSaid(given.message)
    setActed(given.state)
    setSaid(given.code === null ? `${deed.title}：办好了` : null)
    if (given.code !== null) setOver(codeOf(deed.title, given))
  }
  const revoke = async (device: string): Promise<void> => {
    const refused = await door.revoke(device)
    setOver(null)
    setSaid(refused?.message ?? `${device} 挂失了`)
    if (refused !== null) return
    setActed(null)
    again()
  }

  return (
    <Page
      title={TITLE}
      width="form"
      over={over === null ? null : (
        <>
          {over.kind === 'deed' ? <ActSheet deed={over.deed} name={name} isBusy={isBusy} onYes={() => void done(over.deed)} onClose={() => setOver(null)} /> : null}
          {over.kind === 'login' && state !== null ? <LoginSheet onLogin={(login) => setOver({ kind: 'deed', deed: passwordDeed(state, login) })} onClose={() => setOver(null)} /> : null}
          {over.kind === 'revoke' ? <RevokeSheet device={over.device} name={name} onYes={() => void revoke(over.device)} onClose={() => setOver(null)} /> : null}
          {over.kind === 'code' ? (
            <Sheet title={over.title} onClose={() => setOver(null)} foot={<View className="bar bar-even"><CopyButton text={over.code} what="复制" /><Button text="告诉本人了" look="filled" onTap={() => setOver(null)} /></View>}>
              <View className="meta">给 {name} 的一次性码，只在这里显示这一次：</View>
              <View className="gap-above"><CodeShown code={over.code} label="一次性码" /></View>
              {over.until === null ? null : <View className="code-time">{momentFull(over.until, today)} 以前有效，用一次就作废</View>}
            </Sheet>
          ) : null}
        </>
      )}
    >
      <View className="subject">{name}</View>
      {said === null ? null : <View className="notice gap-above">{said}</View>}
      {state === null ? <EmptyState text={problem?.message ?? '正在看这个人怎么登录。'} {...(problem === null ? {} : { action: '再试一次', onAction: again })} /> : (
        <>
          <SectionHead title="现在" />
          <Card>
            {stateWords(state).map(([title, fact]) => <ListRow key={title} title={title} right={<Text className="meta">{fact}</Text>} />)}
          </Card>
          <View className="bar bar-even gap-above">
            <Button text="给绑定码" look="filled" off={state.disabled} onTap={() => setOver({ kind: 'deed', deed: bindingDeed(state) })} />
            <Button
              text={state.login === null ? '开账号密码' : '重设密码'}
              look="outlined"
              off={state.disabled}
              onTap={() => setOver(state.login === null ? { kind: 'login' } : { kind: 'deed', deed: passwordDeed(state, '') })}
            />
          </View>
          {state.wechats.length === 0 ? null : (
            <>
              <SectionHead title="绑的微信" right="最多两个" />
              <Card>
                {state.wechats.map(({ id, since }, i) => (
                  <ListRow key={id} title={`微信 ${i + 1}`} facts={[`${shortDay(since.slice(0, 10), today)}绑的`]} icon={<Icon name="chat" />} right={<Text className="meta">解绑</Text>} chevron onTap={() => setOver({ kind: 'deed', deed: unbindDeed(id) })} />
                ))}
              </Card>
            </>
          )}
          {state.devices.length === 0 ? null : (
            <>
              <SectionHead title="用过的手机和电脑" />
              <Card>
                {state.devices.map(({ device, client: host, since, revoked }) => (
                  <ListRow
                    key={device}
                    title={`编号 ${device}`}
                    facts={[host === 'weapp' ? '手机小程序' : '浏览器', `${shortDay(since.slice(0, 10), today)}起`]}
                    icon={<Icon name={host === 'weapp' ? 'phone' : 'table'} />}
                    {...(revoked ? { right: <StateMark shape="square" word="已挂失" /> } : { right: <Text className="meta">挂失</Text>, chevron: true, onTap: () => setOver({ kind: 'revoke', device }) })}
                  />
                ))}
              </Card>
            </>
          )}
          <SectionHead title="其他" />
          <Card>
            {deedsOf(state).map((deed) => <ListRow key={deed.title} title={deed.title} chevron onTap={() => setOver({ kind: 'deed', deed })} />)}
          </Card>
          <View className="note gap-above">这里的每一步都记进日志，写明是谁、什么时候做的。只看得到日期，看不到谁什么时候在用。</View>
        </>
      )}
    </Page>
  )
}

function codeOf(title: string, { code, codeUntil }: AccountActed): Over {
  return { kind: 'code', title, code: code ?? '', until: codeUntil }
}
