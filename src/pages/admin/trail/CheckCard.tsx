import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useClient, useConfig, useOnline } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import { trailDoor } from '../../../client/trail'
import { clockAt, dayAt, dayText } from '../../../core/period'
import type { TrailCheck } from '../../../core/trailWire'
import { damageText, type ChainName, type Damage } from '../../../domain/trailWords'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'

const ASK_AGAIN = 1_500

/** Whether the trail holds: the last verification, and the button for the next. It goes on at the server, whatever becomes of this page. */
export function CheckCard() {
  const client = useClient()
  const { answer, problem, again } = useOnline((asked) => trailDoor(asked).lastCheck(), [])
  const [say, setSay] = useState('')
  const last = answer?.last ?? null
  const isRunning = answer?.running === true
  useEffect(() => {
    if (!isRunning) return undefined
    const timer = setTimeout(again, ASK_AGAIN)
    return () => clearTimeout(timer)
  })
  const begin = async (): Promise<void> => {
    const begun = await trailDoor(client).check()
    setSay(isProblem(begun) ? begun.message : '')
    again()
  }
  return (
    <Card padded>
      {last === null ? <View className="strong">{problem === null ? '还没有校验过' : problem.message}</View> : <Result check={last} />}
      {say === '' ? null : <View className="notice">{say}</View>}
      <View className="gap-above"><Button text={isRunning ? '正在校验' : '校验'} icon="check" look="filled" wide off={isRunning} onTap={() => void begin()} /></View>
    </Card>
  )
}

function Result({ check }: { readonly check: TrailCheck }) {
  const { places } = useConfig()
  const { at, lines, anchors, anchored, broken, wrongAnchors } = check
  const when = `${dayText(dayAt(Date.parse(at)))} ${clockAt(Date.parse(at))}`
  const isWhole = broken.length === 0 && wrongAnchors.length === 0
  return (
    <>
      <View className="strong">{isWhole ? `${when} 校验：完整，没有被改过` : `${when} 校验：不完整`}</View>
      {broken.map(({ stream, chain, a, damage }) => (
        <View key={`${stream}/${chain}`} className="notice">{damageText(places.byId[stream]?.name ?? stream, chain as ChainName, a, damage as Damage)}。</View>
      ))}
      {wrongAnchors.map((file) => <View key={file} className="notice">锚定文件 {file} 被改过。</View>)}
      <View className="meta">
        共 {lines} 行，{anchors === 0 ? '还没有锚定可以对照；服务每天会锚定一次' : `对照了 ${anchors} 份锚定，最近一份是 ${anchored ?? ''} 的`}。
      </View>
      {isWhole ? null : <View className="meta">请保留现场，不要清理、不要恢复备份，马上告诉县里的安全管理员。</View>}
    </>
  )
}
