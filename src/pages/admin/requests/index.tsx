import { View } from '@tarojs/components'
import { useState } from 'react'
import { requestsDoor } from '../../../client/privacy'
import { useClient, useConfig, useOnline, useToday } from '../../../client/hooks'
import type { SignedIn } from '../../../client/client'
import { must } from '../../../core/assert'
import { dayText, type Day } from '../../../core/period'
import { placeName } from '../../../core/place'
import type { PersonalRequest } from '../../../core/privacyWire'
import { requestStream } from '../../../domain/privacyRight'
import { REQUEST_KIND_LABELS, REQUEST_STATE_LABELS } from '../../../domain/privacyWords'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark, type Shape } from '../../../components/StateMark'
import { Unanswered } from '../../../components/Unanswered'
import { KeptPart } from './KeptPart'
import { RequestSheet } from './RequestSheet'
import { TakeSheet } from './TakeSheet'

const TITLE = '个人信息'

/** 个人信息请求 of one township or county, and what is put away there: who takes them down proposes, somebody else says yes. */
export default function Requests() {
  return <AdminPage page="requests" others="个人信息的请求由司法所收，由安全管理员同意删除。">{(session) => <Desk session={session} stream={must(requestStream(session.me), 'whoever has requests has them somewhere')} />}</AdminPage>
}

function Desk({ session, stream }: { readonly session: SignedIn; readonly stream: string }) {
  const client = useClient()
  const today = useToday()
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
  const placeOf = (request: PersonalRequest): string => (request.stream === stream ? '' : placeName(places, request.stream))
  const none = problem !== null ? <Unanswered problem={problem} again={again} />
    : answer !== null && all.length === 0 ? <EmptyState text={isProposing ? '还没有人来查自己的信息。有人来查、要改、要删，在这里收下，十五个工作日内办完。' : '还没有要同意的。司法所提出删除，会列在这里。'} /> : null
  const last = (
    <>
      <KeptPart stream={stream} me={session.me.person} />
      <View className="note gap-above">谁收的、找了哪些件、谁提出、谁同意，都留痕。删除以后件数照旧，姓名、电话和经过不能再恢复。</View>
    </>
  )
  const word = isProposing ? '要办的' : '等同意的'
  const list = (requests: readonly PersonalRequest[]) => <Card>{requests.map((each) => <Row key={each.id} request={each} place={placeOf(each)} onOpen={() => setOpened(each)} />)}</Card>
  const columns: readonly DeskColumn<PersonalRequest>[] = [
    { name: 'takenOn', label: '收到', cell: ({ takenOn }) => dayText(takenOn, today) },
    { name: 'name', label: '谁', cell: ({ name }) => name },
    { name: 'kind', label: '要什么', cell: ({ kind }) => REQUEST_KIND_LABELS[kind] },
    ...(all.some((each) => placeOf(each) !== '') ? [{ name: 'place', label: '地方', cell: placeOf }] : []),
    { name: 'due', label: '期限', cell: ({ endedOn, dueOn }) => (endedOn === null ? `${dayText(dueOn, today)}前` : `${dayText(endedOn, today)}办结`) },
    { name: 'state', label: '办到哪', cell: (each) => <StateMark {...markOf(each, today)} /> },
  ]
  return (
    <DeskPage
      title={TITLE} at="admin/requests" one={null} over={over} act={isProposing ? { text: '收下一份请求', onTap: () => setTaking(true) } : undefined}
      list={(
        <>
          {none}
          {owed.length === 0 ? null : <SectionHead title={word} right={`${owed.length} 份`} />}
          {owed.length === 0 ? null : list(owed)}
          {ended.length === 0 ? null : <SectionHead title="办过的" right={`${ended.length} 份`} />}
          {ended.length === 0 ? null : list(ended)}
          {last}
        </>
      )}
      table={() => (
        <>
          <DeskTable
            label={TITLE} columns={columns} rows={[...owed, ...ended]} opened={opened?.id ?? null} count={`${word} ${owed.length} 份，办过的 ${ended.length} 份`} empty={none} fits
            isSoft={({ endedOn }) => endedOn !== null} onOpen={setOpened}
          />
          {last}
        </>
      )}
    />
  )
}

function markOf({ state, dueOn, endedOn }: PersonalRequest, today: Day): { readonly shape: Shape; readonly word: string } {
  const isLate = endedOn === null && dueOn < today
  return { shape: isLate ? 'triangle' : state === 'open' ? 'ring' : state === 'proposed' ? 'half' : 'disc', word: isLate ? '超期' : REQUEST_STATE_LABELS[state] }
}

function Row({ request, place, onOpen }: { readonly request: PersonalRequest; readonly place: string; onOpen(): void }) {
  const today = useToday()
  const { kind, name, takenOn, dueOn, endedOn } = request
  return (
    <ListRow
      title={`${REQUEST_KIND_LABELS[kind]}　${name}`}
      facts={[...(place === '' ? [] : [place]), `${dayText(takenOn, today)}收`, endedOn === null ? `${dayText(dueOn, today)}前办` : `${dayText(endedOn, today)}办结`]}
      right={<StateMark {...markOf(request, today)} />}
      chevron
      onTap={onOpen}
    />
  )
}
