import { useState } from 'react'
import { requestsDoor } from '../../../client/privacy'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { RequestKind } from '../../../core/privacyWire'
import { REQUEST_WORKDAYS } from '../../../domain/privacyRight'
import { REQUEST_KIND_LABELS } from '../../../domain/privacyWords'
import { Button } from '../../../components/Button'
import { ChipGroup } from '../../../components/Chip'
import { FieldFrame, Problem } from '../../../components/FieldFrame'
import { Sheet } from '../../../components/Sheet'
import { TextInput } from '../../../components/TextInput'

const KINDS = Object.entries(REQUEST_KIND_LABELS).map(([code, text]) => ({ code, text }))

/** Taking one down: whose it is, how that was made sure, what they want. */
export function TakeSheet({ stream, onClose }: { readonly stream: string; onClose(): void }) {
  const client = useClient()
  const [kind, setKind] = useState<RequestKind>('copy')
  const [name, setName] = useState('')
  const [contact, setContact] = useState('')
  const [proof, setProof] = useState('')
  const [ask, setAsk] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isShort = [...name.trim()].length < 2
  const take = async (): Promise<void> => {
    setBusy(true)
    const answer = await requestsDoor(client, stream).take({ kind, name: name.trim(), contact: contact.trim(), proof: proof.trim(), ask: ask.trim() })
    setBusy(false)
    if (isProblem(answer)) setProblem(answer.message)
    else onClose()
  }
  const foot = <Button text={isBusy ? '正在存' : '收下'} look="filled" wide off={isBusy || isShort || proof.trim() === ''} onTap={() => void take()} />
  return (
    <Sheet title="收下一份请求" foot={foot} onClose={onClose}>
      <FieldFrame label="要什么"><ChipGroup label="要什么" choices={KINDS} picked={[kind]} onPick={([code]) => setKind((code ?? kind) as RequestKind)} /></FieldFrame>
      <FieldFrame label="本人姓名" must hint="写全名，程序按全名去找；只登记了姓的找不到，请看台账">
        <TextInput value={name} label="本人姓名" max={40} onText={setName} />
      </FieldFrame>
      <FieldFrame label="怎么核实是本人" must hint="如 带身份证件来、委托书；不拍证件、不记证件号">
        <TextInput value={proof} label="怎么核实是本人" max={200} onText={setProof} />
      </FieldFrame>
      <FieldFrame label="联系方式"><TextInput value={contact} label="联系方式" max={80} onText={setContact} /></FieldFrame>
      <FieldFrame label="本人怎么说" hint={`收下以后 ${REQUEST_WORKDAYS} 个工作日内办完`}><TextInput value={ask} label="本人怎么说" lines={3} max={1000} onText={setAsk} /></FieldFrame>
      {problem === null ? null : <Problem text={problem} />}
    </Sheet>
  )
}
