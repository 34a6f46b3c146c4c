import { View } from '@tarojs/components'
import { useState } from 'react'
import { feedbackDoor } from '../../client/feedback'
import { useClient, useConfig, useOnline, useSession } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { groupedCode } from '../../core/codeWire'
import { complaintCodeFrom, COMPLAINT_KINDS, MOST_IN_COMPLAINT, MOST_IN_CONTACT, type Complained, type ComplaintKind, type ComplaintTold } from '../../core/feedbackWire'
import { own } from '../../core/own'
import { COMPLAINT_KIND_LABELS } from '../../domain/complaints'
import { SETTING } from '../../domain/settingNames'
import type { About } from '../../components/about'
import { Button, WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { FieldFrame, Problem } from '../../components/FieldFrame'
import { Page } from '../../components/Page'
import { SectionHead } from '../../components/SectionHead'
import { Segmented } from '../../components/Segmented'
import { TextInput } from '../../components/TextInput'
import { Receipt } from './Receipt'
import { Told } from './Told'

type Side = 'write' | 'look'

/** 投诉建议: open to everybody, signed in or not, without a name. What was typed stays until it was received. */
export default function Feedback() {
  const [side, setSide] = useState<Side>('write')
  const [received, setReceived] = useState<Complained | null>(null)
  const head = <View className="gap-above"><Segmented choices={SIDES} picked={side} label="写还是看" onPick={(code) => setSide(code === 'look' ? 'look' : 'write')} /></View>
  if (received !== null) return <Page title="投诉建议" width="form"><Receipt received={received} onDone={() => setReceived(null)} /></Page>
  return side === 'write' ? <Writing head={head} onReceived={setReceived} /> : <Looking head={head} />
}

const SIDES = [{ code: 'write', text: '写一件' }, { code: 'look', text: '看答复' }]

function Writing({ head, onReceived }: { readonly head: React.ReactNode; onReceived(received: Complained): void }) {
  const client = useClient()
  const { settings } = useConfig()
  const about = useOnline<About>(({ online }) => online.get<About>('/api/about'), [])
  const [kind, setKind] = useState<ComplaintKind>('complaint')
  const [text, setText] = useState('')
  const [contact, setContact] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const phone = String(own(settings, SETTING.complaintPhone) ?? about.answer?.complaintPhone ?? '')

  const send = async (): Promise<void> => {
    setBusy(true)
    const answer = await feedbackDoor(client).complain({ kind, text: text.trim(), contact: contact.trim() })
    setBusy(false)
    if (isProblem(answer)) return setProblem(answer.message)
    onReceived(answer)
  }
  const dock = <Button text={isBusy ? '正在提交' : '提交'} look="filled" wide off={isBusy || text.trim() === ''} onTap={() => void send()} />
  return (
    <Page title="投诉建议" width="form" dock={dock}>
      {head}
      <Card className="gap-above">
        <FieldFrame label="哪一种" hint={kind === 'personal' ? '想查、复制、改正、删除自己的信息' : undefined}>
          <ChipGroup label="哪一种" choices={COMPLAINT_KINDS.map((code) => ({ code, text: COMPLAINT_KIND_LABELS[code] }))} picked={[kind]} onPick={([code]) => setKind(COMPLAINT_KINDS.find((each) => each === code) ?? kind)} />
        </FieldFrame>
        <FieldFrame label="您想说什么" must hint="涉密的事、别人的隐私不往上写" problem={problem ?? undefined}>
          <TextInput value={text} label="您想说什么" lines={6} max={MOST_IN_COMPLAINT} onText={setText} />
        </FieldFrame>
        <FieldFrame label="怎么联系您" hint="可以不填，不用写姓名；不填也能凭查询码看答复">
          <TextInput value={contact} label="怎么联系您" max={MOST_IN_CONTACT} onText={setContact} />
        </FieldFrame>
      </Card>
      <View className="note gap-above">提交要有信号。没有信号时写好的留在这一页，有信号再点提交。{phone === '' ? '' : `也可以打 ${phone}。`}</View>
    </Page>
  )
}

function Looking({ head }: { readonly head: React.ReactNode }) {
  const client = useClient()
  const isSignedIn = useSession().kind === 'signedIn'
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<ComplaintTold | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const code = complaintCodeFrom(typed)
  const look = async (): Promise<void> => {
    if (code === null) return setProblem('查询码是 12 个数字和字母，请对着当时记下的再看看。')
    const answer = await feedbackDoor(client).answerOf(code)
    setProblem(isProblem(answer) ? answer.message : null)
    setFound(isProblem(answer) ? null : answer)
  }
  return (
    <Page title="投诉建议" width="form">
      {head}
      <Card className="gap-above">
        <FieldFrame label="查询码" hint="提交时给您看过一次的 12 位码" problem={problem ?? undefined}>
          <TextInput value={typed} label="查询码" max={24} placeholder={groupedCode('7KM4WX3NPQ8R')} onText={setTyped} onEnter={() => void look()} />
        </FieldFrame>
        <View className="card-padded"><Button text="看这一件" look="outlined" wide off={typed.trim() === ''} onTap={() => void look()} /></View>
      </Card>
      {found === null ? null : <Told told={found} />}
      {isSignedIn ? <Mine /> : <View className="note gap-above">登录以后交的，登录了就看得到，不用查询码。</View>}
    </Page>
  )
}

function Mine() {
  const { answer, problem, again } = useOnline((client) => feedbackDoor(client).mine(), [])
  return (
    <>
      <SectionHead title="我交的" {...(answer === null ? {} : { right: `${answer.complaints.length} 件` })} />
      {problem === null ? null : <View className="gap-above"><Problem text={problem.message} /><WordsButton text="再试一次" onTap={again} /></View>}
      {answer === null || answer.complaints.length > 0 ? null : <View className="note">您登录以后交的投诉建议，和答复都会列在这里。</View>}
      {(answer?.complaints ?? []).map((told) => <Told key={told.receipt} told={told} />)}
    </>
  )
}
