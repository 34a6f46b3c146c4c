import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Opened, ShownRecord, SignedIn, WriteAnswer } from '../client/client'
import { useClient, useConfig, useToday } from '../client/hooks'
import type { RecordType } from '../core/recordType'
import { Button } from './Button'
import { Problem } from './FieldFrame'
import { bodyOf, startOf } from './formState'
import { Icon } from './Icon'
import { ListRow } from './ListRow'
import { nextMoves, type NextMove } from './moves'
import { open } from './routes'
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
  const { primary, others, mayEdit } = nextMoves(type, record, me, config)
  if (primary === null && others.length === 0 && !mayEdit) return { bar: null, over: null }

  const edit = (move?: string): void => {
    setSheet(null)
    open('edit', { kind: type.kind, id: record.id, stream: record.stream, ...(move === undefined ? {} : { move }) })
  }
  const choose = (next: NextMove): void => {
    if (next.move.asks.length > 0) edit(next.name)
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
  const hasMore = others.length > 0 || mayEdit
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
          {others.map((next) => <ListRow key={next.name} title={next.label} chevron onTap={() => choose(next)} />)}
          {mayEdit ? <ListRow title="改内容" icon={<Icon name="pencil" />} chevron onTap={() => edit()} /> : null}
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
          <View>这一件会变成“{type.stages[sheet.move.to]?.label ?? type.stages[record.stage]?.label}”，谁办的、哪天办的会记在经过里。</View>
          {answer === null || answer.kind === 'saved' ? null : <Problem text={unsavedText(answer, type)} />}
        </Sheet>
      ) : null}
    </>
  )
  return { bar, over }
}
