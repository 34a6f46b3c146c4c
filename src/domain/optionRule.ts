import type { Config } from '../core/config'
import type { Field, Options, Values } from '../core/field'
import type { Refusal, StoredRecord } from '../core/op'
import { hasOwn, own } from '../core/own'
import { fieldAt, optionsOf, type RecordType } from '../core/recordType'
import { REGISTRY } from './registry'

/** A field that offers options: `work.category`, or a cell, `dispute.parties.role`. */
export interface OptionField {
  readonly path: string
  readonly type: RecordType
  /** Within the type: `category`, `parties.role`. */
  readonly name: string
  readonly label: string
  /** The program's own. */
  readonly basic: Options
  /** The county may add, retire and order; of the others only the wording is its own. */
  readonly open: boolean
}

/** Kinds whose options are the program's own machinery, and named in its rules. */
const OF_PROGRAM: readonly string[] = ['grant', 'template', 'ownFigure', 'profile', 'option', 'setting', 'place', 'person']

export function optionFields(): readonly OptionField[] {
  return Object.values(REGISTRY).filter(({ kind }) => !OF_PROGRAM.includes(kind)).flatMap((type) => namesIn(type).flatMap((name) => optionFieldAt(`${type.kind}.${name}`) ?? []))
}

export function optionFieldAt(path: string): OptionField | null {
  const [kind = '', ...rest] = path.split('.')
  const [type, name] = [own(REGISTRY, kind), rest.join('.')]
  const field = type === undefined ? undefined : fieldAt(type, name)
  if (type === undefined || field === undefined || !isChoice(field)) return null
  const rows = rest.length > 1 ? type.fields[rest[0] ?? ''] : undefined
  return { path, type, name, basic: field.options, open: field.open === true, label: rows === undefined ? field.label : `${rows.label} · ${field.label}` }
}

/** What an option's label may not be; null when it may stand. */
export function labelProblem(config: Config, { type, name }: OptionField, code: string, label: string): string | null {
  if (label.trim() === '') return '叫法不能空着'
  const taken = Object.entries(optionsOf(config, type, name)).some(([other, option]) => other !== code && (option.label === label || option.short === label))
  return taken ? `已经有叫“${label}”的了` : null
}

/** Whether an option record may stand: what records point to keeps its code and a label of its own. */
export function optionRefusal(config: Config, before: StoredRecord | null, after: StoredRecord): Refusal | null {
  if (after.kind !== 'option') return null
  const say = optionProblem(config, before, after)
  return say === null ? null : { code: 'rule', say }
}

function optionProblem(config: Config, before: StoredRecord | null, { stage, values }: StoredRecord): string | null {
  const [path, code, label] = [String(values.field ?? ''), String(values.code ?? ''), String(values.label ?? '')]
  const field = optionFieldAt(path)
  if (before !== null && (before.values.field !== path || before.values.code !== code)) return '选项的栏目和代号不能改，记录里写的就是它'
  if (field === null) return before === null ? `没有可以改选项的栏目“${path}”` : null
  const isBasic = hasOwn(field.basic, code)
  if (stage !== 'kept') return isBasic ? null : '自己加的选项可能有记录在用，请改为“不再使用”'
  const say = (field.open ? null : closedProblem(isBasic, values)) ?? (before === null ? newProblem(config, field, code, isBasic) : null)
  return say ?? (before?.values.label === label ? null : labelProblem(config, field, code, label))
}

function closedProblem(isBasic: boolean, values: Values): string | null {
  if (!isBasic) return '这一栏只能改叫法，不能加选项'
  return values.isRetired === true || values.order !== undefined ? '这一栏只能改叫法' : null
}

function newProblem(config: Config, { path }: OptionField, code: string, isBasic: boolean): string | null {
  if (own(own(config.options, path) ?? {}, code) !== undefined) return '这个选项已经改过一次，请改那一条'
  return isBasic || /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(code) ? null : '代号要用字母开头，只用字母和数字'
}

function namesIn(type: RecordType): readonly string[] {
  return Object.entries(type.fields).flatMap(([name, field]) => (
    field.kind === 'rows' ? Object.keys(field.fields).map((cell) => `${name}.${cell}`) : [name]
  )).filter((name) => {
    const field = fieldAt(type, name)
    return field !== undefined && isChoice(field) && field.retired !== true
  })
}

function isChoice(field: Field): field is Extract<Field, { kind: 'choice' | 'choices' }> {
  return field.kind === 'choice' || field.kind === 'choices'
}
