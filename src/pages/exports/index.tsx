import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn } from '../../client/client'
import { askExport } from '../../client/exports'
import { useClient, useConfig, useToday } from '../../client/hooks'
import { isProblem } from '../../client/online'
import { openDocument } from '../../client/platform/documents'
import { dayText, type Period } from '../../core/period'
import { atLevel, type Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import { exportsFrom, exportTitle, type ExportWhat } from '../../domain/exports'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { ChipGroup } from '../../components/Chip'
import { DayField } from '../../components/DayField'
import { EmptyState } from '../../components/EmptyState'
import { FieldFrame } from '../../components/FieldFrame'
import { Page } from '../../components/Page'
import { PlacePicker } from '../../components/PlacePicker'
import { useSignedIn } from '../../components/session'
import { usualPeriods } from './periods'

/** 导出表格: which table, of where, of when. The server makes it and remembers who took it. */
export default function Exports() {
  const session = useSignedIn()
  return session === null ? <Page title={TITLE} at="board" width="form">{null}</Page> : <Choosing session={session} />
}

const TITLE = '导出表格'
const OWN = 'own'

/** Null: the person's roles take no tables away. */
function firstPlace(me: Me, places: Places): string | null {
  return me.grants.find((grant) => exportsFrom(me, places, grant.place).length > 0)?.place ?? null
}

function Choosing({ session: { me } }: { readonly session: SignedIn }) {
  const client = useClient()
  const { places } = useConfig()
  const today = useToday()
  const usual = usualPeriods(today)
  const [elsewhere, setPlace] = useState<string | null>(null)
  // Places may come after the page: on a cold start nobody's scope can be told yet.
  const place = elsewhere ?? firstPlace(me, places)
  const [picked, setPicked] = useState<ExportWhat | null>(null)
  const [span, setSpan] = useState('year')
  const [own, setOwn] = useState<Period>(() => ({ from: `${today.slice(0, 4)}-01-01`, to: today }))
  const [state, setState] = useState<'choosing' | 'making' | 'opened'>('choosing')
  const [problem, setProblem] = useState<string | null>(null)

  if (place === null) return <Page title={TITLE} at="board" width="form"><EmptyState text="您的角色不导出表格。需要的，请找司法所或者综治中心。" /></Page>
  const offered = exportsFrom(me, places, place)
  const what = picked !== null && offered.includes(picked) ? picked : (offered[0] ?? null)
  const period = usual.find(({ code }) => code === span)?.period ?? own
  const isBackward = period.from > period.to
  const change = (): void => {
    setProblem(null)
    setState('choosing')
  }

  const take = async (): Promise<void> => {
    if (what === null) return
    setProblem(null)
    setState('making')
    const stream = place === me.county ? me.county : (atLevel(places, place, 'township')?.id ?? place)
    const link = await askExport(client, stream, { what, period, place })
    if (isProblem(link)) {
      setState('choosing')
      return setProblem(link.code === 'offline' ? '没有信号，有信号再点一次下载。' : link.message)
    }
    const opening = await openDocument(link.url, link.name)
    if (opening === 'failed') setProblem('文件没有打开，请再点一次下载。')
    return setState(opening === 'failed' ? 'choosing' : 'opened')
  }

  const dock = <Button text={state === 'making' ? '正在生成' : '下载 .xlsx'} icon="download" look="filled" wide off={state === 'making' || what === null || isBackward} onTap={() => void take()} />
  return (
    <Page title={TITLE} at="board" width="form" dock={dock}>
      <Card>
        <FieldFrame label="哪里的"><PlacePicker value={place} label="哪里的" onPlace={(id) => { change(); setPlace(id) }} /></FieldFrame>
        <FieldFrame label="哪张表" {...(what === null ? { problem: '这个地方的表，您的角色不能导出，请换一个地方。' } : {})}>
          <ChipGroup
            label="哪张表"
            choices={offered.map((code) => ({ code, text: exportTitle(code) }))}
            picked={what === null ? [] : [what]}
            onPick={([code]) => {
              change()
              setPicked(offered.find((each) => each === code) ?? null)
            }}
          />
        </FieldFrame>
        <FieldFrame label="哪段时间" hint={`${dayText(period.from, '')}至${dayText(period.to, '')}`}>
          <ChipGroup
            label="哪段时间"
            choices={[...usual, { code: OWN, text: '自己选' }]}
            picked={[span]}
            onPick={([code]) => {
              change()
              setSpan(code ?? OWN)
            }}
          />
        </FieldFrame>
        {span !== OWN ? null : (
          <>
            <FieldFrame label="从" {...(isBackward ? { problem: '开始的日子比结束的晚，请改一个。' } : {})}>
              <DayField value={own.from} label="从" today={today} past boxed onDay={(from) => { change(); setOwn({ ...own, from }) }} />
            </FieldFrame>
            <FieldFrame label="到"><DayField value={own.to} label="到" today={today} past boxed onDay={(to) => { change(); setOwn({ ...own, to }) }} /></FieldFrame>
          </>
        )}
      </Card>
      {problem === null ? null : <View className="notice gap-above" ariaRole="alert">{problem}</View>}
      {state === 'opened' ? <View className="notice gap-above" ariaRole="status">已经下载，再要一份请再点一次。</View> : null}
      <View className="note gap-above">{what === 'statistics' ? ABOUT_STATISTICS : ABOUT_PEOPLE}</View>
    </Page>
  )
}

const ABOUT_STATISTICS = '只有数，没有姓名。只统计途径是人民调解的；各乡镇、各村按行政次序排，合计和各栏都能对上。'
const ABOUT_PEOPLE = '您看得到姓名的，表里有姓名；看不到的，表里没有。仅承办人可见的只写件数。谁在什么时候导出了什么，系统里留有记录。'
