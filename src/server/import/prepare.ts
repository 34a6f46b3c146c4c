import type { Config } from '../../core/config'
import { isId } from '../../core/id'
import type { CellRemark, ImportMapping, ImportTrial } from '../../core/importing'
import type { OpBody, Refusal, StoredRecord } from '../../core/op'
import { dayAt } from '../../core/period'
import { isWithin } from '../../core/place'
import type { Me } from '../../core/protocol'
import { fieldLabel, type RecordType } from '../../core/recordType'
import { OPTION_WORDS } from '../../domain/importWords'
import { SCHEMA_VERSION } from '../../domain/registry'
import { refusalAdvice } from '../../domain/words'
import type { PushDeps } from '../batch'
import { readKinds } from '../configStore'
import { judge, type Bench } from '../judge'
import { opId, recordId } from './ids'
import { knownRecords, likenessKey } from './known'
import { placeNames } from './placeNames'
import { planRow } from './plan'
import { mappedOf, readRow, type RowReading } from './row'
import type { Table } from './table'
import { targetsOf, type Target } from './targets'
import { optionWord, type Ground } from './value'

/** A row that can be written, and the ops that write it. */
export interface ReadyRow {
  readonly row: number
  readonly bodies: readonly OpBody[]
}

export interface Prepared {
  readonly ready: readonly ReadyRow[]
  readonly trial: ImportTrial
}

/** Where it is read for: a township, a kind of record, a person. */
export interface Desk {
  readonly deps: PushDeps
  readonly me: Me
  readonly stream: string
  readonly type: RecordType
}

/** Told in full up to here; the numbers count all. */
const MOST_TOLD = 300
/** Rows between two turns of everybody else's requests. */
const ROWS_PER_TURN = 200

/**
 * Reads every row and lets the server's own judge try it on an empty bench: what the dry run says is what confirming does. Nothing
 * is written.
 */
export async function prepare(desk: Desk, table: Table, mapping: ImportMapping): Promise<Prepared> {
  const { deps, me, stream, type } = desk
  const config = await deps.configs.current(deps.db.sql, me.county)
  const targets = targetsOf(type, config)
  const mapped = mappedOf(table, targets, mapping.columns, mapping.fixed)
  const ground = await groundOf(desk, table, mapping, config)
  const bad: CellRemark[] = []
  const remarks: CellRemark[] = []
  const tried: { readonly row: number; readonly bodies: readonly OpBody[]; readonly record: StoredRecord; readonly officialNo: string }[] = []
  const words = new Map<string, { readonly key: string; readonly label: string; readonly word: string; rows: number }>()
  const stoodIn = new Map<string, number>()
  for (const [index, line] of table.lines.entries()) {
    if (index % ROWS_PER_TURN === ROWS_PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve))
    const reading = readRow(ground, line, mapped)
    remarks.push(...reading.remarks)
    for (const { key, label, word } of reading.unknown) {
      const known = words.get(`${key}/${word}`) ?? { key, label, word, rows: 0 }
      known.rows += 1
      words.set(`${key}/${word}`, known)
    }
    if (reading.bad.length > 0) {
      bad.push(...reading.bad)
      continue
    }
    const plan = planRow(type, reading.values, reading.rows)
    if (plan.kind === 'missing') {
      bad.push(...plan.fields.map((field) => missingDay(type, reading, field)))
      continue
    }
    for (const { field, by } of plan.stoodIn) stoodIn.set(`${field}/${by}`, (stoodIn.get(`${field}/${by}`) ?? 0) + 1)
    const outcome = tryRow(desk, config, reading.row, plan.bodies)
    if (outcome.kind === 'refused') bad.push(refusedRow(type, reading, outcome.refusal))
    else tried.push({ row: reading.row, bodies: plan.bodies, record: outcome.record, officialNo: reading.officialNo })
  }
  const known = await knownRecords(deps, deps.db.sql, me, config.places, type, stream, tried)
  const knownRows = new Set<number>()
  const rowByLikeness = new Map<string, number>()
  for (const { row, record, officialNo } of tried) {
    const say = known({ record, officialNo })
    const key = likenessKey(type, record)
    const twin = rowByLikeness.get(key)
    if (say !== null) {
      knownRows.add(row)
      remarks.push({ row, at: null, say: `第 ${row} 行：${say}。` })
    } else if (twin !== undefined) remarks.push({ row, at: null, say: `第 ${row} 行：和第 ${twin} 行像是同一件，两件都会记下。` })
    else rowByLikeness.set(key, row)
  }
  for (const [key, rows] of stoodIn) {
    const [field = '', by = ''] = key.split('/')
    remarks.push({ row: 0, at: null, say: `${rows} 行没有“${fieldLabel(type, field)}”，按“${fieldLabel(type, by)}”算。` })
  }
  const ready = tried.filter(({ row }) => !mapping.skipKnown || !knownRows.has(row)).map(({ row, bodies }) => ({ row, bodies }))
  const days = tried.flatMap(({ record }) => { const day = record.values[type.dated]; return typeof day === 'string' ? [day] : [] }).sort()
  return {
    ready,
    trial: {
      rows: table.lines.length, ready: ready.length,
      badRows: new Set(bad.map(({ row }) => row)).size, bad: bad.slice(0, MOST_TOLD),
      remarkCount: remarks.length, remarks: [...remarks].sort((a, b) => a.row - b.row).slice(0, MOST_TOLD), known: knownRows.size,
      unknown: [...words.values()].sort((a, b) => b.rows - a.rows).slice(0, 100),
      first: days[0] ?? null, last: days[days.length - 1] ?? null,
    },
  }
}

