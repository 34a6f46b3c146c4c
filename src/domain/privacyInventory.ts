import { classOf, type Field, type PersonalClass } from '../core/field'
import type { RecordType } from '../core/recordType'
import { KEPT_YEARS, retentionOf } from './privacyRetention'
import { BASES, PURPOSES } from './privacyPurposes'
import { grant } from './directory'
import { REGISTRY } from './registry'
import { own } from '../core/own'
import { ACTIONS, type Permit, type Role } from './roleTable'

/** One personal field: what the county must be able to say of it. Made from the schema and the role table, never written by hand. */
export interface InventoryRow {
  /** `dispute.parties.name`. */
  readonly path: string
  readonly type: string
  readonly label: string
  readonly kind: PersonalClass | 'media'
  /** Null: nobody said why; a test fails. */
  readonly why: string | null
  readonly basis: string | null
  readonly seenBy: readonly string[]
  readonly kept: string
  readonly stored: string
}

export const CLASS_LABELS: Readonly<Record<PersonalClass | 'media', string>> = {
  name: '姓名', phone: '联系方式', address: '住址', trait: '身份特征', told: '经过', media: '照片、录音、材料',
}

export function inventory(): readonly InventoryRow[] {
  return Object.values(REGISTRY).flatMap((type) => personalFields(type).map(({ path, label, kind }): InventoryRow => {
    const purpose = own(PURPOSES, path)
    return {
      path, label, kind, type: type.label, why: purpose?.why ?? null, basis: purpose === undefined ? null : BASES[purpose.basis],
      seenBy: readersOf(type), kept: keptOf(type), stored: '本县服务器，逐条加密',
    }
  }))
}

interface Found {
  readonly path: string
  readonly label: string
  readonly kind: PersonalClass | 'media'
}

export function personalFields(type: RecordType): readonly Found[] {
  const found = (path: string, label: string, field: Field): readonly Found[] => {
    const kind = classOf(field)
    return kind === null ? [] : [{ path, label, kind }]
  }
  return Object.entries(type.fields).flatMap(([name, field]: [string, Field]) => {
    const path = `${type.kind}.${name}`
    if (field.kind !== 'rows') return found(path, field.label, field)
    return Object.entries(field.fields).flatMap(([cell, cellField]) => found(`${path}.${cell}`, `${field.label}的${cellField.label}`, cellField))
  })
}

/** Roles that see personal values of the kind, and of which records. Whoever writes the county's people sees theirs. */
function readersOf(type: RecordType): readonly string[] {
  const { options } = grant.fields.role
  const roles = (Object.keys(options) as Role[]).flatMap((role) => {
    const permit = own<Permit | undefined>(ACTIONS[role], type.kind)
    const reach = permit === undefined ? null : reachText(type, permit)
    return reach === null ? [] : [`${options[role].label}（${reach}）`]
  })
  return type.protectedWhen === undefined ? roles : [...roles, '涉未成年人、家暴的：只有经办人和录入人']
}

function reachText(type: RecordType, { reads, personal, changes }: Permit): string | null {
  if (type.stream === 'county') return changes === undefined ? null : '本级'
  if (personal === undefined) return null
  if (personal === 'raised') return '报到县里的'
  return reads === 'own' ? '自己经办的' : '所管地方的'
}

function keptOf(type: RecordType): string {
  const of = retentionOf(type.kind)
  if (of === null) return type.stream === 'county' ? '在岗期间，停用后随名录留存' : '长期'
  const { seal, destroy } = KEPT_YEARS[of]
  return `办结后 ${seal} 年封存，${destroy} 年可销毁（县里可改）`
}
