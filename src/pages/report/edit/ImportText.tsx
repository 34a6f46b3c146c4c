import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useToday } from '../../../client/hooks'
import { isProblem, type ReportName } from '../../../client/online'
import { openDocument } from '../../../client/platform/documents'
import { pickFile } from '../../../client/platform/pickFile'
import type { Values } from '../../../core/field'
import { Button } from '../../../components/Button'
import { Problem } from '../../../components/FieldFrame'
import { nextRowId, rowsOf, withCell } from '../../../components/formState'
import { grouped } from '../../../components/numberText'
import { Sheet } from '../../../components/Sheet'
import { changesOf, draftText, withImported, type PartChange } from './text'

interface Read {
  readonly name: string
  readonly values: Values
  readonly changes: readonly PartChange[]
  readonly remarks: readonly string[]
}

/** 到 WPS 改: the text goes out with its placeholders and comes back. What would be replaced is shown first; nothing is saved by it. */
export function ImportText({ report, values, device, onValues, onClose }: {
  readonly report: ReportName
  readonly values: Values
  readonly device: string
  onValues(values: Values): void
  onClose(): void
}) {
  const client = useClient()
  const today = useToday()
  const [found, setFound] = useState<Read | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const takeOut = async (): Promise<void> => {
    setProblem(null)
    const link = await client.online.textDocxUrl(report, draftText(values))
    if (isProblem(link)) return setProblem(link.code === 'offline' ? '没有信号，有信号再点一次。' : link.message)
    if ((await openDocument(link.url, link.name)) === 'failed') setProblem('文件没有打开，请再点一次。')
  }
  const choose = async (): Promise<void> => {
    setProblem(null)
    const file = await pickFile(['.docx'])
    if (file === null) return
    setBusy(true)
    const answer = await client.online.textFromDocx(report, file.bytes)
    setBusy(false)
    if (isProblem(answer)) return setProblem(answer.code === 'offline' ? '没有信号，文件还没有读。有信号再选一次，稿子没有动。' : answer.message)
    const next = withImported(values, answer.text, freshIds(values, today, device))
    setFound({ name: file.name, values: next, changes: changesOf(values, next), remarks: answer.remarks })
  }

  const isChanged = found !== null && found.changes.length > 0
  const foot = (
    <View className="bar">
      <View className="bar-even grow">
        <Button text={isBusy ? '正在读' : found === null ? '选改好的文件' : '另选一个文件'} look={isChanged ? 'plain' : 'outlined'} wide off={isBusy} onTap={() => void choose()} />
      </View>
      {isChanged ? <View className="grow"><Button text={`换上这 ${found.changes.length} 部分`} look="outlined" wide onTap={() => { onValues(found.values); onClose() }} /></View> : null}
    </View>
  )
  return (
    <Sheet title="到 WPS 里改" foot={foot} onClose={onClose}>
      {problem === null ? null : <Problem text={problem} />}
      {found === null ? (
        <>
          <View>先把文字导出成 .docx，在 WPS 或 Word 里改；双大括号里的指标别拆开，改好再选回来。换之前先看哪些会变；换上以后，不点保存不算数。</View>
          <View className="gap-above"><Button text="导出文字" icon="download" onTap={() => void takeOut()} /></View>
        </>
      ) : (
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
