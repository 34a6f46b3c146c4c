import { useMemo, useState } from 'react'
import type { ShownRecord, WriteAnswer } from '../../client/client'
import { useClient, useConfig, useRecords, useToday } from '../../client/hooks'
import type { Value, Values } from '../../core/field'
import { isDay, type Period } from '../../core/period'
import { periodsOf, prefill, propose, type Prefilled, type Rhythm } from '../../domain/round'
import { keyOf } from '../draftKey'
import { useHomePlaces } from '../places'
import { roundBody, roundMissing } from './roundBody'

export interface RoundEntry {
  readonly values: Values
  readonly place: string
  readonly rhythm: Rhythm
  readonly period: Period
  readonly filled: Prefilled<ShownRecord>
  readonly problem: string
  readonly answer: WriteAnswer | null
  readonly isSaving: boolean
  /** null empties a field. */
  change(changes: Readonly<Record<string, Value | null>>): void
  save(move: 'record' | 'nothingNew'): Promise<void>
}

/** A round as it is being written: what was typed, over what the records say. Kept as a draft from the first change on. */
export function useRound(n: number): RoundEntry {
  const client = useClient()
  const config = useConfig()
  const today = useToday()
  const homes = useHomePlaces()
  const { rows } = useRecords(KINDS)
  // The same fields under the same key as the whole form of a 排查: a draft left here is gone on with there.
  const draft = keyOf({ page: 'edit', kind: 'screening', move: 'record', id: null, stream: null, n })
  const [typed, setTyped] = useState<Values>(() => client.drafts.get(draft)?.values ?? {})
  /** A number that was wiped out is not filled in again under the writer's hand. */
  const [emptied, setEmptied] = useState<readonly string[]>([])
  const [answer, setAnswer] = useState<WriteAnswer | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [problem, setProblem] = useState('')
  const place = typeof typed.place === 'string' ? typed.place : homes[0] ?? ''
  const proposal = useMemo(() => propose(rows, place, today, config), [rows, place, today, config])
  const rhythm: Rhythm = typed.kind === 'weekly' || typed.kind === 'monthly' ? typed.kind : proposal.rhythm
  const offered = rhythm === proposal.rhythm ? proposal.period : periodsOf(rhythm, today).current
  const [from, to] = [isDay(typed.from) ? typed.from : offered.from, isDay(typed.to) ? typed.to : offered.to]
  const filled = useMemo(() => prefill(rows, place, { from, to }, config), [rows, place, from, to, config])
  const known = Object.entries({ found: filled.found, times: 1 }).filter(([name]) => !emptied.includes(name))
  const values: Values = { ...Object.fromEntries(known), place, kind: rhythm, from, to, ...typed }

  const change = (changes: Readonly<Record<string, Value | null>>): void => {
    const next = Object.fromEntries(Object.entries({ ...typed, ...changes }).filter((entry): entry is [string, Value] => entry[1] !== null))
    setTyped(next)
    setEmptied([...emptied.filter((name) => !(name in changes)), ...Object.keys(changes).filter((name) => changes[name] === null)])
    setProblem('')
    setAnswer(null)
    client.drafts.put(draft, next)
  }
  const save = async (move: 'record' | 'nothingNew'): Promise<void> => {
    const lacking = roundMissing(values, today)
    setProblem(lacking ?? '')
    if (isSaving || lacking !== null) return
    setSaving(true)
    setAnswer(await client.write({ kind: 'screening', record: null, body: roundBody(move, values), draft }))
    setSaving(false)
  }
  return { values, place, rhythm, period: { from, to }, filled, problem, answer, isSaving, change, save }
}

const KINDS = { kinds: ['dispute', 'screening'] } as const
