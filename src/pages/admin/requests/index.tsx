import { View } from '@tarojs/components'
import { useState } from 'react'
import { requestsDoor } from '../../../client/privacy'
import { useClient, useConfig, useOnline, useToday } from '../../../client/hooks'
import type { SignedIn } from '../../../client/client'
import { dayText } from '../../../core/period'
import { placeName } from '../../../core/place'
import type { PersonalRequest } from '../../../core/privacyWire'
import { requestStream } from '../../../domain/privacyRight'
import { REQUEST_KIND_LABELS, REQUEST_STATE_LABELS } from '../../../domain/privacyWords'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { StateMark } from '../../../components/StateMark'
import { KeptPart } from './KeptPart'
import { RequestSheet } from './RequestSheet'
import { TakeSheet } from './TakeSheet'

const TITLE = '个人信息'

/** 个人信息请求 of one township or county, and what is put away there: who takes them down proposes, somebody else says yes. */
export default function Requests() {
  const session = useSignedIn()
  const stream = session === null ? null : requestStream(session.me)
  if (session === null) return <Page title={TITLE} width="form">{null}</Page>
  if (stream === null) return <Page title={TITLE} width="form"><EmptyState text="个人信息的请求由司法所收，由安全管理员同意删除。" /></Page>
  return <Desk session={session} stream={stream} />
}

function Desk({ session, stream }: { readonly session: SignedIn; readonly stream: string }) {
  const client = useClient()
  const { places } = useConfig()
  const { answer, problem, again } = useOnline(() => requestsDoor(client, stream).list(), [stream])
  const [opened, setOpened] = useState<PersonalRequest | null>(null)
  const [isTaking, setTaking] = useState(false)
  const all = answer?.requests ?? []
  const isProposing = answer?.role === 'proposes'
  const [owed, ended] = [all.filter(({ endedOn }) => endedOn === null), all.filter(({ endedOn }) => endedOn !== null)]
  const close = (): void => {
    setOpened(null)
    setTaking(false)
    again()
  }
  const over = opened !== null ? <RequestSheet request={opened} isProposing={isProposing} onClose={close} />
    : isTaking ? <TakeSheet stream={stream} onClose={close} /> : null
  return (
    <Page
      title={TITLE} width="form" over={over}
      dock={isProposing ? <Button text="收下一份请求" icon="plus" look="filled" wide onTap={() => setTaking(true)} /> : undefined}
    >
      {problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={again} />}
      {answer !== null && all.length === 0 ? <EmptyState text={isProposing ? '还没有人来查自己的信息。有人来查、要改、要删，在这里收下，十五个工作日内办完。' : '还没有要同意的。司法所提出删除，会列在这里。'} /> : null}
      {owed.length === 0 ? null : <SectionHead title={isProposing ? '要办的' : '等同意的'} right={`${owed.length} 份`} />}
      {owed.length === 0 ? null : <Card>{owed.map((each) => <Row key={each.id} request={each} place={each.stream === stream ? '' : placeName(places, each.stream)} onOpen={() => setOpened(each)} />)}</Card>}
      {ended.length === 0 ? null : <SectionHead title="办过的" right={`${ended.length} 份`} />}
      {ended.length === 0 ? null : <Card>{ended.map((each) => <Row key={each.id} request={each} place={each.stream === stream ? '' : placeName(places, each.stream)} onOpen={() => setOpened(each)} />)}</Card>}
      <KeptPart stream={stream} me={session.me.person} />
      <View className="note gap-above">谁收的、找了哪些件、谁提出、谁同意，都留痕。删除以后件数照旧，姓名、电话和经过不能再恢复。</View>
    </Page>
  )
}

function Row({ request: { kind, name, state, takenOn, dueOn, endedOn }, place, onOpen }: { readonly request: PersonalRequest; readonly place: string; onOpen(): void }) {
  const today = useToday()
  const isLate = endedOn === null && dueOn < today
  return (
    <ListRow
      title={`${REQUEST_KIND_LABELS[kind]}　${name}`}
      facts={[...(place === '' ? [] : [place]), `${dayText(takenOn, today)}收`, endedOn === null ? `${dayText(dueOn, today)}前办` : `${dayText(endedOn, today)}办结`]}
      right={<StateMark shape={isLate ? 'triangle' : state === 'open' ? 'ring' : state === 'proposed' ? 'half' : 'disc'} word={isLate ? '超期' : REQUEST_STATE_LABELS[state]} />}
      chevron
      onTap={onOpen}
    />
  )
}
