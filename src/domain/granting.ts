import { unreachable } from '../core/assert'
import type { StoredRecord } from '../core/op'
import { isDay, type Day } from '../core/period'
import { ADMINISTERING } from './accountRight'
import { grant } from './directory'
import { REGISTRY, typeOf } from './registry'
import { ACTIONS, RIGHTS, type Permit, type Reach, type Role } from './roleTable'

/** What a township works with. */
const CASE_KINDS = ['dispute', 'matter', 'outreach', 'screening', 'work'] as const

/** Why a grant cannot stand beside the person's others, in words; null when it can. */
export function grantProblem(after: StoredRecord, others: readonly StoredRecord[]): string | null {
  if (after.stage !== 'kept' || !ADMINISTERING.includes(String(after.values.role))) return null
  const other = others.find((each) => each.id !== after.id && each.stage === 'kept' && each.values.person === after.values.person
    && ADMINISTERING.includes(String(each.values.role)) && each.values.role !== after.values.role && overlap(each, after))
  return other === undefined ? null : `管理员、安全管理员、审计员不能是同一个人。这个人已经是${roleName(other.values.role)}，请先写明那一项到哪天为止，或者另选一人`
}

/** What is not forbidden, and yet worth a second look; null when nothing is. */
export function grantWarning(role: string, others: readonly StoredRecord[], on: Day): string | null {
  const held = others.filter((each) => each.stage === 'kept' && holdsOn(each, on)).map(({ values }) => String(values.role))
  const [mine, theirs] = [ADMINISTERING.includes(role), held.find((each) => ADMINISTERING.includes(each))]
  const worker = mine ? held.find((each) => !ADMINISTERING.includes(each)) : undefined
  if (worker !== undefined) return `这个人还是${roleName(worker)}，看得到案件。管理岗位最好由不办案的人担任。`
  return !mine && theirs !== undefined ? `这个人是${roleName(theirs)}。管理岗位看不到案件，加上这一项就看得到了。` : null
}

/** What a role may do, in one sentence made of the role table. */
export function roleSentence(role: Role): string {
  const rights = RIGHTS[role]
  const sees = CASE_KINDS.filter((kind) => ACTIONS[role][kind] !== undefined).map((kind) => ({ kind, permit: ACTIONS[role][kind] as Permit }))
  const parts = [
    ...seen(sees),
    ...written(sees),
    ...kept(role),
    ...(rights.board ? ['看数'] : []),
    ...(rights.report === 'write' ? ['写报告'] : rights.report === 'read' ? ['看报告'] : []),
    ...(rights.exports.length > 0 ? ['导出表格'] : []),
    ...(rights.accounts ? ['管登录方式'] : []),
    ...(rights.complaints ? ['答复投诉建议'] : []),
    ...(rights.audit ? ['看谁做了什么'] : []),
  ]
  const blind = sees.length === 0 ? '；看不到案件' : ''
  return `${parts.length === 0 ? '只能登录' : `可以${parts.join('、')}`}${blind}。`
}

function seen(sees: readonly { readonly kind: string; readonly permit: Permit }[]): readonly string[] {
  return grouped(sees, ({ reads, personal }) => `看${reachWords(reads)}的{}${personal === true ? '' : personal === 'raised' ? '（报到县里的带姓名）' : '（不带姓名、经过）'}`)
}

function written(sees: readonly { readonly kind: string; readonly permit: Permit }[]): readonly string[] {
  const writes = sees.filter(({ permit }) => permit.edits === true)
  return grouped(writes, ({ changes }) => `记和办${changes === undefined ? '' : reachWords(changes)}的{}`)
}

/** Kinds of which the same is said stand together. */
function grouped(all: readonly { readonly kind: string; readonly permit: Permit }[], say: (permit: Permit) => string): readonly string[] {
  const kindsBySaying = new Map<string, string[]>()
  for (const { kind, permit } of all) kindsBySaying.set(say(permit), [...(kindsBySaying.get(say(permit)) ?? []), labelOf(kind)])
  return [...kindsBySaying].map(([saying, kinds]) => saying.replace('{}', kinds.join('、')))
}

function kept(role: Role): readonly string[] {
  const kinds = Object.entries(ACTIONS[role]).filter(([kind, permit]) => REGISTRY[kind]?.stream === 'county' && (permit as Permit).edits === true).map(([kind]) => labelOf(kind))
  return kinds.length === 0 ? [] : [`管${kinds.join('、')}`]
}

function reachWords(reach: Reach): string {
  switch (reach) {
    case 'places':
      return '范围内'
    case 'own':
      return '自己经手或交给本单位'
    case 'raised':
      return '报到县里'
    default:
      return unreachable(reach)
  }
}

function labelOf(kind: string): string {
  return typeOf(kind)?.label ?? kind
}

export function roleName(role: unknown): string {
  const options: Readonly<Record<string, { readonly label: string } | undefined>> = grant.fields.role.options
  return options[String(role)]?.label ?? String(role)
}

export function holdsOn({ values: { from, until } }: StoredRecord, on: Day): boolean {
  return (!isDay(from) || from <= on) && (!isDay(until) || until >= on)
}

function overlap(a: StoredRecord, b: StoredRecord): boolean {
  const [first, second] = [spanOf(a), spanOf(b)]
  return first.from <= second.until && second.from <= first.until
}

function spanOf({ values: { from, until } }: StoredRecord): { readonly from: string; readonly until: string } {
  return { from: isDay(from) ? from : '', until: isDay(until) ? until : '9999' }
}
