import { View } from '@tarojs/components'
import { useEffect } from 'react'
import type { ShownRecord, SignedIn } from '../../client/client'
import { useOnline, useRecord } from '../../client/hooks'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { ChipGroup } from '../../components/Chip'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useParams, type PageParams } from '../../components/params'
import { ReceiptSheet } from '../../components/ReceiptSheet'
import { RecordForm } from '../../components/RecordForm'
import { goBack } from '../../components/routes'
import { useSignedIn } from '../../components/session'
import { SaveDock } from './SaveDock'
import { useForm } from './useForm'

/** Any record type, any move: `?kind=&move=&id=&stream=&n=`. Without an id it creates, without a move it edits. */
export default function Edit() {
  const session = useSignedIn()
  const params = useParams()
  const { kind = '', id = '', stream = '' } = params
  const record = useRecord(id)
  const isLent = id !== '' && record === null
  const lent = useOnline(
    (client) => (isLent ? client.online.record(stream, id) : Promise.resolve(null)),
    [isLent, stream, id],
  )
  const type = typeOf(kind)
  if (session === null || type === undefined) return <Page title="填写" width="form">{null}</Page>
  if (isLent) {
    return (
      <Page title={type.label} width="form">
        {lent.problem === null ? null : <EmptyState text={lent.problem.message} action="再试一次" onAction={lent.again} />}
      </Page>
    )
  }
  return <Form key={record?.id ?? 'new'} session={session} type={type} record={record} params={params} />
}

function Form({ session, type, record, params }: {
  readonly session: SignedIn
  readonly type: RecordType
  readonly record: ShownRecord | null
  readonly params: PageParams
}) {
  const form = useForm(session, type, record, params)
  const { answer, move, starts } = form
  const isNew = record === null
  const isSaved = answer?.kind === 'saved'
  useEffect(() => {
    if (isSaved && !isNew) goBack()
  }, [isSaved, isNew])
  const label = (name: string): string => own(type.moves, name)?.label ?? name
  return (
    <Page
      title={isNew ? `记${type.label}` : move === null ? '改内容' : label(move)}
      width="form"
      dock={<SaveDock type={type} form={form} />}
      over={isSaved && isNew ? <ReceiptSheet answer={answer} kind={type.kind} /> : null}
    >
      {starts.length > 1 ? (
        <View className="form-starts">
          <ChipGroup
            choices={starts.map((name) => ({ code: name, text: label(name) }))}
            picked={move === null ? [] : [move]}
            layout="even"
            label="怎么记"
            onPick={([name]) => (name === undefined ? undefined : form.begin(name))}
          />
        </View>
      ) : null}
      <RecordForm type={type} move={move} before={form.before} after={form.after} problems={form.problems} home={record === null ? null : { stream: record.stream, record: record.id }} onChange={form.change} />
    </Page>
  )
}
