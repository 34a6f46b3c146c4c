import { Fragment, useMemo, useState } from 'react'
import { View } from '@tarojs/components'
import { useConfig, useRecords, useToday } from '../../client/hooks'
import type { Me } from '../../core/protocol'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { TodoRow } from '../../components/TodoRow'
import { groupOf, TODO_GROUPS, todosOf, type TodoGroup } from '../../components/todos'

/** As many as are drawn at once. */
const DRAWN = 100

/** Everything that waits for the person, by day. No network: from what the phone holds. */
export function OwnList({ me }: { readonly me: Me }) {
  const config = useConfig()
  const today = useToday()
  const { rows } = useRecords(KINDS)
  const [drawn, setDrawn] = useState(DRAWN)
  const todos = useMemo(() => todosOf(rows, me, config, today), [rows, me, config, today])
  const shown = todos.slice(0, drawn)
  return (
    <Page title="要办的" at="home" width="form">
      {todos.length === 0 ? <EmptyState text="没有要办的。到了日子的、约好的，会自己列到这里。" action="返回" onAction={goBack} /> : null}
      {(Object.keys(TODO_GROUPS) as TodoGroup[]).map((group) => {
        const ofGroup = shown.filter(({ due }) => groupOf(due, today) === group)
        if (ofGroup.length === 0) return null
        return (
          <Fragment key={group}>
            <SectionHead title={TODO_GROUPS[group]} />
            <Card>{ofGroup.map((todo) => <TodoRow key={`${todo.record.id} ${todo.key}`} todo={todo} full />)}</Card>
          </Fragment>
        )
      })}
      {shown.length === todos.length ? null : <View className="gap-above"><Button text={`再看一些，共 ${todos.length} 件`} wide onTap={() => setDrawn(drawn + DRAWN)} /></View>}
    </Page>
  )
}

const KINDS = { kinds: ['dispute', 'matter'] } as const
