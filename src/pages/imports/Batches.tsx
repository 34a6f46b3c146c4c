import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useNames } from '../../client/hooks'
import { importDoor } from '../../client/imports'
import { isProblem } from '../../client/online'
import type { ImportBatch, ImportUndone } from '../../core/importing'
import { dayAt, dayText } from '../../core/period'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { Sheet } from '../../components/Sheet'

/** What was imported, newest first; each batch can be taken back as one. */
export function Batches({ stream, batches, onChanged }: { readonly stream: string; readonly batches: readonly ImportBatch[]; onChanged(): void }) {
  const names = useNames()
  const [opened, setOpened] = useState<ImportBatch | null>(null)
  if (batches.length === 0) return null
  return (
    <>
      <SectionHead title="导过的" />
      <Card>
        {batches.map((batch) => (
          <ListRow
            key={batch.id}
            title={batch.name === '' ? (typeOf(batch.kind)?.label ?? batch.kind) : batch.name}
            facts={[typeOf(batch.kind)?.label ?? batch.kind, `${dayText(dayAt(Date.parse(batch.at)))} ${names.get(batch.person) ?? '同事'}`, `记下 ${batch.taken} 件`]}
            right={stateOf(batch)}
            chevron
            onTap={() => setOpened(batch)}
          />
        ))}
      </Card>
      {opened === null ? null : <BatchSheet stream={stream} batch={opened} onChanged={onChanged} onClose={() => setOpened(null)} />}
    </>
  )
}

function stateOf({ undoneAt, done, rows }: ImportBatch): string {
  if (undoneAt !== null) return '已撤销'
  return done < rows ? `导到 ${done}/${rows}` : '导完了'
}

function BatchSheet({ stream, batch, onChanged, onClose }: { readonly stream: string; readonly batch: ImportBatch; onChanged(): void; onClose(): void }) {
  const client = useClient()
  const [state, setState] = useState<{ readonly busy: boolean; readonly isSure: boolean; readonly undone: ImportUndone | null; readonly say: string }>({ busy: false, isSure: false, undone: null, say: '' })
  const undo = async (also: readonly string[]): Promise<void> => {
    setState({ ...state, busy: true })
    let withdrawn = 0
    for (;;) {
      const answer = await importDoor(client, stream).undo(batch.id, also)
      if (isProblem(answer)) return setState({ busy: false, isSure: false, undone: null, say: answer.message })
      withdrawn += answer.withdrawn
      setState({ busy: answer.more, isSure: false, undone: answer, say: `作废了 ${withdrawn} 件` })
      if (!answer.more) return onChanged()
    }
  }
  const { busy, isSure, undone, say } = state
  const forced = (undone?.left ?? []).filter(({ mayForce }) => mayForce)
  return (
    <Sheet
      title={batch.name === '' ? '这一批' : batch.name}
      onClose={onClose}
      foot={undone !== null && forced.length > 0 && !busy
        ? <Button text={`后来改过的 ${forced.length} 件也作废`} look="outlined" wide onTap={() => void undo(forced.map(({ record }) => record))} />
        : undone === null && batch.undoneAt === null ? <Button text={busy ? '正在撤销' : isSure ? `真的撤销：作废这 ${batch.taken} 件` : '整批撤销'} look="outlined" wide off={busy} onTap={() => (isSure ? void undo([]) : setState({ ...state, isSure: true }))} /> : undefined}
    >
      <View>{batch.rows} 行，记下 {batch.taken} 件。{stateOf(batch)}。</View>
      {say === '' ? null : <View className="notice">{say}</View>}
      {batch.done < batch.rows && batch.undoneAt === null ? <View className="note">导到一半：再选一次同一个文件，就能接着导。</View> : null}
      {(undone?.left ?? []).map(({ row, record, say: words }) => (
        <ListRow key={record} title={<Text>{words}</Text>} chevron label={`打开第 ${row} 行记下的那一件`} onTap={() => open('record', { id: record, stream })} />
      ))}
    </Sheet>
  )
}
