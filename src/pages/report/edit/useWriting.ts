import { useRef, useState } from 'react'
import type { Client, Draft, Opened, ShownRecord, WriteAnswer } from '../../../client/client'
import { useClient } from '../../../client/hooks'
import { isProblem } from '../../../client/online'
import type { Values } from '../../../core/field'
import type { Problem } from '../../../core/protocol'
import { CLOSING, OPENING } from '../../../domain/templatePlaces'
import { asSaved, chaptersOf, mostOf, opsOf } from './text'

export interface Writing {
  /** As last saved here. */
  readonly before: Values
  readonly after: Values
  readonly isDirty: boolean
  readonly isSaving: boolean
  /** Why the last save did not get through. */
  readonly failed: Exclude<WriteAnswer, { kind: 'saved' }> | Problem | null
  /** It goes on from a draft that was not saved last time. */
  readonly isResumed: boolean
  change(after: Values): void
  /** False: not all of it is saved. */
  save(): Promise<boolean>
  /** Back to what was saved. */
  discard(): void
}

/** Where a text being written is kept until it is saved; no other form's key begins like it. */
export function draftKeyOf(template: string): string {
  return `report:${template}`
}

/** Written in two windows of a browser there are two: one after the other, each is gone on with and saved. */
function draftOfText({ drafts }: Client, template: string): Draft | null {
  const key = draftKeyOf(template)
  return drafts.get(key) ?? drafts.list().find((draft) => draft.key.startsWith(`${key}~`)) ?? null
}

/**
 * A template and its draft, kept with every change. The record stands still while it is open, as in every form: what somebody else changed
 * meanwhile was not seen here, `base` says so, and it is settled in 需核对.
 */
export function useWriting(record: ShownRecord): Writing {
  const client = useClient()
  const [draft] = useState(() => draftOfText(client, record.id))
  const key = draft?.key ?? draftKeyOf(record.id)
  const [opened] = useState<Opened>(() => draft?.opened ?? { n: record.n, values: record.values })
  const [before, setBefore] = useState(opened.values)
  const [after, setAfter] = useState<Values>(() => draft?.values ?? opened.values)
  const [isResumed, setResumed] = useState(draft !== null && opsOf(opened.values, draft.values).length > 0)
  const [isSaving, setSaving] = useState(false)
  const [failed, setFailed] = useState<Writing['failed']>(null)
  const newest = useRef(after)
  const ops = opsOf(before, after)

  const change = (next: Values): void => {
    newest.current = next
    setAfter(next)
    setFailed(null)
    client.drafts.put(key, next, { n: opened.n, values: before })
  }
  const write = async (): Promise<Writing['failed']> => {
    const { records, borrowed } = client.view.getState()
    // What was made here and has reached the server since is no longer on the phone: it is lent anew.
    const lent = records.has(record.id) || borrowed.has(record.id) ? null : await client.online.record(record.stream, record.id)
    if (isProblem(lent)) return lent
    for (const [i, body] of ops.entries()) {
      const answer = await client.write({ kind: record.kind, record: record.id, stream: record.stream, base: opened.n, body, ...(i === ops.length - 1 ? { draft: key } : {}) })
      if (answer.kind !== 'saved') return answer
    }
    return null
  }
  const save = async (): Promise<boolean> => {
    if (isSaving || ops.length === 0 || tooLongOf(after).length > 0) return ops.length === 0
    setSaving(true)
    const found = await write()
    setSaving(false)
    setFailed(found)
    if (found !== null) return false
    const saved = asSaved(before, after)
    setBefore(saved)
    setResumed(false)
    // The draft went with the save, and with it what was typed meanwhile.
    if (newest.current !== after) client.drafts.put(key, newest.current, { n: opened.n, values: saved })
    return true
  }
  const discard = (): void => {
    newest.current = before
    setAfter(before)
    setResumed(false)
    setFailed(null)
    client.drafts.drop(key)
  }
  return { before, after, isDirty: ops.length > 0, isSaving, failed, isResumed, change, save, discard }
}

/** Parts longer than they may be, in reading order. */
export function tooLongOf(values: Values): readonly string[] {
  const long = [OPENING, CLOSING].filter((part) => String(values[part] ?? '').length > mostOf(part))
  return [...long, ...chaptersOf(values).filter(({ id, text }) => text.length > mostOf(id)).map(({ id }) => id)]
}