type Tried = { readonly kind: 'taken'; readonly record: StoredRecord } | { readonly kind: 'refused'; readonly refusal: Refusal }

function tryRow({ deps, me, stream, type }: Desk, config: Config, row: number, bodies: readonly OpBody[]): Tried {
  const record = recordId(TRIAL, row)
  const bench: Bench = { types: deps.types, config, stream, isCounty: false, me, today: dayAt(deps.now()), records: new Map(), serials: new Map() }
  for (const [step, body] of bodies.entries()) {
    const op = { id: opId(TRIAL, row, step), device: 'import', seq: step + 1, schema: SCHEMA_VERSION, kind: type.kind, record, base: 0, body, claimedAt: '' }
    const { outcome } = judge(bench, op, step + 1)
    if (outcome.kind === 'rejected') return { kind: 'refused', refusal: outcome.refusal }
    if (step === bodies.length - 1) return { kind: 'taken', record: outcome.record }
  }
  return { kind: 'refused', refusal: { code: 'badOp' } }
}

const TRIAL = 'trial'

async function groundOf({ deps, me, stream, type }: Desk, table: Table, mapping: ImportMapping, config: Config): Promise<Ground> {
  const records = await readKinds(deps, deps.db.sql, me.county, ['person', 'unit'])
  const idsByName = new Map<string, string[]>()
  for (const { id, kind, values } of records) {
    const key = `${kind}/${String(values.name ?? '').replace(/\s/g, '')}`
    idsByName.set(key, [...(idsByName.get(key) ?? []), id])
  }
  const find = placeNames(config.places, stream)
  const wordsByTarget = new Map<Target, ReadonlyMap<string, string>>()
  return {
    kind: type.kind, from1904: table.from1904, year: mapping.year, words: mapping.words,
    wordsOf: (target) => {
      const known = wordsByTarget.get(target) ?? optionWords(type, target)
      wordsByTarget.set(target, known)
      return known
    },
    placesNamed: (typed) => (isId(typed) ? (isWithin(config.places, typed, stream) ? [typed] : []) : find(typed).map(({ id }) => id)),
    named: (kind, name) => idsByName.get(`${kind}/${name.replace(/\s/g, '')}`) ?? records.filter((record) => record.kind === kind && record.id === name).map(({ id }) => id),
  }
}

/** Codes, labels, short labels and the county's own words; what means two things means nothing. Retired options are of the past too. */
function optionWords(type: RecordType, target: Target): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  const path = target.cell === null ? target.name : `${target.name}.${target.cell}`
  for (const [word, code] of Object.entries(OPTION_WORDS[`${type.kind}.${path}`] ?? {})) words.set(optionWord(word), code)
  for (const [code, { short }] of Object.entries(target.options)) if (short !== undefined) words.set(optionWord(short), code)
  for (const [code, { label }] of Object.entries(target.options)) words.set(optionWord(label), code)
  for (const code of Object.keys(target.options)) words.set(code, code)
  return words
}

function missingDay(type: RecordType, { row, columnByName }: RowReading, field: string): CellRemark {
  const column = columnByName.get(field)
  return { row, at: column?.at ?? null, say: `第 ${row} 行“${column?.header ?? fieldLabel(type, field)}”：没有写，请补上，或者给这一栏选一个固定的值。` }
}

function refusedRow(type: RecordType, { row, columnByName }: RowReading, refusal: Refusal): CellRemark {
  const field = refusal.code === 'badValue' ? refusal.field : refusal.code === 'missing' ? (refusal.fields[0] ?? '') : ''
  const { what } = refusalAdvice(refusal, type)
  return { row, at: columnByName.get(field)?.at ?? null, say: `第 ${row} 行：${what}。` }
}
