import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame } from '../FieldFrame'
import { TextInput } from '../TextInput'
import { isCodeLike, PHONE_CODE } from './codeText'
import type { Entry } from './useEntry'

/** 手机上的登录码: whoever has the mini-program needs no password on a PC. `fixed`: only this person comes in question. */
export function PhoneCodeWay({ entry, fixed = null }: { readonly entry: Entry; readonly fixed?: string | null }) {
  const { isBusy, problem } = entry
  const [typed, setName] = useState('')
  const [code, setCode] = useState('')
  const name = fixed ?? typed.trim()
  const isWhole = name !== '' && isCodeLike(code, PHONE_CODE)
  const enter = (): void => {
    if (isWhole) void entry.enter({ kind: 'phoneCode', name, code: code.replace(/\D/g, '') })
  }
  return (
    <>
      <Card>
        {fixed === null ? <FieldFrame label="姓名"><TextInput value={typed} label="姓名" onText={setName} /></FieldFrame> : null}
        <FieldFrame label="登录码" hint="八位数字。手机上打开说事簿小程序：我的 → 电脑登录" problem={problem ?? undefined}>
          <TextInput value={code} label="登录码" kind="digits" max={PHONE_CODE + 1} className="code-input" onText={setCode} onEnter={enter} />
        </FieldFrame>
      </Card>
      <View className="gap-above"><Button text={isBusy ? '正在登录' : '登录'} look="filled" wide off={isBusy || !isWhole} onTap={enter} /></View>
    </>
  )
}
