import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { openDocument } from '../../../client/platform/documents'
import { trailDoor } from '../../../client/trail'
import { mayAudit } from '../../../domain/role'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { CheckCard } from './CheckCard'
import { FilterCard } from './FilterCard'
import { EVERYTHING, type TrailFilter } from './filter'
import { LineRow } from './LineRow'
import { useTrail } from './useTrail'

const TITLE = '留痕'

/** 留痕: who did and saw what, and whether somebody tampered with it. Ids and codes, never a villager's name. */
export default function Trail() {
  const session = useSignedIn()
  if (session === null) return <Page title={TITLE}>{null}</Page>
  if (!mayAudit(session.me)) return <Page title={TITLE} width="form"><EmptyState text="留痕由审计员查看。需要看，请找县里的安全管理员。" /></Page>
  return <Reading />
}

function Reading() {
  const client = useClient()
  const [filter, setFilter] = useState<TrailFilter>(EVERYTHING)
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
  return (
    <Page title={TITLE} width="form">
      <CheckCard />
      <SectionHead title="找" />
      <FilterCard filter={filter} names={names} onFilter={setFilter} />
      <SectionHead title={filter.subject === null ? '最近的在前' : '这一件：谁在什么时候看过、办过'} right={<Button text={isMaking ? '正在生成' : '导出 .xlsx'} icon="download" off={isMaking} onTap={() => void take()} />} />
      {say === '' ? null : <View className="notice">{say}</View>}
      {problem !== null ? <EmptyState text={problem.message} action="再试一次" onAction={again} /> : null}
      {lines.length > 0 ? <Card>{lines.map((line) => <LineRow key={`${line.chain}/${line.stream}/${line.a}`} line={line} names={names} onFilter={setFilter} />)}</Card> : null}
      {lines.length === 0 && problem === null ? <EmptyState text={loading ? '正在看留痕。' : '这样找，一条也没有。把日期放宽，或者清掉条件再看。'} /> : null}
      {next ? <View className="gap-above"><Button text={loading ? '正在看' : '再看更早的'} wide off={loading} onTap={more} /></View> : null}
    </Page>
  )
}
