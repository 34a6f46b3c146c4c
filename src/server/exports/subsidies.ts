import { fits, type Value } from '../../core/field'
import type { StoredRecord } from '../../core/op'
import { isDay } from '../../core/period'
import { placeName } from '../../core/place'
import { optionLabel, optionsOf } from '../../core/recordType'
import { dispute } from '../../domain/dispute'
import { exportTitle } from '../../domain/exports'
import { mayExport, mayRead } from '../../domain/role'
import { gradeFor, subsidiesOf, SUBSIDY_CASES, SUBSIDY_OFF, type SubsidyGrade } from '../../domain/subsidy'
import { readRows } from '../read'
import { recordOf } from '../versions'
import { rowsOf, type Cell } from '../xlsx/workbook'
import { MOST_ROWS, notesOf, NUMBERS, protectedLine, TOO_MANY, type Taken, type Taking } from './taking'

const TITLE = exportTitle('subsidies')

interface Case {
  readonly record: StoredRecord
  readonly township: string
  readonly mediator: string
}

/** One line per case in the order of their numbers; what a mediator gets is for 司法所 to add up. */
export async function takeSubsidies(taking: Taking): Promise<Taken> {
  const { deps, me, stream, place, places, period } = taking
  const read = await readRows(deps, me, stream, [{ figure: SUBSIDY_CASES, period, place, by: null }], MOST_ROWS)
  if (read === null) return { kind: 'say', say: TOO_MANY }
  const { config } = read
  const townships = stream === me.county ? Object.keys(read.totalByStream) : [stream]
  const gradesBy = new Map<string, readonly SubsidyGrade[]>()
  for (const township of townships.length === 0 ? [stream] : townships) {
    const settled = subsidiesOf(config, township)
    if (settled.kind === 'wrong') return { kind: 'say', say: settled.say }
    if (settled.kind === 'on') gradesBy.set(township, settled.grades)
  }
  if (gradesBy.size === 0) return { kind: 'say', say: SUBSIDY_OFF }

  const isAll = mayExport(me, places, place, 'subsidies')
  const cases = read.rows.filter((row) => gradesBy.has(row.stream)).map((row): Case => {
    const record = recordOf(deps, dispute.kind, row, false)
    return { record, township: row.stream, mediator: String(record.values.handler ?? record.createdBy) }
  }).filter(({ mediator }) => isAll || mediator === me.person)
  const open = cases.filter(({ record }) => !fits(dispute.protectedWhen, record.values) && mayRead(me, dispute, places, record))
  const people = await readPeople(taking, open.map(({ mediator }) => mediator))
  const paid = open.filter(({ mediator }) => people.get(mediator)?.isCivilServant !== true).sort(byNumber)
  const grades = paid.map(({ record, township }) => gradeFor(gradesBy.get(township) ?? [], record.values))
  const total = grades.reduce((sum, grade) => sum + (grade?.fen ?? 0), 0)
  const rows = paid.map(({ record, township, mediator }, i) => {
    const label = (name: 'type' | 'difficulty' | 'form'): Cell => text(optionLabel(optionsOf(config, dispute, name), record.values[name]))
    return [
      { kind: 'number', value: i + 1 }, text(record.values.caseNo), text(placeName(places, township)), text(people.get(mediator)?.name),
      label('type'), label('difficulty'), label('form'), day(record.values.closedOn), text(grades[i]?.label ?? '没有合适的档'), { kind: 'fen', fen: grades[i]?.fen ?? 0 },
    ] satisfies readonly Cell[]
  })
  const servants = open.length - paid.length
  const counted = [...gradesBy.keys()].reduce((sum, township) => sum + (read.totalByStream[township] ?? 0), 0)
  const hidden = (isAll ? counted : cases.length) - open.length
  return {
    kind: 'taken',
    sheet: {
      name: TITLE, title: TITLE, notes: notesOf(taking, `　共 ${paid.length} 件`, true), columns: COLUMNS,
      rows: rowsOf([...rows, [text('合计'), null, null, null, null, null, null, null, null, { kind: 'fen', fen: total }]]),
      strong: new Set([rows.length]),
      closing: [...(servants === 0 ? [] : [`公职人员经办的 ${servants} 件不发补贴，不列出。`]), ...protectedLine(hidden)],
    },
    trail: { rows: rows.length, hidden, personal: true },
  }
}

const COLUMNS = [
  { label: '序号', width: 6 }, { label: '编号', width: 22 }, { label: '乡镇', width: 14 }, { label: '调解员', width: 12 }, { label: '纠纷类型', width: 16 },
  { label: '难易', width: 8 }, { label: '协议', width: 10 }, { label: '调结日期', width: 12 }, { label: '档次', width: 18 }, { label: '金额（元）', width: 12 },
]

interface Person {
  readonly name: string
  readonly isCivilServant: boolean
}

/** Those who have left too: what they mediated is still owed. */
async function readPeople({ deps, me }: Taking, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const rows = await deps.db.sql<{ record: string; name: string | null; servant: boolean | null }[]>`
    select record, data ->> 'name' as name, v_civil_servant as servant from person_version
    where stream = ${me.county} and record = any(${[...new Set(ids)]}::uuid[]) and until is null`
  return new Map(rows.map(({ record, name, servant }) => [record, { name: name ?? '', isCivilServant: servant === true }]))
}

function byNumber(a: Case, b: Case): number {
  const order = NUMBERS.compare(String(a.record.values.caseNo ?? ''), String(b.record.values.caseNo ?? ''))
  return order === 0 ? (a.record.id < b.record.id ? -1 : 1) : order
}

function text(value: Value | undefined): Cell {
  return typeof value === 'string' && value !== '' ? { kind: 'text', text: value } : null
}

function day(value: Value | undefined): Cell {
  return isDay(value) ? { kind: 'day', day: value } : null
}

