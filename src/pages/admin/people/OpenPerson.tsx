import { View } from '@tarojs/components'
import { useState } from 'react'
import { directoryDoor } from '../../../client/directory'
import { useConfig, useOnline, useRecord, useToday } from '../../../client/hooks'
import type { Field, Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import { placeName } from '../../../core/place'
import type { Me } from '../../../core/protocol'
import { person as PERSON } from '../../../domain/directory'
import { roleName } from '../../../domain/granting'
import { spanWords } from '../../../components/admin/span'
import { KeepForm } from '../../../components/admin/KeepForm'
import { useKeeper } from '../../../components/admin/useKeeper'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { FieldText } from '../../../components/FieldText'
import { Icon } from '../../../components/Icon'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'

export const PERSON_NAMES = ['name', 'post', 'unit', 'place', 'phone', 'civilServant', 'from', 'until'] as const
export const PERSON_HINTS = { until: '到哪天为止；还在就空着', civilServant: '以案定补不发给公职人员', phone: '工作电话，同事联系用' }

/** One person: post and unit, what they may do and since when, and the ways to their sign-in and their entry in the roster. */
export function OpenPerson({ me, id, onBack }: { readonly me: Me; readonly id: string; onBack(): void }) {
  const config = useConfig()
  const today = useToday()
  const held = useRecord(id)
  // With the telephone number, which no phone holds.
  const { answer, problem } = useOnline((client) => client.online.record(me.county, id), [id, held?.n ?? 0])
  const granted = useOnline((client) => directoryDoor(client).grants(), [id])
  const [isEditing, setEditing] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const { isBusy, failed, keep } = useKeeper(me.county)
  const values: Values = { ...held?.values, ...(answer?.record.values.phone === undefined ? {} : { phone: answer.record.values.phone }) }
  const back = <Button text="回到名录" wide onTap={onBack} />
  if (held === null) return <Page title="人员" width="form" dock={back}><EmptyState text={problem?.message ?? '正在读'} /></Page>
  const name = String(values.name ?? '')
  const save = async (_after: Values, changes: Patch): Promise<void> => {
    if ((await keep(PERSON, id, { kind: 'edit', set: changes })) !== null) setEditing(false)
  }
  const retire = async (): Promise<void> => {
    setLeaving(false)
    if ((await keep(PERSON, id, { kind: 'move', move: 'retire', set: {} })) !== null) onBack()
  }
  if (isEditing) {
    return (
      <Page title={`改${name}`} width="form">
        <KeepForm type={PERSON} names={answer === null ? PERSON_NAMES.filter((each) => each !== 'phone') : PERSON_NAMES} needs={['name']} before={values} hints={PERSON_HINTS} save="保存" isBusy={isBusy} failed={failed} onSave={(after, changes) => void save(after, changes)} />
        <Button className="gap-above" text="不改了" wide onTap={() => setEditing(false)} />
      </Page>
    )
  }
  const grants = granted.answer?.grants.filter((grant) => grant.values.person === id) ?? []
  return (
    <Page
      title={name} width="form" dock={back}
      over={isLeaving ? (
        <Sheet title={`停用${name}`} onClose={() => setLeaving(false)} foot={<Button text="停用" look="filled" wide onTap={() => void retire()} />}>
          <View>停用以后马上不能登录，手机上的台账会清掉。以前办的、记的还写着这个名字。</View>
          <View className="meta gap-above">只是调走、换岗的，不用停用：请安全管理员改授权，写明到哪天为止。</View>
        </Sheet>
      ) : null}
    >
      {held.stage === 'kept' ? null : <View className="notice">停用了，不能登录。</View>}
      <SectionHead title="这个人" />
      <Card>
        {PERSON_NAMES.filter((each) => values[each] !== undefined).map((each) => {
          const field: Field = PERSON.fields[each]
          return <ListRow key={each} title={field.label} right={<FieldText type={PERSON} name={each} field={field} value={values[each]} />} />
        })}
        {held.stage === 'kept' ? <ListRow title="改" icon={<Icon name="pencil" />} chevron onTap={() => setEditing(true)} /> : null}
      </Card>
      <SectionHead title="授权" right="由安全管理员管" />
      <Card>
        {granted.answer === null ? <ListRow title={granted.problem?.message ?? '正在读'} soft /> : null}
        {granted.answer !== null && grants.length === 0 ? <ListRow title="还没有授权" facts={['有了授权才能登录。请找安全管理员。']} soft /> : null}
        {grants.map((grant) => <ListRow key={grant.id} title={roleName(grant.values.role)} facts={[placeName(config.places, String(grant.values.place)), spanWords(grant.values, today)]} />)}
      </Card>
      <SectionHead title="另外" />
      <Card>
        <ListRow title="登录方式" facts={['一次性登录码、手机、锁定']} icon={<Icon name="lock" />} chevron onTap={() => open('account', { person: id })} />
        <ListRow title="名册" facts={['是不是调解员、网格员，在名册里记']} icon={<Icon name="list" />} chevron onTap={() => open('records', { kind: 'roster', text: name })} />
      </Card>
      {failed === null ? null : <View className="notice">{failed}</View>}
      {held.stage === 'kept' ? <View className="gap-above"><Button text="停用" wide off={isBusy} onTap={() => setLeaving(true)} /></View> : null}
    </Page>
  )
}
