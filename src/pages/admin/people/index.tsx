import { useState } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useNames, useToday } from '../../../client/hooks'
import type { Values } from '../../../core/field'
import type { Patch } from '../../../core/op'
import { placeName } from '../../../core/place'
import { person as PERSON } from '../../../domain/directory'
import { createMoves } from '../../../domain/role'
import { DirectoryFiles } from '../../../components/admin/DirectoryFiles'
import { DirectoryList } from '../../../components/admin/DirectoryList'
import { KeepForm } from '../../../components/admin/KeepForm'
import { homeOf } from '../../../components/admin/reach'
import { useKeeper } from '../../../components/admin/useKeeper'
import { useKept } from '../../../components/admin/useKept'
import { Button } from '../../../components/Button'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { useSignedIn } from '../../../components/session'
import { OpenPerson } from './OpenPerson'
import { PERSON_HINTS, PERSON_NAMES } from './PersonCards'

const TITLE = '人员'
const NEW = '-'

/** Those who work here: who they are, what they may do, how they sign in. */
export default function People() {
  const session = useSignedIn()
  const { person = null } = useParams()
  if (session === null) return <Page title={TITLE} width="form">{null}</Page>
  if (createMoves(session.me, PERSON).length === 0) return <Page title={TITLE} width="form"><EmptyState text="人员由县和乡镇的管理员管。要添一个人，请找他们。" /></Page>
  return <Keeping session={session} first={person} />
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
  }
  const add = async (after: Values): Promise<void> => {
    const saved = await keep(PERSON, null, { kind: 'create', move: 'add', set: after as Patch })
    if (saved !== null) show(saved)
  }
  if (opened === NEW) {
    return (
      <Page title="添人员" width="form" onBack={() => show(null)}>
        <KeepForm type={PERSON} names={PERSON_NAMES} needs={['name']} before={{ ...homeOf(me), from: today }} hints={PERSON_HINTS} save="添上" isBusy={isBusy} failed={failed} onSave={(after) => void add(after)} />
        <Button className="gap-above" text="不添了" wide onTap={() => show(null)} />
      </Page>
    )
  }
  if (opened !== null) return <OpenPerson key={opened} me={me} id={opened} onBack={() => show(null)} />
  return (
    <Page title={TITLE} width="form" dock={<Button text="添人员" icon="plus" look="filled" wide onTap={() => show(NEW)} />}>
      <DirectoryList
        word="人员" unit="人" text={text} rows={rows} withdrawn={withdrawn} onText={setText} onOpen={show}
        empty="还没有人员。先添上人，再请安全管理员授权，最后在“登录方式”里给一次性的登录码。人多可以下载空表填好导进来。"
        factsOf={({ values }) => [String(values.post ?? ''), names.get(String(values.unit)) ?? '', typeof values.place === 'string' ? placeName(config.places, values.place) : '全县']}
      />
      <DirectoryFiles kind="person" word="人员" onChanged={() => setText('')} />
    </Page>
  )
}
