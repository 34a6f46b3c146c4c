import { View } from '@tarojs/components'
import { useState } from 'react'
import { choosePassword } from '../../client/accounts'
import { useClient } from '../../client/hooks'
import { Button } from '../Button'
import { Card } from '../Card'
import { FieldFrame } from '../FieldFrame'
import { TextInput } from '../TextInput'
import { isCodeLike, ONE_TIME } from './codeText'

/** `known`: whose password it is, and the ticket for it where the server just gave one; the rest is asked. */
export function NewPasswordForm({ known, onDone }: { readonly known: { readonly login: string; readonly ticket: string }; onDone(): void }) {
  const client = useClient()
  const [login, setLogin] = useState(known.login)
  const [ticket, setTicket] = useState(known.ticket)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isDifferent = again !== '' && again !== password
  const isWhole = login.trim() !== '' && isCodeLike(ticket, ONE_TIME) && password !== '' && password === again
  const save = async (): Promise<void> => {
    if (!isWhole || isBusy) return
    setBusy(true)
    setProblem(null)
    const refused = await choosePassword(client, { login: login.trim(), ticket: ticket.trim(), password })
    setBusy(false)
    if (refused === null) onDone()
    else setProblem(refused.message)
  }
  return (
    <>
      <Card>
        {known.ticket !== '' ? null : (
          <>
            <FieldFrame label="账号" must><TextInput value={login} label="账号" onText={setLogin} /></FieldFrame>
            <FieldFrame label="一次性码" must hint="十个字母和数字，大小写和横线不用管">
              <TextInput value={ticket} label="一次性码" max={14} className="code-input code-letters" onText={setTicket} />
            </FieldFrame>
          </>
        )}
        <FieldFrame label="新密码" must hint="至少 12 个字符，大写、小写、数字、符号（或汉字）里有三种；不要用在别处用过的">
          <TextInput value={password} label="新密码" kind="password" onText={setPassword} />
        </FieldFrame>
        <FieldFrame label="再输一次" must problem={isDifferent ? '两次输的不一样' : problem ?? undefined}>
          <TextInput value={again} label="再输一次" kind="password" wrong={isDifferent} onText={setAgain} onEnter={() => void save()} />
        </FieldFrame>
      </Card>
      <View className="gap-above"><Button text={isBusy ? '正在设' : '设好'} look="filled" wide off={!isWhole || isBusy} onTap={() => void save()} /></View>
    </>
  )
}
