import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { ShownRecord, SignedIn, WriteAnswer } from '../../client/client'
import { useClient, useConfig, useOnline, useRecord, useToday } from '../../client/hooks'
import type { Values } from '../../core/field'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { createMoves } from '../../domain/role'
import { typeOf } from '../../domain/registry'
import { Button } from '../../components/Button'
import { ChipGroup } from '../../components/Chip'
import { keyOf } from '../../components/draftKey'
import { EmptyState } from '../../components/EmptyState'
import { Problem } from '../../components/FieldFrame'
import { checkForm, fieldsOf, type Problems } from '../../components/formCheck'
import { bodyOf, startOf } from '../../components/formState'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { usePresetPlace } from '../../components/places'
import { ReceiptSheet } from '../../components/ReceiptSheet'
import { asksOf, RecordForm } from '../../components/RecordForm'
import { goBack } from '../../components/routes'
import { useSignedIn } from '../../components/session'
import { unsavedText } from '../../components/unsaved'

/** Any record type, any move: `?kind=&move=&id=&stream=&n=`. Without an id it creates, without a move it edits. */
export default function Edit() {
  const session = useSignedIn()
  const { kind = '', id = '', stream = '' } = useParams()
  const record = useRecord(id)
  const isLent = id !== '' && record === null
  const lent = useOnline(
    (client) => (isLent ? client.online.record(stream, id) : Promise.resolve(null)),
    [isLent, stream, id],
  )
  const type = typeOf(kind)
  if (session === null || type === undefined) return <Page title="填写" width="form">{null}</Page>
  if (id !== '' && record === null) {
    return (
      <Page title={type.label} width="form">
        {lent.problem === null ? null : <EmptyState text={lent.problem.message} action="再试一次" onAction={lent.again} />}
      </Page>
    )
  }
  return <Form key={record?.id ?? 'new'} session={session} type={type} record={record} />
}

function Form({ session, type, record }: { readonly session: SignedIn; readonly type: RecordType; readonly record: ShownRecord | null }) {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const params = useParams()
  const starts = record === null ? createMoves(session.me, type) : []
  const asked = params.move ?? null
  const [move, setMove] = useState<string | null>(asked ?? (record === null ? starts[0] ?? null : null))
  const draft = keyOf({
    page: 'edit', kind: type.kind, move: asked, id: record?.id ?? null, stream: record?.stream ?? params.stream ?? null, n: Number(params.n ?? 1),
  })
  const preset = usePresetPlace()
  const begin = (name: string | null): Values => {
    const before = record?.values ?? (preset === null || type.placed === null ? {} : { [type.placed]: preset })
    return startOf(type, name === null ? null : own(type.moves, name) ?? null, before, today, session.device)
  }
  const [after, setAfter] = useState<Values>(() => ({ ...begin(move), ...client.drafts.get(draft)?.values }))
  const [problems, setProblems] = useState<Problems>({})
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const [isSaving, setSaving] = useState(false)
  const asks = asksOf(type, move)
  const isSaved = answer?.kind === 'saved'
  useEffect(() => {
    if (isSaved && record !== null) goBack()
  }, [isSaved, record])

  const change = (next: Values): void => {
    setAfter(next)
    setAnswer(null)
    if (Object.keys(problems).length > 0) setProblems(checkForm(type, config, move, asks, next))
    client.drafts.put(draft, next)
  }
  const save = async (): Promise<void> => {
    const found = checkForm(type, config, move, asks, after)
    setProblems(found)
    if (isSaving || Object.keys(found).length > 0) return
    setSaving(true)
    const stream = record?.stream ?? params.stream
    const written = await client.write({
      kind: type.kind,
      record: record?.id ?? null,
      body: bodyOf(type, move, record?.values ?? null, after, asks),
      draft,
      ...(stream === undefined ? {} : { stream }),
    })
    setSaving(false)
    setAnswer(written)
    if (written.kind === 'refused') setProblems(Object.fromEntries(fieldsOf(written.refusal).map((name) => [name, unsavedText(written, type)])))
  }

  const wrong = Object.keys(problems).length
  const label = move === null ? '改内容' : own(type.moves, move)?.label ?? ''
  const dock = (
    <>
      {wrong > 0 ? <Problem text={`还有 ${wrong} 处要看一下，已标在上面`} /> : null}
      {answer === null || answer.kind === 'saved' || wrong > 0 ? null : <Problem text={unsavedText(answer, type)} />}
      <Button text={isSaving ? '正在保存' : '保存'} look="filled" wide off={isSaving} onTap={() => void save()} />
      <View className="dock-note">没有信号也能存，先放在手机里，有信号自动传</View>
    </>
  )
  return (
    <Page
      title={record === null ? `记${type.label}` : label}
      width="form"
      dock={dock}
      over={isSaved && record === null ? <ReceiptSheet answer={answer} kind={type.kind} /> : null}
    >
      {starts.length > 1 && asked === null ? (
        <View className="form-starts">
          <ChipGroup
            choices={starts.map((name) => ({ code: name, text: own(type.moves, name)?.label ?? name }))}
            picked={move === null ? [] : [move]}
            layout="even"
            label="怎么记"
            onPick={([name]) => {
              if (name === undefined) return
              setMove(name)
              setAfter({ ...begin(name), ...typed(after, begin(move)) })
            }}
          />
        </View>
      ) : null}
      <RecordForm type={type} move={move} before={record?.values ?? {}} after={after} problems={problems} onChange={change} />
    </Page>
  )
}

/** What the person entered, without what the former move had set by itself. */
function typed(after: Values, began: Values): Values {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => began[name] !== value))
}
