import { setImmediate as turn } from 'node:timers/promises'
import { closedAmong } from '../beside'
import { fits, type Values } from '../../core/field'
import type { RecordType } from '../../core/recordType'
import { exportTitle } from '../../domain/exports'
import { namesIn } from '../../domain/personName'
import { REGISTERS, type RegisterKind } from '../../domain/registers'
import { TYPES } from '../../domain/registry'
import { mayRead, seesPersonal } from '../../domain/role'
import { readRows } from '../read'
import { recordOf } from '../versions'
import { readNames } from './readNames'
import { registerTable, type Shown } from './registerSheet'
import { MOST_ROWS, notesOf, NUMBERS, protectedLine, TOO_MANY, type Taken, type Taking } from './taking'

/** 台账: the records of one kind a period means, each as far as its reader may see it. Protected ones are a number, whoever asks: a file travels. */
export async function takeRegister(taking: Taking, kind: RegisterKind): Promise<Taken> {
  const { deps, me, stream, place, places, period } = taking
  const type: RecordType = TYPES[kind]
  const queries = REGISTERS[kind].map((figure) => ({ figure, period, place, by: null }))
  const read = await readRows(deps, me, stream, queries, MOST_ROWS)
  if (read === null) return { kind: 'say', say: TOO_MANY }
  const closed = await closedAmong(deps, deps.db.sql, [...new Set(read.rows.map((row) => row.stream))], kind, read.rows.map(({ record }) => record), null)
  const shown: Shown[] = []
  for (const [i, row] of read.rows.entries()) {
    // Opening thousands of sealed records takes a while; phones are answered in between.
    if (i % AT_ONCE === 0) await turn()
    const bare = recordOf(deps, kind, row, false)
    if (closed.has(row.record) || isProtected(type, bare.values) || !mayRead(me, type, places, bare)) continue
    const personal = seesPersonal(me, type, places, bare)
    shown.push({ record: personal ? recordOf(deps, kind, row, true) : bare, personal })
  }
  const inOrder = sortedBy(REGISTERS[kind].map(({ over }) => (over.kind === 'flow' ? over.date : over.from)), shown)
  const streams = [...new Set(read.rows.map((row) => row.stream))]
  const names = await readNames(deps.db.sql, deps.types, me.county, streams, type, shown.map(({ record }) => record.values))
  const table = registerTable(type, inOrder, { config: read.config, names })
  const hidden = read.total - shown.length
  const personal = shown.some((each) => each.personal)
  return {
    kind: 'taken',
    sheet: { name: exportTitle(kind), title: exportTitle(kind), notes: notesOf(taking, `　共 ${shown.length} 条`, personal), ...table, closing: protectedLine(hidden) },
    trail: { rows: shown.length, hidden, personal, people: shown.reduce((sum, each) => sum + (each.personal ? namesIn(type, each.record.values).length : 0), 0) },
  }
}

const AT_ONCE = 200

function isProtected(type: RecordType, values: Values): boolean {
  return type.protectedWhen !== undefined && fits(type.protectedWhen, values)
}

/** By the first of the days that is set, then by number; without a day, first. */
function sortedBy(dates: readonly string[], shown: readonly Shown[]): readonly Shown[] {
  const dayOf = ({ record }: Shown): string => String(dates.map((date) => record.values[date]).find((day) => day !== undefined) ?? '')
  const keyed = shown.map((each) => ({ each, day: dayOf(each), no: String(each.record.values.caseNo ?? '') }))
  return keyed.sort((a, b) => (a.day === b.day ? NUMBERS.compare(a.no, b.no) || (a.each.record.id < b.each.record.id ? -1 : 1) : a.day < b.day ? -1 : 1)).map(({ each }) => each)
}
