import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient, useConfig, useToday } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { papersDoor } from '../../../client/papers'
import { openDocument } from '../../../client/platform/documents'
import { addMonths, type Day } from '../../../core/period'
import { atLevel } from '../../../core/place'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame } from '../../../components/FieldFrame'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { PlacePicker } from '../../../components/PlacePicker'
import { useSignedIn } from '../../../components/session'

const TITLE = '合订一卷'

/** The simple cases of a village and a quarter in one file: cover, list of contents, and the 口头协议登记表 of each. */
export default function Bound() {
  const session = useSignedIn()
  const { stream = '', place = '' } = useParams()
  const client = useClient()
  const { places } = useConfig()
  const quarters = lastQuarters(useToday())
  const [at, setAt] = useState<string | null>(null)
  const [quarter, setQuarter] = useState(quarters[0] ?? '')
  const [state, setState] = useState<{ readonly busy: boolean; readonly say: string }>({ busy: false, say: '' })
  const here = at ?? atLevel(places, place, 'village')?.id ?? (stream === '' ? null : stream)
  const bind = async (): Promise<void> => {
    if (here === null) return
    setState({ busy: true, say: '' })
    const link = await papersDoor(client, atLevel(places, here, 'township')?.id ?? stream).bind({ place: here, quarter })
    if (isProblem(link)) return setState({ busy: false, say: link.code === 'offline' ? '没有信号，有信号再点一次下载。' : link.message })
    const opening = await openDocument(link.url, link.name)
    return setState({ busy: false, say: opening === 'failed' ? '文件没有打开，请再点一次下载。' : '' })
  }
  if (session === null) return <Page title={TITLE} width="form">{null}</Page>
  return (
    <Page title={TITLE} width="form" dock={<Button text={state.busy ? '正在生成' : '下载这一卷'} icon="download" look="filled" wide off={state.busy || here === null} onTap={() => void bind()} />}>
      <Card>
        <FieldFrame label="哪个村"><PlacePicker value={here} label="哪个村" onPlace={setAt} /></FieldFrame>
        <FieldFrame label="哪个季度"><ChipGroup label="哪个季度" choices={quarters.map((code) => ({ code, text: wordsOf(code) }))} picked={[quarter]} onPick={([code]) => setQuarter(code ?? quarter)} /></FieldFrame>
      </Card>
      {state.say === '' ? null : <View className="notice gap-above" ariaRole="alert">{state.say}</View>}
      <View className="note gap-above">只装订当场化解、当场履行的口头协议：封面、目录、每件一份口头协议登记表。仅承办人可见的不在里面。</View>
    </Page>
  )
}

/** This quarter and the three before it. */
function lastQuarters(today: Day): readonly string[] {
  return [0, 3, 6, 9].map((months) => addMonths(today, -months)).map((day) => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`)
}

function wordsOf(quarter: string): string {
  return `${quarter.slice(0, 4)}年${'一二三四'.charAt(Number(quarter.slice(5)) - 1)}季度`
}
