import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSession } from '../../client/hooks'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame, Problem } from '../FieldFrame'
import { TextInput } from '../TextInput'
import { isCodeLike, ONE_TIME } from './codeText'
import type { Entry } from './useEntry'

/** 微信登录: one tap, and the one-time code of an administrator the first time. */
export function WechatWay({ entry }: { readonly entry: Entry }) {
  const session = useSession()
  const [code, setCode] = useState('')
  const { isBusy, problem, asks } = entry
  const isAsking = isBusy || (session.kind === 'signedOut' && session.wechat === 'asking')
  const isUnbound = asks?.kind === 'notBound' || (session.kind === 'signedOut' && session.wechat === 'notBound')
  const bind = (): void => {
    if (isCodeLike(code, ONE_TIME)) void entry.enter({ kind: 'bind', code: code.trim() })
  }
  if (!isUnbound) {
    return (
      <>
        <View className="gap-above"><Button text={isAsking ? '正在用微信登录' : '微信登录'} look="filled" wide off={isAsking} onTap={() => void entry.enter({ kind: 'wechat' })} /></View>
        {problem === null ? null : <View className="gap-above"><Problem text={problem} /></View>}
      </>
    )
  }
  return (
    <>
      <View className="notice">这个微信还没有绑定到人。请找乡镇管理员要一个绑定码，让他念给您。</View>
      <Card>
        <FieldFrame label="绑定码" must hint="十个字母和数字，一天内有效，只能用一次。大小写和中间的横线都不用管。" problem={problem ?? undefined}>
          <TextInput value={code} label="绑定码" max={14} className="code-input code-letters" onText={setCode} onEnter={bind} />
        </FieldFrame>
      </Card>
      <View className="gap-above"><Button text={isBusy ? '正在绑定' : '绑定并登录'} look="filled" wide off={isBusy || !isCodeLike(code, ONE_TIME)} onTap={bind} /></View>
      <View className="note gap-above">绑定一次就行，以后打开就能用，不用记密码。</View>
    </>
  )
}
