import { View } from '@tarojs/components'
import { useState } from 'react'
import { feedbackDoor } from '../../../client/feedback'
import { useOnline, useToday } from '../../../client/hooks'
import type { ComplaintHead } from '../../../core/feedbackWire'
import { dayText } from '../../../core/period'
import { COMPLAINT_KIND_LABELS, COMPLAINT_STATE_LABELS, mayComplaints } from '../../../domain/complaints'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { StateMark } from '../../../components/StateMark'
import { ComplaintSheet } from './ComplaintSheet'

const TITLE = '投诉建议收件'

/** The inbox of 投诉建议: what is owed first. Who sent one stands nowhere. */
export default function Complaints() {
  const session = useSignedIn()
  if (session === null) return <Page title={TITLE} width="form">{null}</Page>
  if (!mayComplaints(session.me)) return <Page title={TITLE} width="form"><EmptyState text="投诉建议由县里答复。" /></Page>
  return <Inbox />
}

function Inbox() {
  const { answer, problem, again } = useOnline((client) => feedbackDoor(client).inbox(), [])
  const [opened, setOpened] = useState<string | null>(null)
  const all = answer?.complaints ?? []
  const [owed, done] = [all.filter(({ state }) => state !== 'answered'), all.filter(({ state }) => state === 'answered')]
  const close = (): void => {
    setOpened(null)
    again()
  }
  const list = (complaints: readonly ComplaintHead[]) => <Card>{complaints.map((each) => <Row key={each.id} complaint={each} onOpen={() => setOpened(each.id)} />)}</Card>
  return (
    <Page title={TITLE} width="form" over={opened === null ? null : <ComplaintSheet id={opened} onClose={close} />}>
      {problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={again} />}
      {answer !== null && all.length === 0 ? <EmptyState text="还没有人写来。谁都能写，不用登录、不用姓名；写来的会列在这里。" /> : null}
      {owed.length === 0 ? null : <SectionHead title="要答复的" right={`${owed.length} 件`} />}
      {owed.length === 0 ? null : list(owed)}
      {done.length === 0 ? null : <SectionHead title="已答复的" right={`${done.length} 件`} />}
      {done.length === 0 ? null : list(done)}
      <View className="note gap-above">打开看哪一件、谁答复的，都留痕。程序不记是谁写的。</View>
    </Page>
  )
}

function Row({ complaint: { receipt, kind, state, receivedOn, dueOn }, onOpen }: { readonly complaint: ComplaintHead; onOpen(): void }) {
  const today = useToday()
  const isLate = state !== 'answered' && dueOn < today
  return (
    <ListRow
      title={`${COMPLAINT_KIND_LABELS[kind]}　${receipt}`}
      facts={[`${dayText(receivedOn, today)}收到`, ...(state === 'answered' ? [] : [`${dayText(dueOn, today)}前答复`])]}
      right={<StateMark shape={isLate ? 'triangle' : state === 'new' ? 'ring' : state === 'taken' ? 'half' : 'disc'} word={isLate ? '超期' : COMPLAINT_STATE_LABELS[state]} />}
      chevron
      onTap={onOpen}
    />
  )
}
