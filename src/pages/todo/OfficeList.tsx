import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { dueDoor } from '../../client/due'
import { useConfig, useNames, useOnline, useToday } from '../../client/hooks'
import { isProblem } from '../../client/online'
import type { DueAnswer, DueRow as Row } from '../../core/dueWire'
import { placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import '../../styles/todo.scss'
import { showInAddress } from '../../components/address'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { Unanswered } from '../../components/Unanswered'
import { Page } from '../../components/Page'
import type { PageParams } from '../../components/params'
import { Segmented } from '../../components/Segmented'
import { useWide } from '../../components/wide'
import { DueFilters } from './DueFilters'
import { DueLine } from './DueLine'
import { DueTable } from './DueTable'
import { dueState, requestOf, type DueState } from './dueState'

const PAGE = 50
/** A page, and where it begins. */
type Asked = DueAnswer & { readonly offset: number }

/** What waits for an office, or is due anywhere it looks after; read on the server. By day, never by person or village. */
export function OfficeList({ me, params }: { readonly me: Me; readonly params: PageParams }) {
  const today = useToday()
  const { places } = useConfig()
  const names = useNames()
  const isWide = useWide()
  const stream = params.stream ?? me.grants[0]?.stream ?? ''
  const [state, setState] = useState(() => dueState(params))
  const [shown, setShown] = useState<readonly Row[]>([])
  const [offset, setOffset] = useState(0)
  const request = requestOf(state, stream, me, today)
  const { answer, problem, loading, again } = useOnline<Asked>(async (client) => {
    const page = await dueDoor(client).list({ ...request, offset, limit: PAGE })
    return isProblem(page) ? page : { ...page, offset }
  }, [JSON.stringify(request), offset])
  useEffect(() => {
    if (answer !== null) setShown((before) => [...before.slice(0, answer.offset), ...answer.rows])
  }, [answer])
  const change = (next: DueState): void => {
    setState(next)
    setOffset(0)
    showInAddress('todo', { ...next.asked, whose: next.whose, ...(params.stream === undefined ? {} : { stream: params.stream }) })
  }
  const unitOf = ({ record }: Row): string => names.get(String(record.values.leadUnit ?? '')) ?? ''
  const none = problem !== null ? <Unanswered problem={problem} again={again} />
    : !loading && answer?.total === 0 ? <EmptyState text={emptyText(state)} /> : null
  const rows = answer?.total === 0 ? [] : shown
  const hasMore = answer !== null && shown.length < answer.total
  const hidden = hiddenText(answer)
  const whose = (
    <Segmented
      label="看谁的"
      choices={[{ code: 'me', text: '等我办的' }, { code: 'all', text: `${placeName(places, stream)}到期的` }]}
      picked={state.whose}
      onPick={(picked) => change(dueState({ whose: picked }))}
    />
  )
  const filters = <DueFilters state={state} answer={answer} onState={change} />
  const count = answer === null ? '正在读' : `${answer.total} 件`
  if (isWide) {
    return (
      <Page title="要办的" at="home" actions={whose}>
        <View className="register-bar">{filters}</View>
        <DueTable rows={rows} unitOf={unitOf} count={[count, hidden].filter((words) => words !== '').join('，')} empty={none} more={hasMore && !loading ? () => setOffset(shown.length) : undefined} />
      </Page>
    )
  }
  return (
    <Page title="要办的" at="home" width="list">
      {whose}
      <View className="due-filters">{filters}</View>
      <View className="found-line"><View className="meta strong">{count}</View></View>
      {none}
      {rows.length === 0 ? null : <Card>{rows.map((row) => <DueLine key={`${row.record.id} ${row.key}`} row={row} unit={unitOf(row)} />)}</Card>}
      {hidden === '' ? null : <View className="meta gap-above">{hidden}</View>}
      {hasMore ? <View className="gap-above"><Button text={`再看一些，共 ${answer.total} 件`} wide onTap={() => setOffset(shown.length)} /></View> : null}
    </Page>
  )
}

function hiddenText(answer: DueAnswer | null): string {
  return answer !== null && answer.hidden > 0 ? `另有 ${answer.hidden} 件仅承办人可见` : ''
}

function emptyText({ whose, asked }: DueState): string {
  if (Object.keys(asked).length > 0) return '这样的条件下没有。'
  return whose === 'me' ? '没有等您办的。' : '没有过了日子的。'
}
