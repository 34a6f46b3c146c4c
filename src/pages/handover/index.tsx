import { View } from '@tarojs/components'
import { useState } from 'react'
import { handedByRecord } from '../../components/attention/handed'
import { HandedItem } from '../../components/attention/HandedItem'
import { HandedRow } from '../../components/attention/HandedRow'
import { useHanded } from '../../components/attention/useHanded'
import { Card } from '../../components/Card'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { SectionHead } from '../../components/SectionHead'
import { useSignedIn } from '../../components/session'
import { Unanswered } from '../../components/Unanswered'

/** 待接收: what a township's phones could not hand in, for its dispatcher to take and an admin to pass on. */
export default function Handover() {
  const session = useSignedIn()
  const { answer, problem, again } = useHanded()
  const [picked, setPicked] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  if (session === null) return <Page title="待接收">{null}</Page>
  const waiting = handedByRecord((answer?.handovers ?? []).filter(({ to }) => to === null))
  const handed = waiting.find(({ first }) => first.id === picked) ?? (waiting.length === 1 ? waiting[0] : undefined)
  const others = waiting.filter((other) => other !== handed)
  const done = (words: string): void => {
    setSaid(words)
    setPicked(null)
    again()
  }
  return (
    <Page title="待接收" width="form">
      {said === '' ? null : <View className="notice">{said}</View>}
      {answer !== null ? null : problem === null ? <EmptyState text="正在看有没有要接的。" /> : <Unanswered problem={problem} again={again} />}
      {answer !== null && waiting.length === 0 ? <EmptyState text="没有要接的。有人调走时没传完的，会到这里来。" action="返回" onAction={goBack} /> : null}
      {handed === undefined ? null : <HandedItem key={handed.first.id} handed={handed} onDone={done} />}
      {others.length === 0 ? null : <SectionHead title={handed === undefined ? '等人接着办的' : '其余的'} right={`${others.length} 件`} />}
      {others.length === 0 ? null : <Card>{others.map((other) => <HandedRow key={other.first.id} handed={other} onOpen={() => setPicked(other.first.id)} />)}</Card>}
    </Page>
  )
}
