import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { ShownRecord, SignedIn, WriteAnswer } from '../../client/client'
import { useClient, useToday } from '../../client/hooks'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { matter as matterType } from '../../domain/matter'
import { typeOf } from '../../domain/registry'
import { disputeFrom, link } from '../../components/case/fromMatter'
import { useLent } from '../../components/case/lent'
import { mayNameDoer } from '../../components/case/doer'
import { ChipGroup } from '../../components/Chip'
import { Unanswered } from '../../components/Unanswered'
import { DropDraft } from '../../components/DropDraft'
import { LikelySame } from '../../components/merge/LikelySame'
import { NothingHere } from '../../components/NothingHere'
import { Page } from '../../components/Page'
import { useParams, type PageParams } from '../../components/params'
import { ReceiptSheet } from '../../components/ReceiptSheet'
import { asksOf, RecordForm } from '../../components/RecordForm'
import { goBack } from '../../components/routes'
import { useOpened } from '../../components/session'
import { unsavedText } from '../../components/unsaved'
import { AskFirst, type AskFirstProps } from './AskFirst'
import { SaveDock } from './SaveDock'
import { ToldBefore } from './ToldBefore'
import { useForm } from './useForm'

/**
 * Any record type, any move: `?kind=&move=&id=&stream=&n=`. Without an id it creates, without a move it edits. `from` is the matter
 * that is to become the dispute (`at`: its township).
 */
export default function Edit() {
  const session = useOpened()
  const params = useParams()
  const { kind = '', id = '', stream = '' } = params
  const client = useClient()
  const { from, at } = matterOf(params, client.drafts.get(`edit:dispute:-:-:-:${params.n ?? '1'}`)?.values.fromMatter, session)
  const edited = useLent(stream, id)
  const told = useLent(at, from)
  const type = typeOf(kind)
  // While the phone opens anew (other grants), it shows no record for a moment: what the form was begun with stays, and with it a recording under way.
  const [begun, setBegun] = useState<ShownRecord | null>(null)
  if (begun === null && edited.record !== null) setBegun(edited.record)
  const record = edited.record ?? begun
  if (session === null || type === undefined) return <Page title="填写" width="form">{session === null ? null : <NothingHere />}</Page>
  const missing = [{ id, lent: { ...edited, record } }, { id: from, lent: told }].find((asked) => asked.id !== '' && asked.lent.record === null)
  if (missing !== undefined) {
    return (
      <Page title={type.label} width="form">
        {missing.lent.problem === null ? null : <Unanswered problem={missing.lent.problem} again={missing.lent.again} />}
      </Page>
    )
  }
  const form = <Form key={record?.id ?? 'new'} session={session} type={type} record={record} matter={told.record} params={params} />
  const shown = shownIn(type, params, record, told.record)
  return shown === null ? form : <AskFirst key={shown.record.id} {...shown} title={type.label}>{form}</AskFirst>
}

/** The record whose people the form shows, and by which of its fields; null for one that begins empty. */
function shownIn(type: RecordType, { move }: PageParams, record: ShownRecord | null, matter: ShownRecord | null): Pick<AskFirstProps, 'type' | 'record' | 'names'> | null {
  if (record !== null) return { type, record, names: asksOf(type, move ?? null) }
  return matter === null ? null : { type: matterType, record: matter, names: CARRIED_OVER }
}

/** What of a matter stands in the form of the dispute it becomes, of people. */
const CARRIED_OVER = ['people']

/** The matter a dispute is written from: as the page was opened, or as a draft of it remembers. */
function matterOf({ kind, id, from, at }: PageParams, kept: unknown, session: SignedIn | null): { readonly from: string; readonly at: string } {
  if (kind !== 'dispute' || id !== undefined) return { from: '', at: '' }
  return { from: from ?? (typeof kept === 'string' ? kept : ''), at: at ?? session?.me.grants[0]?.stream ?? '' }
}

function Form({ session, type, record, matter, params }: {
  readonly session: SignedIn
  readonly type: RecordType
  readonly record: ShownRecord | null
  readonly matter: ShownRecord | null
  readonly params: PageParams
}) {
  const client = useClient()
  const today = useToday()
  const [begun] = useState(() => (matter === null ? {} : disputeFrom(matter, today, session.device)))
  const [linked, setLinked] = useState<WriteAnswer | null>(null)
  const form = useForm(session, type, record, params, {
    begun,
    also: (move) => [...(matter === null ? [] : ['source']), ...(record === null && mayNameDoer(session.me, type, move) ? ['handler'] : [])],
    then: async (dispute) => (matter === null ? undefined : setLinked(await link(client, matter, dispute, today))),
  })
  const { answer, move, starts } = form
  const isNew = record === null
  const isSaved = answer?.kind === 'saved'
  useEffect(() => {
    if (isSaved && !isNew) goBack()
  }, [isSaved, isNew])
  const label = (name: string): string => own(type.moves, name)?.label ?? name
  const note = linked === null || linked.kind === 'saved' ? undefined : `纠纷记下了，说事那边还没关联上：${unsavedText(linked, matterType)}`
  return (
    <Page
      title={matter !== null ? '转为纠纷' : isNew ? `记${type.label}` : move === null ? '改内容' : label(move)}
      width="form"
      dock={<SaveDock type={type} form={form} />}
      over={isSaved && isNew ? <ReceiptSheet answer={answer} kind={type.kind} {...(note === undefined ? {} : { note })} /> : null}
    >
      {matter === null ? null : <ToldBefore matter={matter} />}
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
      {isNew && !isSaved && type.placed !== null ? <LikelySame type={type} id={null} stream={null} values={form.after} /> : null}
      <RecordForm
        type={type}
        move={move}
        also={form.also}
        before={form.before}
        after={form.after}
        problems={form.problems}
        home={record === null ? null : { stream: record.stream, record: record.id }}
        onChange={form.change}
      />
      <DropDraft draft={form.draft} />
    </Page>
  )
}
