import { View } from '@tarojs/components'
import { useState } from 'react'
import { feedbackDoor } from '../../../client/feedback'
import { useOnline, useToday } from '../../../client/hooks'
import type { ComplaintHead } from '../../../core/feedbackWire'
import { dayText, type Day } from '../../../core/period'
import { COMPLAINT_KIND_LABELS, COMPLAINT_STATE_LABELS } from '../../../domain/complaints'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark, type Shape } from '../../../components/StateMark'
import { Unanswered } from '../../../components/Unanswered'
import { ComplaintSheet } from './ComplaintSheet'

const TITLE = '投诉建议收件'

/** The inbox of 投诉建议: what is owed first. Who sent one stands nowhere. */
export default function Complaints() {
  return <AdminPage page="complaints" others="投诉建议由县里答复。">{() => <Inbox />}</AdminPage>
}

function Inbox() {
  const { answer, problem, again } = useOnline((client) => feedbackDoor(client).inbox(), [])
  const today = useToday()
  const [opened, setOpened] = useState<string | null>(null)
  const all = answer?.complaints ?? []
  const [owed, done] = [all.filter(({ state }) => state !== 'answered'), all.filter(({ state }) => state === 'answered')]
  const close = (): void => {
    setOpened(null)
    again()
  }
  const list = (complaints: readonly ComplaintHead[]) => <Card>{complaints.map((each) => <Row key={each.id} complaint={each} onOpen={() => setOpened(each.id)} />)}</Card>
  const note = <View className="note gap-above">打开看哪一件、谁答复的，都留痕。程序不记是谁写的。</View>
  const none = problem !== null ? <Unanswered problem={problem} again={again} />
    : answer !== null && all.length === 0 ? <EmptyState text="还没有人写来。谁都能写，不用登录、不用姓名；写来的会列在这里。" /> : null
  return (
    <DeskPage
      title={TITLE} at="admin/complaints" one={null} over={opened === null ? null : <ComplaintSheet id={opened} onClose={close} />}
      list={(
        <>
          {none}
          {owed.length === 0 ? null : <SectionHead title="要答复的" right={`${owed.length} 件`} />}
          {owed.length === 0 ? null : list(owed)}
          {done.length === 0 ? null : <SectionHead title="已答复的" right={`${done.length} 件`} />}
          {done.length === 0 ? null : list(done)}
          {note}
        </>
      )}
      table={() => (
        <>
          <DeskTable label={TITLE} columns={columnsOn(today)} rows={[...owed, ...done]} opened={opened} count={`要答复的 ${owed.length} 件，已答复的 ${done.length} 件`} empty={none} onOpen={(row) => setOpened(row?.id ?? null)} />
          {note}
        </>
      )}
    />
  )
}

function columnsOn(today: Day): readonly DeskColumn<ComplaintHead>[] {
  return [
    { name: 'receipt', label: '查询码', cell: ({ receipt }) => receipt },
    { name: 'kind', label: '哪一类', cell: ({ kind }) => COMPLAINT_KIND_LABELS[kind] },
    { name: 'receivedOn', label: '收到', cell: ({ receivedOn }) => dayText(receivedOn, today) },
    { name: 'dueOn', label: '答复期限', cell: ({ state, dueOn }) => (state === 'answered' ? '—' : `${dayText(dueOn, today)}前`) },
    { name: 'state', label: '办到哪', cell: (each) => <StateMark {...markOf(each, today)} /> },
  ]
}

function markOf({ state, dueOn }: ComplaintHead, today: Day): { readonly shape: Shape; readonly word: string } {
  const isLate = state !== 'answered' && dueOn < today
  return { shape: isLate ? 'triangle' : state === 'new' ? 'ring' : state === 'taken' ? 'half' : 'disc', word: isLate ? '超期' : COMPLAINT_STATE_LABELS[state] }
}

function Row({ complaint, onOpen }: { readonly complaint: ComplaintHead; onOpen(): void }) {
  const today = useToday()
  const { receipt, kind, state, receivedOn, dueOn } = complaint
  return (
    <ListRow
      title={`${COMPLAINT_KIND_LABELS[kind]}　${receipt}`}
      facts={[`${dayText(receivedOn, today)}收到`, ...(state === 'answered' ? [] : [`${dayText(dueOn, today)}前答复`])]}
      right={<StateMark {...markOf(complaint, today)} />}
      chevron
      onTap={onOpen}
    />
  )
}
