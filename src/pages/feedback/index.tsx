import { View } from '@tarojs/components'
import { useState } from 'react'
import { useClient } from '../../client/hooks'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { FieldFrame } from '../../components/FieldFrame'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { goBack } from '../../components/routes'
import { TextInput } from '../../components/TextInput'

const MOST = 1000

/** 投诉建议: open to everybody, signed in or not. What was typed stays until it was received. */
export default function Feedback() {
  const client = useClient()
  const [text, setText] = useState('')
  const [contact, setContact] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [state, setState] = useState<'writing' | 'sending' | 'received'>('writing')

  const send = async (): Promise<void> => {
    setState('sending')
    const answer = await client.online.feedback(text.trim(), contact.trim())
    setProblem(answer?.message ?? null)
    setState(answer === null ? 'received' : 'writing')
  }
  if (state === 'received') {
    return (
      <Page title="投诉建议" width="form">
        <EmptyState text="收到了，主办单位会看。" action="返回" onAction={goBack} />
      </Page>
    )
  }
  const dock = <Button text={state === 'sending' ? '正在提交' : '提交'} look="filled" wide off={state === 'sending' || text.trim() === ''} onTap={() => void send()} />
  return (
    <Page title="投诉建议" width="form" dock={dock}>
      <Card>
        <FieldFrame label="您想说什么" hint="涉密的事、别人的隐私不往上写" problem={problem ?? undefined}>
          <TextInput value={text} label="您想说什么" lines={6} max={MOST} onText={setText} />
        </FieldFrame>
        <FieldFrame label="怎么联系您" hint="可以不填；填了，处理后好答复您">
          <TextInput value={contact} label="怎么联系您" max={60} onText={setContact} />
        </FieldFrame>
      </Card>
      <View className="note gap-above">提交要有信号。没有信号时写好的留在这一页，有信号再点提交。</View>
    </Page>
  )
}
