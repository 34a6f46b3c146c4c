import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { openDocument } from '../../../client/platform/documents'
import { trailDoor } from '../../../client/trail'
import type { TrailLine } from '../../../core/trailWire'
import { lineText } from '../../../domain/trailText'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { EmptyState } from '../../../components/EmptyState'
import { SectionHead } from '../../../components/SectionHead'
import { Unanswered } from '../../../components/Unanswered'
import { CheckCard } from './CheckCard'
import { FilterCard } from './FilterCard'
import { EVERYTHING, type TrailFilter } from './filter'
import { LineRow, LineSheet, whenOf } from './LineRow'
import { useTrail } from './useTrail'

const TITLE = '留痕'

/** 留痕: who did and saw what, and whether somebody tampered with it. Ids and codes, never a villager's name. */
export default function Trail() {
  return <AdminPage page="trail" others="留痕由审计员查看。需要看，请找县里的安全管理员。">{() => <Reading />}</AdminPage>
}

function Reading() {
  const client = useClient()
  const [filter, setFilter] = useState<TrailFilter>(EVERYTHING)
  const [opened, setOpened] = useState<string | null>(null)
  const [say, setSay] = useState('')
  const [isMaking, setMaking] = useState(false)
  const { lines, names, next, problem, loading, more, again } = useTrail(filter)
  const take = async (): Promise<void> => {
    setMaking(true)
    setSay('')
    const file = await trailDoor(client).takeAway(filter)
    setMaking(false)
    if (isProblem(file)) return setSay(file.message)
    if ((await openDocument(file.url, file.name)) === 'failed') setSay('文件没有打开，请再点一次导出。')
  }
  const idOf = ({ chain, stream, a }: TrailLine): string => `${chain}/${stream}/${a}`
  const line = lines.find((each) => idOf(each) === opened)
  const title = filter.subject === null ? '最近的在前' : '这一件：谁在什么时候看过、办过'
  const takeButton = <Button text={isMaking ? '正在生成' : '导出 .xlsx'} icon="download" off={isMaking} onTap={() => void take()} />
  const said = say === '' ? null : <View className="notice">{say}</View>
  const none = problem !== null ? <Unanswered problem={problem} again={again} />
    : lines.length === 0 ? <EmptyState text={loading ? '正在看留痕。' : '这样找，一条也没有。把日期放宽，或者清掉条件再看。'} /> : null
  const earlier = next ? <Button text={loading ? '正在看' : '再看更早的'} wide off={loading} onTap={more} /> : null
  const finding = <FilterCard filter={filter} names={names} onFilter={setFilter} />
  return (
    <DeskPage
      title={TITLE} at="admin/trail" one={null}
      over={line === undefined ? null : <LineSheet line={line} names={names} onFilter={setFilter} onClose={() => setOpened(null)} />}
      list={(
        <>
          <CheckCard />
          <SectionHead title="找" />
          {finding}
          <SectionHead title={title} right={takeButton} />
          {said}
          {none}
          {lines.length > 0 ? <Card>{lines.map((each) => <LineRow key={idOf(each)} line={each} names={names} onOpen={() => setOpened(idOf(each))} />)}</Card> : null}
          {earlier === null ? null : <View className="gap-above">{earlier}</View>}
        </>
      )}
      table={() => (
        <View className="trail-desk">
          <View>
            <View className="register-bar"><View className="strong">{title}</View><View className="grow" />{takeButton}</View>
            {said}
            <DeskTable
              label={TITLE} columns={columnsWith(names)} rows={lines.map((each) => ({ id: idOf(each), line: each }))} opened={opened}
              count={next ? `先列出 ${lines.length} 条` : `${lines.length} 条`} empty={none} after={earlier} onOpen={(row) => setOpened(row?.id ?? null)}
            />
          </View>
          <View className="trail-side">
            {finding}
            <CheckCard />
          </View>
        </View>
      )}
    />
  )
}

function columnsWith(names: Readonly<Record<string, string>>): readonly DeskColumn<{ readonly id: string; readonly line: TrailLine }>[] {
  return [
    { name: 'when', label: '什么时候', cell: ({ line }) => whenOf(line) },
    { name: 'who', label: '谁', cell: ({ line }) => lineText(line, names).who },
    { name: 'what', label: '做了什么', cell: ({ line }) => lineText(line, names).what },
    { name: 'about', label: '对什么', cell: ({ line }) => lineText(line, names).about || '—' },
  ]
}
