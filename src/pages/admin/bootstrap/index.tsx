import { View } from '@tarojs/components'
import { useState } from 'react'
import { bootstrap } from '../../../client/accounts'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { Bootstrapped } from '../../../core/accountWire'
import { CodeShown } from '../../../components/account/CodeShown'
import { CopyButton } from '../../../components/account/CopyButton'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { Page } from '../../../components/Page'
import { replace } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { TextInput } from '../../../components/TextInput'
import '../../../styles/account.scss'

const EMPTY = { secret: '', county: '', adminName: '', adminLogin: '', securityName: '', securityLogin: '' }
type Filled = typeof EMPTY

/** The first two of a county, by the secret its server printed. Two people: nobody both administers and grants. */
export default function BootstrapPage() {
  const client = useClient()
  const [filled, setFilled] = useState<Filled>(EMPTY)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [codes, setCodes] = useState<Bootstrapped | null>(null)
  const given = Object.fromEntries(Object.entries(filled).map(([name, text]) => [name, text.trim()])) as Filled
  const isSame = given.adminLogin !== '' && given.adminLogin === given.securityLogin
  const isWhole = Object.values(given).every((text) => text !== '') && !isSame
  const field = (name: keyof Filled, label: string, hint?: string, wrong?: string) => (
    <FieldFrame label={label} must hint={hint} problem={wrong}><TextInput value={filled[name]} label={label} max={name === 'secret' ? 80 : 40} onText={(text) => setFilled((before) => ({ ...before, [name]: text }))} /></FieldFrame>
  )
  const save = async (): Promise<void> => {
    if (!isWhole || isBusy) return
    setBusy(true)
    setProblem(null)
    const answer = await bootstrap(client, {
      secret: given.secret, county: given.county,
      admin: { name: given.adminName, login: given.adminLogin }, security: { name: given.securityName, login: given.securityLogin },
    })
    setBusy(false)
    if (isProblem(answer)) setProblem(answer.message)
    else setCodes(answer)
  }
  if (codes !== null) {
    return (
      <Page title="首次设置" width="form">
        <View className="notice">设好了。下面两个一次性码只显示这一次，请分别交给两位，让他们各自设密码。</View>
        <OneCode who={`管理员 ${given.adminName}`} login={given.adminLogin} code={codes.admin} />
        <OneCode who={`安全管理员 ${given.securityName}`} login={given.securityLogin} code={codes.security} />
        <View className="gap-above"><Button text="记下了，去设密码" look="filled" wide onTap={() => replace('newPassword')} /></View>
      </Page>
    )
  }
  return (
    <Page title="首次设置" width="form">
      <View className="note">只在新装好的系统上做一次。口令是服务器第一次启动时打印的，一天内有效。</View>
      <View className="gap-above"><Card>{field('secret', '首次口令')}{field('county', '县（市、区）名称', '比如 某某县')}</Card></View>
      <SectionHead title="管理员" right="管地方、人员、账号、设置" />
      <Card>{field('adminName', '管理员姓名')}{field('adminLogin', '管理员账号', '登录时输的名字')}</Card>
      <SectionHead title="安全管理员" right="管授权，不看案件" />
      <Card>{field('securityName', '安全管理员姓名')}{field('securityLogin', '安全管理员账号', '要是另一个人', isSame ? '两个人的账号不能一样' : undefined)}</Card>
      {problem === null ? null : <View className="gap-above"><Problem text={problem} /></View>}
      <View className="gap-above"><Button text={isBusy ? '正在设' : '设好'} look="filled" wide off={!isWhole || isBusy} onTap={() => void save()} /></View>
    </Page>
  )
}

function OneCode({ who, login, code }: { readonly who: string; readonly login: string; readonly code: string }) {
  return (
    <>
      <SectionHead title={who} right={`账号 ${login}`} />
      <Card padded>
        <CodeShown code={code} label="一次性码" />
        <View className="gap-above"><CopyButton text={code} what="复制" /></View>
      </Card>
    </>
  )
}
