import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { dueDoor } from '../../client/due'
import { useConfig, useNames, useOnline, useToday } from '../../client/hooks'
import type { DueAnswer, DueRow as Row } from '../../core/dueWire'
import { placeName } from '../../core/place'
import type { Me } from '../../core/protocol'
import '../../styles/todo.scss'
import { showInAddress } from '../../components/address'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import type { PageParams } from '../../components/params'
import { Segmented } from '../../components/Segmented'
import { DueFilters } from './DueFilters'
import { DueLine } from './DueLine'
import { dueState, requestOf, type DueState } from './dueState'

const PAGE = 50

/** What waits for an office, or is due anywhere it looks after; read on the server. By day, never by person or village. */
export function OfficeList({ me, params }: { readonly me: Me; readonly params: PageParams }) {
  const today = useToday()
  const { places } = useConfig()
  const names = useNames()
  const stream = params.stream ?? me.grants[0]?.stream ?? ''
  const [state, setState] = useState(() => dueState(params))
  const [shown, setShown] = useState<readonly Row[]>([])
  const [offset, setOffset] = useState(0)
  const request = requestOf(state, stream, me, today)
  const { answer, problem, loading, again } = useOnline<DueAnswer>((client) => dueDoor(client).list({ ...request, offset, limit: PAGE }), [JSON.stringify(request), offset])
  useEffect(() => {
    if (answer !== null) setShown((before) => (offset === 0 ? answer.rows : [...before.slice(0, offset), ...answer.rows]))
  }, [answer]) // eslint-disable-line react-hooks/exhaustive-deps
  const change = (next: DueState): void => {
    setState(next)
    setOffset(0)
    showInAddress('todo', { ...next.asked, whose: next.whose, ...(params.stream === undefined ? {} : { stream: params.stream }) })
  }
  const isRead = answer !== null && !loading
  return (
    <Page title="要办的" at="home" width="list">
      <Segmented
        label="看谁的"
        choices={[{ code: 'me', text: '等我办的' }, { code: 'all', text: `${placeName(places, stream)}到期的` }]}
        picked={state.whose}
        onPick={(whose) => change({ whose: whose === 'all' ? 'all' : 'me', asked: {} })}
      />
      <View className="due-filters"><DueFilters state={state} answer={answer} onState={change} /></View>
      <View className="found-line"><View className="meta strong">{answer === null ? '正在读' : `${answer.total} 件`}</View></View>
      {problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={again} />}
      {problem === null && isRead && answer.total === 0 ? <EmptyState text={emptyText(state)} /> : null}
      {shown.length === 0 || answer?.total === 0 ? null : (
        <Card>
          {shown.map((row) => <DueLine key={`${row.record.id} ${row.key}`} row={row} unit={names.get(String(row.record.values.leadUnit ?? '')) ?? ''} />)}
        </Card>
      )}
      {answer !== null && answer.hidden > 0 ? <View className="meta gap-above">另有 {answer.hidden} 件仅承办人可见</View> : null}
      {answer !== null && shown.length < answer.total ? <View className="gap-above"><Button text={`再看一些，共 ${answer.total} 件`} wide onTap={() => setOffset(shown.length)} /></View> : null}
    </Page>
  )
}

function emptyText({ whose, asked }: DueState): string {
  if (Object.keys(asked).length > 0) return '这样的条件下没有。'
  return whose === 'me' ? '没有等您办的。' : '没有过了日子的。'
}

