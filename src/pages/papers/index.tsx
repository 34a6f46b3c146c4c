import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import type { ShownRecord, SignedIn } from '../../client/client'
import { useClient, useConfig } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { papersDoor } from '../../client/papers'
import { openDocument } from '../../client/platform/documents'
import { canPickFiles } from '../../client/platform/pickFile'
import type { PaperAsk, PaperLine, PaperList } from '../../core/paperWire'
import { lackingOf, papersOf } from '../../domain/papers/completeness'
import { Button, WordsButton } from '../../components/Button'
import { Card } from '../../components/Card'
import { useLent } from '../../components/case/lent'
import { EmptyState } from '../../components/EmptyState'
import { ListRow } from '../../components/ListRow'
import { NothingHere } from '../../components/NothingHere'
import { Page } from '../../components/Page'
import { isOnlyOral } from '../../components/papers/PapersRow'
import { useParams } from '../../components/params'
import { goBack, open } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { StateMark, type Shape } from '../../components/StateMark'
import { useSignedIn } from '../../components/session'
import { Unanswered } from '../../components/Unanswered'
import { editingOf, mendingOf } from './mending'

const TITLE = '文书和卷宗'

/** The papers of one case: which there are, what each lacks, made by the server. What is missing is told without a network. */
export default function Papers() {
  const session = useSignedIn()
  const { id = '', stream = '' } = useParams()
  const { record, problem, again } = useLent(stream, id)
  if (session === null || record === null) {
    return <Page title={TITLE} width="form">{session !== null && id === '' ? <NothingHere /> : problem === null ? null : <Unanswered problem={problem} again={again} />}</Page>
  }
  return <Opened session={session} record={record} />
}

interface Making {
  /** What is being made: the paper and its row, or the volume. */
  readonly of: string | null
  readonly say: string
}

function Opened({ session: { me }, record }: { readonly session: SignedIn; readonly record: ShownRecord }) {
  const client = useClient()
  const { places } = useConfig()
  const list = useMemo(() => papersOf(record.values, record.stage), [record])
  const [making, setMaking] = useState<Making>({ of: null, say: '' })
  const make = async (ask: PaperAsk): Promise<void> => {
    setMaking({ of: keyOf(ask), say: '' })
    const link = await papersDoor(client, record.stream).make(record.id, ask)
    if (isProblem(link)) return setMaking({ of: null, say: link.code === 'offline' ? '没有信号，有信号再点一次下载。缺什么，没有信号也看得到。' : link.message })
    const opening = await openDocument(link.url, link.name)
    if (opening === 'failed') return setMaking({ of: null, say: '文件没有打开，请再点一次下载。' })
    return setMaking({ of: null, say: link.left.length === 0 ? '' : `不在里面的：${link.left.join('、')}。` })
  }
  const busy = making.of !== null
  const say = making.say === '' ? null : <View className="notice gap-above" ariaRole="alert">{making.say}</View>
  if (list.reason !== null) return <Page title={TITLE} width="form"><EmptyState text={list.reason} action="返回" onAction={goBack} /></Page>
  if (record.sync !== 'uploaded') return <Page title={TITLE} width="form"><Lines list={list} /><View className="notice gap-above">这件还没有全传上去，文书要等传上去再做。缺什么，上面看得到。</View></Page>
  const oral = isOnlyOral(list) ? list.papers[0] : undefined
  if (oral !== undefined) {
    return (
      <Page title={TITLE} width="form" dock={<Button text={busy ? '正在生成' : oral.title} icon="download" look="filled" wide off={busy} onTap={() => void make(askOf(oral))} />}>
        <Card padded>
          <View className="strong">这件只要一份{oral.title}</View>
          <View className="note">当场化解、当场履行的口头协议，不用立全卷。没有写的地方留着空，打印出来用笔填。</View>
        </Card>
        {say}
        <View className="gap-above"><WordsButton text="一个村一个季度合订一卷" onTap={() => open('paperBound', { stream: record.stream, place: String(record.values.place ?? '') })} /></View>
      </Page>
    )
  }
  const mend = (line: PaperLine): (() => void) | null => {
    const params = mendingOf(line, record, me, places)
    return params === null ? null : () => open('edit', params)
  }
  const scanning = editingOf(record, me, places)
  return (
    <Page title={TITLE} width="form" dock={<Button text={making.of === 'volume' ? '正在生成' : '整卷下载'} icon="download" look="filled" wide off={busy} onTap={() => void make({ what: 'volume' })} />}>
      <Lines list={list} busy={busy} onTake={(line) => void make(askOf(line))} mending={mend} />
      {say}
      <SectionHead title="签好字的扫描件" right={list.expected === 0 ? undefined : `要签字的 ${list.expected} 份，材料 ${list.scans} 件`} />
      <Card padded>
        <View className="note">打印、签字、盖章以后，拍下来或者扫描，附在这一件的“材料”里。</View>
        {scanning === null ? null : <View className="gap-above"><Button text="扫描件回来了" look="outlined" wide onTap={() => open('edit', scanning)} /></View>}
        {canPickFiles() && list.scans > 0 ? <View className="gap-above"><Button text={making.of === 'package' ? '正在打包' : '文书和材料打一个包（.zip）'} wide off={busy} onTap={() => void make({ what: 'package' })} /></View> : null}
      </Card>
      <View className="note gap-above">文书里有姓名、电话和住址，只供办这件事用。谁在什么时候下载了什么，系统里留有记录。</View>
    </Page>
  )
}

function Lines({ list, busy = false, onTake, mending }: {
  readonly list: PaperList
  readonly busy?: boolean
  onTake?(line: PaperLine): void
  /** What 去补 does; null for whoever may not write the case. */
  mending?(line: PaperLine): (() => void) | null
}) {
  const needed = list.papers.filter(({ use }) => use === 'needed')
  const others = list.papers.filter(({ use }) => use === 'may')
  const row = (line: PaperLine) => (
    <ListRow
      key={keyOf(askOf(line))}
      title={line.title}
      facts={[<StateMark key="state" shape={shapeOf(line)} word={wordOf(line)} />, ...line.missing]}
      right={onTake === undefined ? undefined : (
        <View className="bar">
          <Mend onMend={line.missing.length === 0 ? null : (mending?.(line) ?? null)} />
          <Button text="下载" off={busy} onTap={() => onTake(line)} />
        </View>
      )}
    />
  )
  const lacking = lackingOf(list)
  return (
    <>
      <SectionHead title="卷里要有的" right={lacking === 0 ? '齐了' : `还缺 ${lacking} 样`} />
      <Card>{needed.map(row)}</Card>
      {others.length === 0 ? null : <><SectionHead title="也可以有" /><Card>{others.map(row)}</Card></>}
    </>
  )
}

function Mend({ onMend }: { readonly onMend: (() => void) | null }) {
  return onMend === null ? null : <Button text="去补" onTap={onMend} />
}

function shapeOf({ missing }: PaperLine): Shape {
  return missing.length === 0 ? 'tick' : 'half'
}

function wordOf({ missing }: PaperLine): string {
  return missing.length === 0 ? '内容齐了' : `还缺 ${missing.length} 样`
}

function askOf({ paper, row }: PaperLine): PaperAsk {
  return { what: 'paper', paper, row }
}

function keyOf(ask: PaperAsk): string {
  return ask.what === 'paper' ? `${ask.paper}/${ask.row ?? ''}` : ask.what
}
