import type { Config } from '../../core/config'
import type { DirectoryKind, RowSay } from '../../core/directoryWire'
import type { PlainValue, Values } from '../../core/field'
import { isId } from '../../core/id'
import type { OpBody, Patch, StoredRecord } from '../../core/op'
import { ancestry, existsOn, type Place, type Places } from '../../core/place'
import type { Day } from '../../core/period'
import { fieldLabel, type RecordType } from '../../core/recordType'
import { placeNames } from '../import/placeNames'
import { bare, type Line, type Table } from '../import/table'
import { targetsOf, type Target } from '../import/targets'
import { optionWord, readValue, type Ground } from '../import/value'
import { DIRECTORY_FIELDS, ID_LABEL, pathName } from './sheet'

/** What a line of a directory's file asks for. */
export type LineRead =
  | { readonly kind: 'bad'; readonly say: readonly RowSay[] }
  | { readonly kind: 'same' }
  | { readonly kind: 'op'; readonly record: string; readonly body: OpBody; readonly say: string }

/** What lines are read against; it grows with each line that adds a place. */
export interface Desk {
  readonly kind: DirectoryKind
  readonly type: RecordType
  readonly config: Config
  readonly today: Day
  readonly records: ReadonlyMap<string, StoredRecord>
  readonly units: readonly StoredRecord[]
  /** The id a line gets when it adds a record: the same for the same file. */
  readonly idFor: (row: number) => string
}

export interface Heads {
  readonly targets: readonly { readonly target: Target; readonly at: number; readonly header: string }[]
  readonly idAt: number | null
}

/** Columns by their heads; the fields' own labels, or what is like them. */
export function headsOf(type: RecordType, kind: DirectoryKind, config: Config, table: Table): Heads {
  const known = withParent(type, targetsOf(type, config)).filter(({ name }) => DIRECTORY_FIELDS[kind].includes(name))
  const targets = known.flatMap((target) => {
    const column = table.columns.find(({ header }) => bare(header) === bare(target.label))
    return column === undefined ? [] : [{ target, at: column.at, header: column.header }]
  })
  return { targets, idAt: table.columns.find(({ header }) => bare(header) === bare(ID_LABEL))?.at ?? null }
}

/** A place above is no column of registers, and is one here. */
function withParent(type: RecordType, targets: readonly Target[]): readonly Target[] {
  const { parent } = type.fields
  if (type.kind !== 'place' || parent?.kind !== 'ref') return targets
  return [...targets, { key: 'parent', label: parent.label, words: [], field: { ...parent, kind: 'ref' }, name: 'parent', cell: null, row: null, options: {}, must: false }]
}

export function readLine(desk: Desk, heads: Heads, line: Line, from1904: boolean): LineRead {
  const bad: RowSay[] = []
  const told = (header: string, words: string): void => void bad.push({ row: line.row, say: `第 ${line.row} 行“${header}”：${words}。` })
  const values: Record<string, PlainValue> = {}
  for (const { target, at, header } of heads.targets) {
    const cell = line.cells.get(at)
    if (cell === undefined || cell.text.trim() === '') continue
    if (target.name === 'parent' || target.field.kind === 'place') {
      const found = placeAt(desk.config.places, cell.text.trim(), desk.today)
      if (typeof found === 'string') told(header, found)
      else values[target.name] = found.id
    } else if (target.field.kind === 'ref') {
      const found = unitAt(desk, cell.text.trim())
      if (typeof found === 'string') told(header, found)
      else values[target.name] = found.id
    } else {
      const read = readValue(groundOf(desk, from1904), target, cell, header)
      if (read.kind === 'value') values[target.name] = read.value
      else if (read.kind !== 'blank') told(header, read.say)
    }
  }
  if (bad.length > 0) return { kind: 'bad', say: bad }
  const typedId = heads.idAt === null ? '' : (line.cells.get(heads.idAt)?.text.trim().toLowerCase() ?? '')
  const found = recordFor(desk, typedId, values)
  if (typeof found === 'string') return { kind: 'bad', say: [{ row: line.row, say: `第 ${line.row} 行：${found}。` }] }
  return found === null ? added(desk, line.row, values) : changed(desk, line.row, found, values)
}

