import type { Change } from '../core/changes'
import { codesOf, isPersonal, type Field, type PersonalClass, type PlainValue } from '../core/field'
import { whatOf } from '../core/namedMedia'
import { own } from '../core/own'
import { fieldAt, optionsOf, type RecordType } from '../core/recordType'
import { MEDIA_WORDS } from '../domain/mediaWords'
import { masked } from '../domain/privacyMask'
import { maskedClass, valueText, type Reading } from './recordText'

/** One change in words: what it is called, and its values; '' for one that has none or that nobody can name. */
export interface ToldChange {
  readonly label: string
  readonly before: string
  readonly after: string
}

/** Which personal values of one line stand whole. */
export type Shows = (kind: PersonalClass) => boolean

/** null: of a field this program does not know. Masked as on the record itself, unless `shows` says otherwise. */
export function toldChange(type: RecordType, change: Change, reading: Reading, shows: Shows = nothing): ToldChange | null {
  const found = fieldOf(type, change.path)
  if (found === null) return null
  const kind = maskedClass(found.field)
  const text = (value: PlainValue | null): string => {
    const words = valueWords(type, found.path, found.field, value, reading)
    return kind === null || shows(kind) ? words : masked(kind, words)
  }
  return { label: labelOf(type, change), before: text(change.before), after: text(change.after) }
}

/** 将结果由 调解中 改为 成功; personal values, long texts and what nobody can name only as 改了…. */
export function changeSentence(type: RecordType, change: Change, reading: Reading): string {
  const found = fieldOf(type, change.path)
  const told = toldChange(type, change, reading)
  if (found === null || told === null) return ''
  const { label, before, after } = told
  if (found.field.kind === 'media') return mediaSentence(found.field, change)
  if (found.field.kind === 'flag') return change.after === true ? `注明${marked(label)}` : `去掉${marked(label)}`
  const isTellable = isShort(found.field, before, after) && (change.before === null) === (before === '') && (change.after === null) === (after === '')
  if (change.before === null) return isTellable ? `${label}填 ${after}` : `写了${label}`
  if (change.after === null) return isTellable ? `清掉了${label}（原来是 ${before}）` : `清掉了${label}`
  return isTellable ? `将${label}由 ${before} 改为 ${after}` : `改了${label}`
}

/** 第 2 次调解, 第 1 个当事人. */
export function rowName(one: string, n: number): string {
  return one.startsWith('一') ? `第 ${n} ${one.slice(1)}` : `第 ${n} 个${one}`
}

/** What a change is of: 结果, 第 2 次调解的调解记录. */
export function labelOf(type: RecordType, { path, row }: Pick<Change, 'path' | 'row'>): string {
  const [name = '', id, cell] = path.split('/')
  const field = own(type.fields, name)
  if (field === undefined || id === undefined) return quoted(field?.label ?? '')
  const whole = field.kind === 'rows' && row !== undefined ? rowName(field.one, row) : field.label
  const part = cell === undefined ? undefined : fieldAt(type, `${name}.${cell}`)?.label
  return part === undefined ? whole : `${whole}的${part}`
}

/** A label that is a list itself would be taken for several. */
export function quoted(label: string): string {
  return /[、，]/.test(label) ? `“${label}”` : label
}

/** A value as one reads it: no code, no id, whatever became of the option or the person meanwhile. */
export function valueWords(type: RecordType, path: string, field: Field, value: PlainValue | null, reading: Reading): string {
  if (value === null) return ''
  if (field.kind === 'media') return Array.isArray(value) ? countOf(field, value.length) : ''
  if (field.kind === 'choice' || field.kind === 'choices') {
    const options = optionsOf(reading.config, type, path)
    return codesOf(value).filter((code) => code !== '').map((code) => own(options, code)?.label ?? '现在没有的一项').join('、')
  }
  return valueText(type, path, field, value, reading)
}

/** The class a change's values are masked by, where it has any to show. */
export function changeClass(type: RecordType, { path, before, after }: Change): PersonalClass | null {
  const field = fieldOf(type, path)?.field
  return field === undefined || [before, after].every((value) => value === null || value === '') ? null : maskedClass(field)
}

function nothing(): boolean {
  return false
}

const LONGEST = 24

function isShort(field: Field, before: string, after: string): boolean {
  return !isPersonal(field) && field.kind !== 'rows' && Math.max(before.length, after.length) <= LONGEST
}

function mediaSentence(field: Extract<Field, { kind: 'media' }>, { before, after }: Change): string {
  const [old, now] = [before, after].map((value) => (Array.isArray(value) ? (value as readonly string[]) : []))
  const [added, gone] = [(now ?? []).filter((id) => !(old ?? []).includes(id)), (old ?? []).filter((id) => !(now ?? []).includes(id))]
  const told = [added.length > 0 ? `添了 ${countOf(field, added.length)}` : '', gone.length > 0 ? `去掉了 ${countOf(field, gone.length)}` : '']
  return told.filter((text) => text !== '').join('，') || `调整了${field.label}`
}

function countOf(field: Extract<Field, { kind: 'media' }>, count: number): string {
  const { one, unit } = MEDIA_WORDS[whatOf(field)]
  return `${count} ${unit}${one}`
}

/** The description of what a path names, and the path options go by (`sessions.outcome`). */
function fieldOf(type: RecordType, path: string): { readonly field: Field; readonly path: string } | null {
  const [name = '', id, cell] = path.split('/')
  if (id !== undefined && cell === undefined) return null
  const at = cell === undefined ? name : `${name}.${cell}`
  const field = fieldAt(type, at)
  return field === undefined ? null : { field, path: at }
}

function marked(label: string): string {
  return label.startsWith('“') ? label : `“${label}”`
}
