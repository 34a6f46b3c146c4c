import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../../client/client'
import { useOnline, useRecord } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import type { Me } from '../../../core/protocol'
import { person as PERSON } from '../../../domain/directory'
import { KeepForm } from '../../../components/admin/KeepForm'
import { useKeeper } from '../../../components/admin/useKeeper'
import { Button } from '../../../components/Button'
import { EmptyState } from '../../../components/EmptyState'
import { Sheet } from '../../../components/Sheet'
import { PersonFacts, PersonGrants, PersonLinks, PERSON_HINTS, PERSON_NAMES } from './PersonCards'

interface OpenProps {
  readonly me: Me
  readonly id: string
  onBack(): void
}

/** One person: post and unit, what they may do and since when, and the ways to their sign-in and their entry in the roster. */
export function OpenPerson(props: OpenProps) {
  const held = useRecord(props.id)
  // With the telephone number, which no phone holds; of one just written the server knows nothing yet.
  const isOnItsWay = held !== null && held.n === 0
  const { answer, problem } = useOnline((client) => (isOnItsWay ? Promise.resolve(null) : client.online.record(props.me.county, props.id)), [props.id, held?.n ?? 0])
  if (held === null) return <EmptyState text={problem?.message ?? '正在读'} />
  return <Opened {...props} held={held} phone={answer === null ? null : (answer.record.values.phone ?? '')} />
}

/** `phone` null: not read, and so not asked in the form either. */
function Opened({ me, id, held, phone, onBack }: OpenProps & { readonly held: ShownRecord; readonly phone: Values[string] | null }) {
  const [isEditing, setEditing] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const { isBusy, failed, keep } = useKeeper(me.county)
  const values: Values = { ...held.values, ...(phone === null || phone === '' ? {} : { phone }) }
  const name = String(values.name ?? '')
  const isKept = held.stage === 'kept'
  const save = async (changes: Patch): Promise<void> => {
    if ((await keep(PERSON, id, { kind: 'edit', set: changes })) !== null) setEditing(false)
  }
  const retire = async (): Promise<void> => {
    setLeaving(false)
    if ((await keep(PERSON, id, { kind: 'move', move: 'retire', set: {} })) !== null) onBack()
  }
  if (isEditing) {
    const names = PERSON_NAMES.filter((each) => each !== 'phone' || phone !== null)
    return (
      <>
        <KeepForm type={PERSON} names={names} needs={['name']} before={values} hints={PERSON_HINTS} save="保存" isBusy={isBusy} failed={failed} onSave={(_after, changes) => void save(changes)} />
        <Button className="gap-above" text="不改了" wide onTap={() => setEditing(false)} />
      </>
    )
  }
  return (
    <>
      {isKept ? null : <View className="notice">停用了，不能登录。</View>}
      <PersonFacts values={values} onEdit={isKept ? () => setEditing(true) : null} />
      <PersonGrants person={id} />
      <PersonLinks person={id} me={me} />
      {failed === null ? null : <View className="notice">{failed}</View>}
      {isKept ? <View className="gap-above"><Button text="停用" wide off={isBusy} onTap={() => setLeaving(true)} /></View> : null}
      {isLeaving ? <LeavingSheet name={name} onRetire={() => void retire()} onClose={() => setLeaving(false)} /> : null}
    </>
  )
}

function LeavingSheet({ name, onRetire, onClose }: { readonly name: string; onRetire(): void; onClose(): void }) {
  return (
    <Sheet title={`停用${name}`} onClose={onClose} foot={<Button text="停用" look="filled" wide onTap={onRetire} />}>
      <View>停用以后马上不能登录，手机上的台账会清掉。以前办的、记的还写着这个名字。</View>
      <View className="meta gap-above">只是调走、换岗的，不用停用：请安全管理员改授权，写明到哪天为止。</View>
    </Sheet>
  )
}
