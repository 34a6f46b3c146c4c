import { View } from '@tarojs/components'
import { useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useRecord, useToday } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import { placeName } from '../../../core/place'
import { optionLabel, optionsOf } from '../../../core/recordType'
import { unit as UNIT } from '../../../domain/directory'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Directory } from '../../../components/admin/Directory'
import { KeepForm } from '../../../components/admin/KeepForm'
import { homeOf } from '../../../components/admin/reach'
import { useKeeper } from '../../../components/admin/useKeeper'
import { useKept } from '../../../components/admin/useKept'
import { Button, WordsButton } from '../../../components/Button'
import { EmptyState } from '../../../components/EmptyState'
import { Sheet } from '../../../components/Sheet'

const TITLE = '单位'
const NAMES = ['name', 'nature', 'place', 'order', 'from', 'until'] as const
const NEW = '-'

/** 派出所, 综治中心, 调委会 …: those matters are given to. */
export default function Units() {
  return <AdminPage page="units" others="单位由县和乡镇的管理员管。要添一个，请找他们。">{(session) => <Keeping session={session} />}</AdminPage>
}

function Keeping({ session: { me } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const today = useToday()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<string | null>(null)
  const [isRetiring, setRetiring] = useState(false)
  const { rows, withdrawn } = useKept(me, UNIT, text)
  const natures = optionsOf(config, UNIT, 'nature')
  const { isBusy, failed, keep, forget } = useKeeper(me.county)
  const record = useRecord(opened ?? '')
  const show = (id: string | null): void => {
    forget()
    setRetiring(false)
    setOpened(id)
  }
  const save = async (after: Values, changes: Patch): Promise<void> => {
    const saved = opened === NEW ? await keep(UNIT, null, { kind: 'create', move: 'add', set: after as Patch }) : await keep(UNIT, opened, { kind: 'edit', set: changes })
    if (saved !== null) show(null)
  }
  const retire = async (): Promise<void> => {
    setRetiring(false)
    if ((await keep(UNIT, opened, { kind: 'move', move: 'retire', set: {} })) !== null) show(null)
  }
  const before: Values = opened === NEW ? { ...homeOf(me), from: today } : record?.values ?? {}
  const name = String(before.name ?? TITLE)
  const content = record?.stage === 'withdrawn' ? <EmptyState text="这个单位停用了。以前交给它的事还写着它。" action="回到名录" onAction={() => show(null)} /> : (
    <>
      <KeepForm key={opened} type={UNIT} names={NAMES} needs={['name']} before={before} hints={{ until: '到哪天为止；还在就空着' }} save="保存" isBusy={isBusy} failed={failed} onSave={(after, changes) => void save(after, changes)} />
      <Button className="gap-above" text={opened === NEW ? '不添了' : '不改了'} wide onTap={() => show(null)} />
      {opened === NEW ? null : <WordsButton text="停用这个单位" onTap={() => setRetiring(true)} />}
      {isRetiring ? <RetireSheet name={name} onYes={() => void retire()} onClose={() => setRetiring(false)} /> : null}
    </>
  )
  return (
    <Directory
      kind="unit" word={TITLE} unit="个" text={text} rows={rows} withdrawn={withdrawn} onText={setText} opened={opened} onOpen={show} onAdd={() => show(NEW)}
      empty="还没有单位。说事交办给单位，先在这里添上派出所、自然资源所、司法所、调委会这些。"
      facts={[
        { label: '性质', of: ({ values }) => optionLabel(natures, values.nature) },
        { label: '地方', of: ({ values }) => (typeof values.place === 'string' ? placeName(config.places, values.place) : '全县') },
      ]}
      one={opened === null ? null : { title: opened === NEW ? '添单位' : name, content, isForm: record?.stage !== 'withdrawn', onClose: () => show(null) }}
    />
  )
}

function RetireSheet({ name, onYes, onClose }: { readonly name: string; onYes(): void; onClose(): void }) {
  return (
    <Sheet title={`停用${name}`} onClose={onClose} foot={<Button text="停用" look="filled" wide onTap={onYes} />}>
      <View>停用以后，交办的时候选不到它。以前交给它的事还写着它。</View>
    </Sheet>
  )
}
