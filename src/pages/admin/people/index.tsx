import { useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useNames, useToday } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import { placeName } from '../../../core/place'
import { person as PERSON } from '../../../domain/directory'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Directory } from '../../../components/admin/Directory'
import { KeepForm } from '../../../components/admin/KeepForm'
import { homeOf } from '../../../components/admin/reach'
import { useKeeper } from '../../../components/admin/useKeeper'
import { useKept } from '../../../components/admin/useKept'
import { showInAddress } from '../../../components/address'
import { Button } from '../../../components/Button'
import { useParams } from '../../../components/params'
import { OpenPerson } from './OpenPerson'
import { PERSON_HINTS, PERSON_NAMES } from './PersonCards'

const TITLE = '人员'
const NEW = '-'

/** Those who work here: who they are, what they may do, how they sign in. */
export default function People() {
  const { person = null } = useParams()
  return <AdminPage page="people" others="人员由县和乡镇的管理员管。要添一个人，请找他们。">{(session) => <Keeping session={session} first={person} />}</AdminPage>
}

function Keeping({ session: { me }, first }: { readonly session: SignedIn; readonly first: string | null }) {
  const config = useConfig()
  const names = useNames()
  const today = useToday()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<string | null>(first)
  const { rows, withdrawn } = useKept(me, PERSON, text)
  const { isBusy, failed, keep, forget } = useKeeper(me.county)
  const show = (id: string | null): void => {
    forget()
    setOpened(id)
    showInAddress('people', id === null || id === NEW ? {} : { person: id })
  }
  const add = async (after: Values): Promise<void> => {
    const saved = await keep(PERSON, null, { kind: 'create', move: 'add', set: after as Patch })
    if (saved !== null) show(saved)
  }
  return (
    <Directory
      kind="person" word={TITLE} unit="人" text={text} rows={rows} withdrawn={withdrawn} onText={setText} opened={opened} onOpen={show} onAdd={() => show(NEW)}
      empty="还没有人员。先添上人，再请安全管理员授权，最后在“登录方式”里给一次性的登录码。人多可以下载空表填好导进来。"
      facts={[
        { label: '职务', of: ({ values }) => String(values.post ?? '') },
        { label: '单位', of: ({ values }) => names.get(String(values.unit)) ?? '' },
        { label: '地方', of: ({ values }) => (typeof values.place === 'string' ? placeName(config.places, values.place) : '全县') },
      ]}
      one={opened === null ? null : opened === NEW ? {
        title: '添人员', isForm: true, onClose: () => show(null),
        content: (
          <>
            <KeepForm type={PERSON} names={PERSON_NAMES} needs={['name']} before={{ ...homeOf(me), from: today }} hints={PERSON_HINTS} save="添上" isBusy={isBusy} failed={failed} onSave={(after) => void add(after)} />
            <Button className="gap-above" text="不添了" wide onTap={() => show(null)} />
          </>
        ),
      } : { title: names.get(opened) ?? TITLE, back: '回到名录', onClose: () => show(null), content: <OpenPerson key={opened} me={me} id={opened} onBack={() => show(null)} /> }}
    />
  )
}
