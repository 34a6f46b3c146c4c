import { useState } from 'react'
import { choosePassword } from '../../client/accounts'
import { useClient } from '../../client/hooks'
import { FieldFrame } from '../FieldFrame'
import { TextInput } from '../TextInput'
import { ChosenPassword } from './ChosenPassword'
import { isCodeLike, ONE_TIME } from './codeText'

/** `known`: whose password it is, and the ticket for it where the server just gave one; the rest is asked. */
export function NewPasswordForm({ known, onDone }: { readonly known: { readonly login: string; readonly ticket: string }; onDone(): void }) {
  const client = useClient()
  const [login, setLogin] = useState(known.login)
  const [ticket, setTicket] = useState(known.ticket)
  const isReady = login.trim() !== '' && isCodeLike(ticket, ONE_TIME)
  return (
    <ChosenPassword isReady={isReady} save={(password) => choosePassword(client, { login: login.trim(), ticket: ticket.trim(), password })} onDone={onDone}>
      {known.ticket !== '' ? null : (
        <>
          <FieldFrame label="账号" must><TextInput value={login} label="账号" onText={setLogin} /></FieldFrame>
          <FieldFrame label="一次性码" must hint="十个字母和数字，大小写和横线不用管">
            <TextInput value={ticket} label="一次性码" max={14} className="code-input code-letters" onText={setTicket} />
          </FieldFrame>
        </>
      )}
    </ChosenPassword>
  )
}
