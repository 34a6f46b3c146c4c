import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useToday } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import { pickFile } from '../../../client/platform/pickFile'
import type { Values } from '../../../core/field'
import type { DraftText, Problem } from '../../../core/protocol'
import { Button } from '../../../components/Button'
import { Problem as ProblemLine } from '../../../components/FieldFrame'
import { nextRowId, rowsOf, withCell } from '../../../components/formState'
import { grouped } from '../../../components/numberText'
import { Sheet } from '../../../components/Sheet'
import { changesOf, withImported, type PartChange } from './text'

/** Reads a .docx that was edited elsewhere back into a text with its placeholders. */
export type ReadDocx = (report: ReportName, bytes: Uint8Array<ArrayBuffer>) => Promise<{ readonly text: DraftText; readonly remarks: readonly string[] } | Problem>

type Read = { readonly name: string; readonly values: Values; readonly changes: readonly PartChange[]; readonly remarks: readonly string[] }

/** 从 Word 换文字: what would be replaced is shown first; nothing is saved by it. */
export function ImportText({ report, values, device, read, onValues, onClose }: {
  readonly report: ReportName
  readonly values: Values
  readonly device: string
  readonly read: ReadDocx
  onValues(values: Values): void
  onClose(): void
}) {
  const today = useToday()
  const [found, setFound] = useState<Read | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const choose = async (): Promise<void> => {
    setProblem(null)
    const file = await pickFile(['.docx'])
    if (file === null) return
    setBusy(true)
    const answer = await read(report, file.bytes)
    setBusy(false)
    if (isProblem(answer)) return setProblem(answer.code === 'offline' ? '没有信号，文件还没有读。有信号再选一次，稿子没有动。' : answer.message)
    const next = withImported(values, answer.text, freshIds(values, today, device))
    setFound({ name: file.name, values: next, changes: changesOf(values, next), remarks: answer.remarks })
  }

  const foot = found === null || found.changes.length === 0
    ? <Button text={isBusy ? '正在读' : found === null ? '选文件' : '另选一个文件'} look="outlined" wide off={isBusy} onTap={() => void choose()} />
    : <Button text={`换上这 ${found.changes.length} 部分`} look="outlined" wide onTap={() => { onValues(found.values); onClose() }} />
  return (
    <Sheet title="从 Word 换文字" foot={foot} onClose={onClose}>
      {problem === null ? null : <ProblemLine text={problem} />}
      {found === null ? <View className="note">在 WPS 或 Word 里改好的 .docx，可以把文字换回来：双大括号里的指标照样认得。换之前先看哪些会变；换上以后，不点保存不算数。</View> : (
        <>
          <View className="strong">{found.name}</View>
          {found.changes.length === 0 ? <View className="note">和现在的稿一个字不差，不用换。</View> : null}
          {found.changes.map((change, i) => <View key={i} className="import-change"><Text className="grow">{change.name}</Text><Text className="meta">{changeText(change)}</Text></View>)}
          {found.remarks.length === 0 ? null : <View className="notice gap-above">{found.remarks.map((words, i) => <View key={i}>{words}</View>)}</View>}
        </>
      )}
    </Sheet>
  )
}

function changeText({ was, becomes }: PartChange): string {
  if (becomes === null) return '去掉'
  return was === null ? `新的，${grouped(becomes)} 字` : `${grouped(was)} 字 → ${grouped(becomes)} 字`
}

/** Row ids none of which there is yet, each another. */
function freshIds(values: Values, today: string, device: string): () => string {
  let rows = rowsOf(values.chapters)
  return () => {
    const id = nextRowId(rows, today, device)
    rows = withCell(rows, id, 'text', '')
    return id
  }
}
