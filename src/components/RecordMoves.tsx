import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Opened, ShownRecord, SignedIn, WriteAnswer } from '../client/client'
import { useClient, useConfig, useToday } from '../client/hooks'
import { own } from '../core/own'
import type { Move, RecordType } from '../core/recordType'
import { Button } from './Button'
import { draftFrom } from './case/fromMatter'
import { paramsOf } from './draftKey'
import { Problem } from './FieldFrame'
import { bodyOf, startOf } from './formState'
import { ListRow } from './ListRow'
import { MENDING, nextMoves, type NextMove } from './moves'
import { open } from './routes'
import { SectionHead } from './SectionHead'
import { Sheet } from './Sheet'
import { unsavedText } from './unsaved'

/** The buttons, and the sheet they open, which belongs over the page and not inside the bar. Both null where nothing may be done. */
export interface RecordMoves {
  readonly bar: ReactNode
  readonly over: ReactNode
}

/** A move that asks for nothing but a yes, with the record as it was when the question was put. */
interface Asked extends NextMove {
  readonly opened: Opened
}

/** One primary button for the next move, others under 更多. */
export function useRecordMoves(type: RecordType, record: ShownRecord, { me, device }: Pick<SignedIn, 'me' | 'device'>): RecordMoves {
  const config = useConfig()
  const client = useClient()
  const today = useToday()
  const [sheet, setSheet] = useState<'more' | Asked | null>(null)
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const { primary, groups, mayEdit } = nextMoves(type, record, me, config, today)
  const hasMore = groups.length > 0
  if (primary === null && !hasMore) return { bar: null, over: null }

  const edit = (move?: string): void => {
    setSheet(null)
    open('edit', { kind: type.kind, id: record.id, stream: record.stream, ...(move === undefined ? {} : { move }) })
  }
  const choose = (next: NextMove): void => {
    if (type.kind === 'matter' && next.name === 'becomeDispute') {
      setSheet(null)
      open('edit', { ...paramsOf(draftFrom(client.drafts.list(), record.id, client.drafts.from())), from: record.id, at: record.stream })
    } else if (next.name === 'merge') {
      setSheet(null)
      open('merge', { kind: type.kind, id: record.id, stream: record.stream })
    } else if (next.move.asks.length > 0) edit(next.name)
    else {
      setAnswer(null)
      setSheet({ ...next, opened: { n: record.n, values: record.values } })
    }
  }
  const confirm = async ({ name, move, opened }: Asked): Promise<void> => {
    const body = bodyOf(type, name, opened.values, startOf(config, type, move, opened.values, today, device), [])
    const written = await client.write({ kind: type.kind, record: record.id, stream: record.stream, base: opened.n, body })
    if (written.kind === 'saved') setSheet(null)
    else setAnswer(written)
  }
  const bar = (
    <View className="bar">
      {hasMore ? <Button className={primary === null ? 'bar-rest' : 'bar-first'} text="更多" onTap={() => setSheet('more')} /> : null}
      {primary === null ? null : <Button className="bar-rest" text={primary.label} look="filled" onTap={() => choose(primary)} />}
    </View>
  )
  const over = (
    <>
      {sheet === 'more' ? (
        <Sheet title="更多" onClose={() => setSheet(null)}>
          {groups.map(({ title, moves }) => (
            <View key={title}>
              {groups.length > 1 ? <SectionHead title={title} /> : null}
              {title === MENDING && mayEdit ? <ListRow title="改内容" chevron onTap={() => edit()} /> : null}
              {moves.map((next) => <ListRow key={next.name} title={next.label} chevron onTap={() => choose(next)} />)}
            </View>
          ))}
        </Sheet>
      ) : null}
      {sheet !== null && sheet !== 'more' ? (
        <Sheet
          title={sheet.label}
          onClose={() => setSheet(null)}
          foot={(
            <View className="bar">
              <Button className="bar-first" text="不办" onTap={() => setSheet(null)} />
              <Button className="bar-rest" text={`确定${sheet.label}`} look="filled" onTap={() => void confirm(sheet)} />
            </View>
          )}
        >
          <View>{becomes(type, sheet.move, record.stage)}谁办的、哪天办的会记在经过里。</View>
          {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
        </Sheet>
      ) : null}
    </>
  )
  return { bar, over }
}

function becomes(type: RecordType, { to, back }: Move, stage: string): string {
  if (back !== undefined) return '这一件会回到原来的环节，'
  const label = own(type.stages, to)?.label
  return label === undefined || to === stage ? '' : `这一件会变成“${label}”，`
}
