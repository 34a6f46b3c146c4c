import { useMemo } from 'react'
import type { ShownRecord } from '../../client/client'
import { useConfig } from '../../client/hooks'
import type { Me } from '../../core/protocol'
import { dispute } from '../../domain/dispute'
import { lackingOf, papersOf } from '../../domain/papers/completeness'
import { seesPersonal } from '../../domain/role'
import { Card } from '../Card'
import { ListRow } from '../ListRow'
import { open } from '../routes'
import { StateMark } from '../StateMark'

/** 文书和卷宗 of a dispute in one row, from what the phone holds; null where there is nothing to open. */
export function PapersRow({ record, me }: { readonly record: ShownRecord; readonly me: Me }) {
  const { places } = useConfig()
  const list = useMemo(() => (record.kind === dispute.kind ? papersOf(record.values, record.stage) : null), [record])
  if (list === null || !seesPersonal(me, dispute, places, record)) return null
  if (list.reason !== null && record.values.route === undefined) return null
  return (
    <Card className="gap-above">
      <ListRow
        title="文书和卷宗"
        {...(list.reason !== null ? { facts: ['没有调解文书'] } : isOnlyOral(list) ? { facts: [list.papers[0]?.title ?? ''] } : {})}
        right={list.reason !== null ? undefined : <PapersMark lacking={lackingOf(list)} />}
        chevron
        onTap={() => open('papers', { id: record.id, stream: record.stream })}
      />
    </Card>
  )
}

export function PapersMark({ lacking }: { readonly lacking: number }) {
  return lacking === 0 ? <StateMark shape="tick" word="齐了" /> : <StateMark shape="half" word={`还缺 ${lacking} 样`} />
}

/** Settled on the spot by word of mouth: one paper, made with one tap. */
export function isOnlyOral({ papers }: { readonly papers: readonly { readonly paper: string }[] }): boolean {
  return papers.length === 1 && papers[0]?.paper === 'oral'
}
