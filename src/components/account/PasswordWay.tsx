import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame } from '../FieldFrame'
import { TextInput } from '../TextInput'
import { isCodeLike, TOTP } from './codeText'
import { NewPasswordForm } from './NewPasswordForm'
import { TotpSetUp } from './TotpSetUp'
import type { Entry } from './useEntry'

/** 账号密码, and the authenticator's six digits where they are asked for. `fixed`: only this account comes in question. */
export function PasswordWay({ entry, first, fixed = false }: { readonly entry: Entry; readonly first: string; readonly fixed?: boolean }) {
  const { isBusy, problem, asks } = entry
  const [login, setLogin] = useState(first)
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const isTotpAsked = asks?.kind === 'needsTotp'
  const isWhole = login.trim() !== '' && password !== '' && (!isTotpAsked || isCodeLike(totp, TOTP))
  const enter = (): void => {
    const way = { kind: 'password', login: login.trim(), password } as const
    if (isWhole) void entry.enter(isTotpAsked ? { ...way, totp: totp.replace(/\D/g, '') } : way)
  }
  const renewed = (): void => {
    setPassword('')
    setTotp('')
    entry.afresh()
  }
  if (asks?.kind === 'newPassword') {
    return (
      <>
        <View className="notice">这个密码用满期限了，请换一个新的再登录。</View>
        <NewPasswordForm known={{ login: login.trim(), ticket: asks.ticket }} onDone={renewed} />
      </>
    )
  }
  if (asks?.kind === 'setUpTotp') return <TotpSetUp asked={asks} onLearned={entry.learned} />
  return (
    <>
      <Card>
        {fixed ? null : <FieldFrame label="账号"><TextInput value={login} label="账号" onText={setLogin} /></FieldFrame>}
        <FieldFrame label="密码" problem={isTotpAsked ? undefined : problem ?? undefined}>
          <TextInput value={password} label="密码" kind="password" onText={setPassword} onEnter={enter} />
        </FieldFrame>
        {isTotpAsked ? (
          <FieldFrame label="验证码" must hint="手机验证器里“说事簿”下面的六位数字，半分钟换一次" problem={problem ?? undefined}>
            <TextInput value={totp} label="验证码" kind="digits" max={TOTP} className="code-input" onText={setTotp} onEnter={enter} />
          </FieldFrame>
        ) : null}
      </Card>
      <View className="gap-above"><Button text={isBusy ? '正在登录' : '登录'} look="filled" wide off={isBusy || !isWhole} onTap={enter} /></View>
    </>
  )
}
