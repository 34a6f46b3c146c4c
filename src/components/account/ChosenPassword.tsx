import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Problem } from '../../core/protocol'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame } from '../FieldFrame'
import { TextInput } from '../TextInput'

export interface ChosenPasswordProps {
  /** Fields that say who chooses. */
  readonly children: ReactNode
  /** Whether those are filled in. */
  readonly isReady: boolean
  /** Null: it is set. */
  save(password: string): Promise<Problem | null>
  onDone(): void
}

/** A password chosen, typed twice, and sent one at a time. */
export function ChosenPassword({ children, isReady, save, onDone }: ChosenPasswordProps) {
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isDifferent = again !== '' && again !== password
  const isWhole = isReady && password !== '' && password === again
  const send = async (): Promise<void> => {
    if (!isWhole || isBusy) return
    setBusy(true)
    setProblem(null)
    const refused = await save(password)
    setBusy(false)
    if (refused === null) onDone()
    else setProblem(refused.message)
  }
  return (
    <>
      <Card>
        {children}
        <FieldFrame label="新密码" must hint="至少 12 个字符，大写、小写、数字、符号（或汉字）里有三种；不要用在别处用过的">
          <TextInput value={password} label="新密码" kind="password" onText={setPassword} />
        </FieldFrame>
        <FieldFrame label="再输一次" must problem={isDifferent ? '两次输的不一样' : problem ?? undefined}>
          <TextInput value={again} label="再输一次" kind="password" wrong={isDifferent} onText={setAgain} onEnter={() => void send()} />
        </FieldFrame>
      </Card>
      <View className="gap-above"><Button text={isBusy ? '正在设' : '设好'} look="filled" wide off={!isWhole || isBusy} onTap={() => void send()} /></View>
    </>
  )
}
