import { useRef, useState } from 'react'
import type { Opened, ShownRecord, SignedIn, WriteAnswer } from '../../client/client'
import { useClient, useConfig, useToday } from '../../client/hooks'
import type { Values } from '../../core/field'
import { own } from '../../core/own'
import { clockAt } from '../../core/period'
import type { RecordType } from '../../core/recordType'
import { createMoves } from '../../domain/role'
import { CARRIED } from '../../components/case/fromMatter'
import { followed, presetsOf, withPresetRows } from '../../components/case/presets'
import { keyOf } from '../../components/draftKey'
import { checkForm, fieldsOf, type Problems } from '../../components/formCheck'
import { bodyOf, startOf } from '../../components/formState'
import type { PageParams } from '../../components/params'
import { usePresetPlace } from '../../components/places'
import { asksOf } from '../../components/RecordForm'
import { unsavedText } from '../../components/unsaved'

export interface EditForm {
  /** Ways to begin a new record, when there are several and none was asked for. */
  readonly starts: readonly string[]
  readonly move: string | null
  /** Asked besides what the move asks. */
  readonly also: readonly string[]
  readonly before: Values
  readonly after: Values
  readonly problems: Problems
  readonly answer: WriteAnswer | null
  readonly isSaving: boolean
  /** Under which what is written is kept until it is saved. */
  readonly draft: string
  /** Made to the values as they are by then, also when several changes meet in one drawing. */
  change(alter: (after: Values) => Values): void
  begin(move: string): void
  save(): Promise<void>
}

export interface FormSetting {
  /** What a new record begins with, beside the day and the place. */
  readonly begun?: Values
  readonly also?: (move: string | null) => readonly string[]
  /** What else has to be written once the record is, before the form says that it is saved. */
  then?(record: string, values: Values): Promise<void>
}

/**
 * A form and its draft: kept with every change, dropped with the save. The record stands still while the form is open, whatever a
 * pull brings: what somebody else changed meanwhile was not seen here, and `base` says so.
 */
export function useForm(session: SignedIn, type: RecordType, record: ShownRecord | null, params: PageParams, setting: FormSetting = {}): EditForm {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const preset = usePresetPlace()
  const asked = params.move ?? null
  const starts = record === null && asked === null ? createMoves(session.me, type) : []
  const stream = record?.stream ?? params.stream ?? null
  const draft = keyOf({ page: 'edit', kind: type.kind, move: asked, id: record?.id ?? null, stream, n: Number(params.n ?? 1) })
  const [opened] = useState<Opened | null>(() => client.drafts.get(draft)?.opened ?? (record === null ? null : { n: record.n, values: record.values }))
  const before = opened?.values ?? {}
  const world = { config, today, clock: clockAt(client.now()), worker: session.holdsRecords ? session.me.person : null }
  const filled = (name: string | null): Values => {
    const begun = record === null ? setting.begun ?? {} : {}
    const known = record === null && preset !== null && type.placed !== null ? { [type.placed]: preset } : before
    const shown = { ...known, ...presetsOf(type, name, known, world), ...begun }
    return { ...withPresetRows(type, name, known, startOf(config, type, name === null ? null : own(type.moves, name) ?? null, shown, today, session.device), world), ...begun }
  }
  const [move, setMove] = useState<string | null>(asked ?? starts[0] ?? null)
  const [after, setAfter] = useState<Values>(() => ({ ...filled(move), ...client.drafts.get(draft)?.values }))
  const newest = useRef(after)
  const [problems, setProblems] = useState<Problems>({})
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const [isSaving, setSaving] = useState(false)
  const also = setting.also?.(move) ?? []
  const asks = asksOf(type, move, also)

  const show = (next: Values): void => {
    newest.current = next
    setAfter(next)
  }
  const change = (alter: (values: Values) => Values): void => {
    const next = followed(type, newest.current, alter(newest.current), world)
    show(next)
    setAnswer(null)
    if (Object.keys(problems).length > 0) setProblems(checkForm(type, config, move, asks, next))
    client.drafts.put(draft, next, opened ?? undefined)
  }
  const begin = (name: string): void => {
    setMove(name)
    setProblems({})
    show({ ...filled(name), ...typed(newest.current, filled(move)) })
  }
  const save = async (): Promise<void> => {
    const values = newest.current
    const found = checkForm(type, config, move, asks, values)
    setProblems(found)
    if (isSaving || Object.keys(found).length > 0) return
    setSaving(true)
    const carried = record === null && values.fromMatter !== undefined ? CARRIED.filter((name) => !asks.includes(name)) : []
    const body = bodyOf(type, move, opened?.values ?? null, values, [...asks, ...carried])
    const base = opened === null ? {} : { base: opened.n }
    const written = await client.write({ kind: type.kind, record: record?.id ?? null, body, draft, ...base, ...(stream === null ? {} : { stream }) })
    if (written.kind === 'saved') await setting.then?.(written.record, values)
    setSaving(false)
    setAnswer(written)
    if (written.kind === 'refused') setProblems(Object.fromEntries(fieldsOf(written.refusal).map((name) => [name, unsavedText(written, type)])))
  }
  return { draft, starts, move, also, before, after, problems, answer, isSaving, change, begin, save }
}

/** What the person entered, without what the former move had set by itself. */
function typed(after: Values, began: Values): Values {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => began[name] !== value))
}
