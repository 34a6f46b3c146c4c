import { useState } from 'react'
import { changePassword } from '../../../client/accounts'
import { useClient } from '../../../client/hooks'
import { ChosenPassword } from '../../../components/account/ChosenPassword'
import { isCodeLike, TOTP } from '../../../components/account/codeText'
import { FieldFrame } from '../../../components/FieldFrame'
import { TextInput } from '../../../components/TextInput'

/** By the old one; whoever administers has an authenticator too. */
export function OwnPasswordForm({ hasTotp, onDone }: { readonly hasTotp: boolean; onDone(): void }) {
  const client = useClient()
  const [old, setOld] = useState('')
  const [totp, setTotp] = useState('')
  const isReady = old !== '' && (!hasTotp || isCodeLike(totp, TOTP))
  const more = hasTotp ? { totp: totp.replace(/\D/g, '') } : {}
  return (
    <ChosenPassword isReady={isReady} save={(password) => changePassword(client, { old, password, ...more })} onDone={onDone}>
      <FieldFrame label="原来的密码" must><TextInput value={old} label="原来的密码" kind="password" onText={setOld} /></FieldFrame>
      {hasTotp ? (
        <FieldFrame label="验证码" must hint="手机验证器里“说事簿”下面的六位数字，登录时用过的不行，等它换一个">
          <TextInput value={totp} label="验证码" kind="digits" max={TOTP} className="code-input" onText={setTotp} />
        </FieldFrame>
      ) : null}
    </ChosenPassword>
  )
}
