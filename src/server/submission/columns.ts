import type { Config } from '../../core/config'
import type { RowFields } from '../../core/field'
import { own } from '../../core/own'
import { nearestName } from '../../core/phrase/suggest'
import { optionsOf, type RecordType } from '../../core/recordType'
import { CODE_SYSTEMS } from '../../domain/disputeCodes'
import { ROW_COLUMNS } from '../../domain/importWords'
import type { Profile, ProfileColumn } from '../../domain/profile'
import type { Kind } from '../../domain/registry'

/** `parties[applicant].name`: a field, one kind of its rows, a cell of them. `stage` and `id` are the record's own. */
export interface Path {
  readonly name: string
  readonly code: string | null
  readonly cell: string | null
}

export function pathOf(key: string): Path | null {
  const found = /^([^[\].]+)(?:\[([^[\].]+)\])?(?:\.([^[\].]+))?$/.exec(plain(key))
  return found === null ? null : { name: found[1] ?? '', code: found[2] ?? null, cell: found[3] ?? null }
}

/**
 * The profile with every field and code system by its code, whatever the county called it: 受理日期, 当事人[申请人].姓名, 司法部统计表.
 * What names nothing stays as it was written.
 */
export function codedProfile(type: RecordType, config: Config, profile: Profile): Profile {
  const columns = profile.columns.map((column): ProfileColumn => {
    const source = column.field === null ? null : sourceOf(type, config, column.field)
    return { ...column, field: source?.kind === 'key' ? source.key : column.field, codes: column.codes === null ? null : systemOf(column.codes) }
  })
  return { ...profile, columns }
}

/** Columns that name nothing, or more than one thing, each in words. */
export function wrongColumns(type: RecordType, config: Config, profile: Profile): readonly string[] {
  return profile.columns.flatMap(({ header, field, codes }) => {
    if (field === null) return []
    const source = sourceOf(type, config, field)
    if (source.kind === 'wrong') return [`“${header}”要取的“${field}”，${source.say}`]
    const wrong = codes === null ? null : wrongSystem(type, source.key, systemOf(codes))
    return wrong === null ? [] : [`“${header}”${wrong}`]
  })
}

type Source = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'wrong'; readonly say: string }

/** Words for what every record has beside its fields. */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = { stage: ['状态', '环节'], id: ['本系统编号'] }

function sourceOf(type: RecordType, config: Config, written: string): Source {
  const ownKey = Object.entries(OWN_WORDS).find(([key, words]) => key === written || words.includes(plain(written)))?.[0]
  if (ownKey !== undefined) return { kind: 'key', key: ownKey }
  const path = pathOf(written)
  const names = path === null ? [] : codesNamed(type.fields, path.name)
  const [name] = names
  if (path === null || name === undefined) return unknown(type, config, written)
  if (names.length > 1) return ambiguous(names)
  const field = own(type.fields, name)
  if (field?.kind === 'rows') return cellSource(type, config, written, { ...path, name }, field)
  return path.code === null && path.cell === null ? { kind: 'key', key: name } : unknown(type, config, written)
}

function cellSource(type: RecordType, config: Config, written: string, path: Path, { label, fields }: { readonly label: string; readonly fields: RowFields }): Source {
  if (path.cell === null) return { kind: 'wrong', say: `还要写明取其中哪一项，如“${label}.${Object.values(fields)[0]?.label ?? ''}”` }
  const cells = codesNamed(fields, path.cell)
  const kinds = path.code === null ? [null] : codesNamed(kindsOfRow(type, config, path.name), path.code)
  const keys = cells.flatMap((cell) => kinds.map((kind) => keyOf(path.name, kind, cell)))
  const [key] = keys
  if (key === undefined) return unknown(type, config, written)
  return keys.length > 1 ? ambiguous(keys) : { kind: 'key', key }
}

function keyOf(name: string, code: string | null, cell: string): string {
  return code === null ? `${name}.${cell}` : `${name}[${code}].${cell}`
}

interface Named {
  readonly label: string
  readonly retired?: boolean
}

/** Whose code it is, or else all that are called so. A retired one answers to its code only. */
function codesNamed(named: Readonly<Record<string, Named>>, written: string): readonly string[] {
  if (own(named, written) !== undefined) return [written]
  return Object.entries(named).filter(([, { label, retired }]) => retired !== true && plain(label) === written).map(([code]) => code)
}

function kindsOfRow(type: RecordType, config: Config, rows: string): Readonly<Record<string, Named>> {
  const columns = ROW_COLUMNS[type.kind as Kind]
  return columns?.rows === rows ? optionsOf(config, type, `${rows}.${columns.by}`) : {}
}

function ambiguous(keys: readonly string[]): Source {
  return { kind: 'wrong', say: `叫这个名字的不止一栏，请写代码：${keys.join(' 或者 ')}` }
}

function unknown(type: RecordType, config: Config, written: string): Source {
  const nearest = nearestName(plain(written), namesOf(type, config))
  return { kind: 'wrong', say: `“${type.label}”里没有这一栏${nearest === null ? '' : `，最接近的是“${nearest}”`}` }
}

/** Everything a column may take, as the county would write it. */
export function namesOf(type: RecordType, config: Config): readonly string[] {
  const inUse = (named: Readonly<Record<string, Named>>): readonly string[] => Object.values(named).filter(({ retired }) => retired !== true).map(({ label }) => label)
  const ofFields = Object.entries(type.fields).flatMap(([name, field]) => {
    if (field.retired === true) return []
    if (field.kind !== 'rows') return [field.label]
    const before = [field.label, ...inUse(kindsOfRow(type, config, name)).map((kind) => `${field.label}[${kind}]`)]
    return before.flatMap((rows) => inUse(field.fields).map((cell) => `${rows}.${cell}`))
  })
  return [...ofFields, ...Object.values(OWN_WORDS).flat()]
}

/** `tjb`, 司法部统计表, or both as the form shows them. */
function systemOf(written: string): string {
  const known = Object.entries(CODE_SYSTEMS).find(([key, label]) => [key, label, `${key}(${label})`].includes(plain(written)))
  return known?.[0] ?? written
}

function wrongSystem(type: RecordType, key: string, system: string): string | null {
  const path = pathOf(key)
  const field = path === null ? undefined : own(type.fields, path.name)
  const asked = field?.kind === 'rows' ? own(field.fields, path?.cell ?? '') : field
  if (asked === undefined || !('options' in asked)) return null
  const systems = [...new Set(Object.values(asked.options).flatMap(({ codes }) => Object.keys(codes ?? {})))]
  if (systems.includes(system)) return null
  const offered = systems.map((each) => own(CODE_SYSTEMS, each) ?? each).join('、')
  return `的代码写的是“${system}”，“${asked.label}”${offered === '' ? '没有代码，请空着' : `只有${offered}`}`
}

/** As a Chinese keyboard types it, too: 当事人【申请人】。姓名. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').replace(/[【〔]/g, '[').replace(/[】〕]/g, ']').replace(/[。·:]/g, '.')
}
