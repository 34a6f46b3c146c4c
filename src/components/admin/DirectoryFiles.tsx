import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { directoryDoor } from '../../client/directory'
import { useClient } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { openDocument } from '../../client/platform/documents'
import { canPickFiles, pickFile } from '../../client/platform/pickFile'
import type { DirectoryKind, DirectoryTrial, RowSay } from '../../core/directoryWire'
import { Button } from '../Button'
import { Card } from '../Card'
import { ListRow } from '../ListRow'
import { SectionHead } from '../SectionHead'
import { Sheet } from '../Sheet'

/** A directory as a table: out, the empty one, and in again after it was looked at line by line. */
export function DirectoryFiles({ kind, word, isBar = false, onChanged }: {
  readonly kind: DirectoryKind
  readonly word: string
  /** Above a table, as small buttons; else as rows of a card. */
  readonly isBar?: boolean
  onChanged(): void
}) {
  const client = useClient()
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')
  const [trial, setTrial] = useState<DirectoryTrial | null>(null)
  const door = directoryDoor(client)

  const busily = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true)
    setSaid('')
    setSaid(await work())
    setBusy(false)
  }
  const download = (isEmpty: boolean): Promise<void> => busily(async () => {
    const link = await door.exportLink(kind, isEmpty)
    if (isProblem(link)) return link.message
    return (await openDocument(link.url, link.name)) === 'failed' ? '文件没有打开，请再点一次。' : ''
  })
  const choose = (): Promise<void> => busily(async () => {
    const picked = await pickFile(['.xlsx'])
    if (picked === null) return ''
    const answer = await door.attempt(kind, picked.bytes)
    if (isProblem(answer)) return answer.message
    setTrial(answer)
    return ''
  })
  const write = ({ file }: DirectoryTrial): Promise<void> => busily(async () => {
    const answer = await door.write(kind, file)
    setTrial(null)
    if (isProblem(answer)) return answer.message
    client.syncNow()
    onChanged()
    const refused = answer.refused.map(({ say }) => say).join('')
    return `写进了 ${answer.applied} 行。${refused}`
  })
  const tried = trial === null ? null : (
    <Sheet
      title="试过了，还没有写"
      onClose={() => setTrial(null)}
      foot={(
        <View className="bar">
          <Button className="bar-first" text="不导" onTap={() => setTrial(null)} />
          <Button className="bar-rest" text={isBusy ? '正在写' : `写进 ${trial.added + trial.changed} 行`} look="filled" off={isBusy || trial.added + trial.changed === 0} onTap={() => void write(trial)} />
        </View>
      )}
    >
      <View>共 {trial.rows} 行：添加 {trial.added} 行，修改 {trial.changed} 行，{trial.same} 行和现在一样，{trial.badRows} 行有问题。</View>
      {trial.badRows > 0 ? <View className="note">有问题的行不写；改好以后再导一次，已经写进去的不会重复。</View> : null}
      <Said title="要改的" all={trial.bad} />
      <Said title="会写的" all={trial.told} />
    </Sheet>
  )

  if (isBar) {
    return (
      <>
        {said === '' ? null : <View className="meta" ariaRole="status">{said}</View>}
        <Button text={isBusy ? '请等一下' : '导出'} icon="download" off={isBusy} onTap={() => void download(false)} />
        <Button text="下载空表" off={isBusy} onTap={() => void download(true)} />
        {canPickFiles() ? <Button text="从表格导入" off={isBusy} onTap={() => void choose()} /> : null}
        {tried}
      </>
    )
  }
  return (
    <>
      <SectionHead title="表格" />
      {said === '' ? null : <View className="notice">{said}</View>}
      <Card>
        <ListRow title={isBusy ? '请等一下' : `导出${word}名录`} facts={['.xlsx，归您管的都在里面']} chevron onTap={() => void download(false)} />
        <ListRow title="下载空表" facts={['照着表头填，再导进来']} chevron onTap={() => void download(true)} />
        {canPickFiles()
          ? <ListRow title="从表格导入" facts={['先试一遍，有问题的行会一行一行说']} chevron onTap={() => void choose()} />
          : <ListRow title="从表格导入" facts={['要在电脑上用浏览器打开']} />}
      </Card>
      {tried}
    </>
  )
}

function Said({ title, all }: { readonly title: string; readonly all: readonly RowSay[] }) {
  if (all.length === 0) return null
  return (
    <>
      <SectionHead title={title} right={`${all.length} 条`} />
      {all.map(({ row, say }, i) => <View key={`${row}/${i}`} className="import-remark"><Text>{say}</Text></View>)}
    </>
  )
}
