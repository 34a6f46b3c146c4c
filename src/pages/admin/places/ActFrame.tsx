import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { useClient, useConfig, useToday } from '../../../client/hooks'
import type { Me } from '../../../core/protocol'
import { place as PLACE } from '../../../domain/directory'
import type { PlaceOp } from '../../../domain/placeHistory'
import { planProblem } from '../../../domain/placePlan'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Problem } from '../../../components/FieldFrame'
import { SectionHead } from '../../../components/SectionHead'
import { useKeeper } from '../../../components/admin/useKeeper'

/** The frame of everything that changes the tree: its questions, what will come of it in words, and the two buttons. All of it is tried before any of it is written. */
export function ActFrame({ title, me, save, missing, ops, effects, children, onDone }: {
  readonly title: string
  readonly me: Me
  readonly save: string
  /** What is still to be said; null when nothing is. */
  readonly missing: string | null
  readonly ops: readonly PlaceOp[]
  readonly effects: readonly string[]
  readonly children: ReactNode
  /** `next`: the place to show now, null for the one before. */
  onDone(next: string | null): void
}) {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const { isBusy, failed, keepAll } = useKeeper(me.county)
  const [wasTried, setTried] = useState(false)
  const problem = missing ?? planProblem(config, me, today, (id) => client.view.getState().records.get(id) ?? null, ops)
  const submit = async (): Promise<void> => {
    setTried(true)
    if (problem === null && (await keepAll(PLACE, ops))) onDone(ops.find(({ body }) => body.kind === 'create')?.record ?? null)
  }
  return (
    <>
      <SectionHead title={title} />
      <Card>{children}</Card>
      {missing !== null || effects.length === 0 ? null : (
        <>
          <SectionHead title="会这样" />
          <Card padded>{effects.map((say) => <View key={say} className="import-remark">{say}</View>)}</Card>
        </>
      )}
      {problem !== null && (wasTried || missing === null) ? <Problem text={problem} /> : null}
      {failed === null ? null : <Problem text={failed} />}
      <View className="bar gap-above">
        <Button className="bar-first" text="不改了" off={isBusy} onTap={() => onDone(null)} />
        <Button className="bar-rest" text={isBusy ? '正在保存' : save} look="filled" off={isBusy || (missing === null && problem !== null)} onTap={() => void submit()} />
      </View>
    </>
  )
}
