import { liveRows, type Values } from '../core/field'
import type { OpBody } from '../core/op'
import { own } from '../core/own'
import { dayAt, isDay, type Day } from '../core/period'
import type { HistoryEntry } from '../core/protocol'
import { fieldLabel, type RecordType } from '../core/recordType'
import { rowText, valueText, type Reading } from './recordText'

/** One sentence of 经过. */
export interface Step {
  readonly key: string
  readonly text: string
  readonly day: Day | null
  readonly who: string
}

/** From the server's history, newest first: who did what, and when it was done (entered later is said). */
export function stepsOf(type: RecordType, entries: readonly HistoryEntry[], reading: Reading): readonly Step[] {
  return entries
    .map((entry) => ({
      key: entry.op,
      text: sentence(type, entry.body, reading),
      day: dayOf(type, entry.body) ?? dayAt(Date.parse(entry.claimedAt)),
      who: reading.names.get(entry.by) ?? '',
    }))
    .reverse()
}

/** What the record itself tells, when there is no network: its dated rows and the days its moves left. Newest first. */
export function stepsFromValues(type: RecordType, values: Values, reading: Reading): readonly Step[] {
  const who = typeof values.handler === 'string' ? reading.names.get(values.handler) ?? '' : ''
  const steps: Step[] = [...daySteps(type, values, who)]
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.kind !== 'rows' || field.fields.on === undefined) continue
    liveRows(values[name]).forEach(([id, row], i) => {
      const day = isDay(row.values.on) ? row.values.on : null
      steps.push({ key: id, text: ended(`${numbered(field.one, i + 1)}。${rowText(type, name, row, reading)}`), day, who })
    })
  }
  return steps.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))
}

/** 登记、受理、调结, by the days that moves leave behind; those of one day in one sentence. */
function daySteps(type: RecordType, values: Values, who: string): readonly Step[] {
  const fields = new Set(Object.values(type.moves).flatMap((move) => Object.entries(move.sets ?? {}).filter(([, by]) => by.kind === 'today').map(([name]) => name)))
  const words = new Map<Day, string[]>()
  for (const name of Object.keys(type.fields)) {
    const day = values[name]
    if (fields.has(name) && isDay(day)) words.set(day, [...(words.get(day) ?? []), fieldLabel(type, name).replace(/日期$/, '')])
  }
  return [...words].map(([day, labels]) => ({ key: day, text: ended(labels.join('、')), day, who }))
}

function sentence(type: RecordType, body: OpBody, reading: Reading): string {
  const told = Object.entries(body.rows ?? {}).flatMap(([name, rows]) => {
    const texts = Object.values(rows).map((patch) => rowText(type, name, { values: withoutCleared(patch.set ?? {}) }, reading))
    return texts.filter((text) => text !== '' && name !== 'parties' && name !== 'people')
  })
  if (body.kind === 'edit') {
    const fields = [...Object.keys(body.set), ...Object.keys(body.rows ?? {})].map((name) => fieldLabel(type, name))
    return `改了${fields.join('、')}。`
  }
  const past = own(type.moves, body.move)?.past ?? body.move
  const to = toldIn(type, body, 'ref', reading).join('、')
  return ended([to === '' ? past : `${past} ${to}`, ...toldIn(type, body, 'text', reading), ...told].join('。'))
}

/** Texts and names an op set; what a record is about stands above its history already. */
function toldIn(type: RecordType, body: OpBody, kind: 'text' | 'ref', reading: Reading): readonly string[] {
  const told = Object.entries(body.set).map(([name, value]) => {
    const field = own(type.fields, name)
    return field?.kind === kind && value !== null && !type.title.includes(name) && name !== 'summary' ? valueText(type, name, field, value, reading) : ''
  })
  return told.filter((text) => text !== '').map((text) => text.replace(/。+$/, ''))
}

/** The day the thing was done, where the move names one. */
function dayOf(type: RecordType, body: OpBody): Day | null {
  if (body.kind === 'edit') return null
  const named = Object.entries(own(type.moves, body.move)?.sets ?? {}).map(([name, by]) => (by.kind === 'today' ? body.set[name] : undefined))
  const rowed = Object.values(body.rows ?? {}).flatMap((rows) => Object.values(rows).map((patch) => patch.set?.on))
  return [...named, ...rowed].find((day): day is Day => isDay(day)) ?? null
}

function withoutCleared<V>(set: Readonly<Record<string, V | null>>): Readonly<Record<string, V>> {
  const kept: Record<string, V> = {}
  for (const [name, value] of Object.entries(set)) if (value !== null) kept[name] = value
  return kept
}

/** 一次调解 → 第 2 次调解. */
export function numbered(one: string, n: number): string {
  return one.startsWith('一次') ? `第 ${n} 次${one.slice(2)}` : one
}

function ended(text: string): string {
  const bare = text.replace(/。+$/, '')
  return `${bare}。`
}