function added({ type, idFor }: Desk, row: number, values: Values): LineRead {
  const missing = (type.moves.add?.needs ?? []).find((name) => values[name] === undefined)
  if (missing !== undefined) return { kind: 'bad', say: [{ row, say: `第 ${row} 行“${fieldLabel(type, missing)}”：没有写，请补上。` }] }
  return { kind: 'op', record: idFor(row), body: { kind: 'create', move: 'add', set: values as Patch }, say: `第 ${row} 行：添加 ${String(values.name)}` }
}

/** An empty cell takes nothing away. */
function changed({ kind, type }: Desk, row: number, record: StoredRecord, values: Values): LineRead {
  const names = Object.keys(values).filter((name) => values[name] !== record.values[name])
  if (names.length === 0) return { kind: 'same' }
  const dated = kind === 'place' ? names.find((name) => ['name', 'parent', 'level', 'until'].includes(name)) : undefined
  if (dated !== undefined) return { kind: 'bad', say: [{ row, say: `第 ${row} 行“${fieldLabel(type, dated)}”：改名、移动和撤并请在“地方”页里办，写明从哪天起，从表格里不改。` }] }
  const set = Object.fromEntries(names.map((name) => [name, values[name]])) as Patch
  return { kind: 'op', record: record.id, body: { kind: 'edit', set }, say: `第 ${row} 行：改 ${String(record.values.name)} 的${names.map((name) => fieldLabel(type, name)).join('、')}` }
}

/** The record a line is about: by its id, or by what nobody else of them has. Null: a new one. */
function recordFor({ kind, records }: Desk, typedId: string, values: Values): StoredRecord | null | string {
  if (typedId !== '') {
    const known = isId(typedId) ? records.get(typedId) : undefined
    return known ?? `“${ID_LABEL}”不是名录里的，或者不归您管。新添的请把这一格留空`
  }
  const keys = kind === 'place' ? ['name', 'parent'] : kind === 'unit' ? ['name', 'place'] : ['name', 'unit', 'place']
  const alike = [...records.values()].filter((record) => keys.every((key) => values[key] === undefined || record.values[key] === values[key]) && record.values.name === values.name)
  const [only, second] = alike
  if (second !== undefined) return `名录里有 ${alike.length} 个“${String(values.name)}”，分不清是哪一个。请从导出的表里带上“${ID_LABEL}”`
  return only ?? null
}

/** 乡镇/总支/村 step by step, or one name that means one place. */
export function placeAt(places: Places, text: string, today: Day): Place | string {
  const steps = text.split(/[/／\\]/).map((step) => step.trim()).filter((step) => step !== '')
  const whole = steps.join('/')
  const all = Object.values(places.byId)
  const named = all.filter(({ id, name }) => name === steps.at(-1) && (pathName(places, id) === whole || pathName(places, id).endsWith(`/${whole}`)))
  const [county] = all.filter(({ level }) => level === 'county')
  const found = named.length > 0 || county === undefined ? named : placeNames(places, county.id)(text)
  const now = found.filter((place) => existsOn(place, today))
  const [only, second] = now.length > 0 ? now : found
  if (only === undefined) return `写的是“${shortened(text)}”，名录里没有这个地方`
  if (second === undefined) return only
  const path = (place: Place): string => ancestry(places, place.id).slice(1).map(({ name }) => name).join('/')
  return `写的是“${shortened(text)}”，不止一个地方叫这个名字，请写全，如 ${path(only)}`
}

function unitAt({ units }: Desk, text: string): StoredRecord | string {
  const found = units.filter(({ values }) => values.name === text)
  const [only, second] = found
  if (only === undefined) return `写的是“${shortened(text)}”，名录里没有这个单位，请先添单位`
  return second === undefined ? only : `写的是“${shortened(text)}”，名录里有 ${found.length} 个同名的单位，请先把单位的名称写得不一样`
}

function groundOf({ kind }: Desk, from1904: boolean): Ground {
  return { kind, from1904, year: null, words: {}, wordsOf: wordsOf, placesNamed: () => [], named: () => [] }
}

function wordsOf({ options }: Target): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const [code, { label }] of Object.entries(options)) for (const word of [code, label, optionWord(label)]) words.set(word, code)
  return words
}

function shortened(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
