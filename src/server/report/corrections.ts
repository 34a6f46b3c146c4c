import { must } from '../../core/assert'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { placeName, type Places } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { CorrectedRecord, Correction, CorrectionsAnswer, ReportFigure } from '../../core/reportWire'
import { optionLabel, optionsOf, type RecordType } from '../../core/recordType'
import { correctedComputed } from '../../domain/correctedComputed'
import { compareCounts, isCorrected, type Asked } from '../../domain/correction'
import { isProtectedFrom, mayList, mayRead, seesPersonal } from '../../domain/role'
import { seenBy, type Sight } from '../../domain/sight'
import type { PushDeps } from '../batch'
import type { Sql } from '../db'
import { movedRecords, type Moved } from '../figureDiff'
import { groundOf, type Ground } from '../ground'
import { countIn, ofReports, typeOfFigure, type Read } from '../read'
import { readCurrent, recordOf, versionColumns, versionsFrom, type VersionRow } from '../versions'
import { mayReadReports } from './frozen'
import { readFrozen } from './frozenStore'

/**
 * 更正: what a frozen report would say otherwise today, and which records make the difference. Its own questions are asked, with the period,
 * the options and the places they had when it was frozen; only the records, and what lies below a place, are those of today. A village that
 * was merged stays a place with its records (`heir` says where its people go, not where its records do), so a merger alone corrects nothing;
 * a group put under another village moves its records there. Texts are not corrected: another wording of an option changes nothing here.
 */
export async function corrections(deps: PushDeps, me: Me, stream: string, id: string): Promise<Read<CorrectionsAnswer>> {
  if (!(await mayReadReports(deps, me, stream))) return { kind: 'notFound' }
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const frozen = await readFrozen(deps.vault, tx, stream, id)
    if (frozen === null) return { kind: 'notFound' }
    const { head, body } = frozen
    const now = must(await groundOf(deps, tx, me.county, stream, null), 'the stream of a frozen report')
    const then = must(await groundOf(deps, tx, me.county, stream, head.at), 'the moment of a frozen report')
    const asked = Object.values(body.figureByKey).map((figure) => ({ figure, asked: must(own(body.askedByKey, figure.key), figure.key) }))
    const moved = await movedOf(deps, tx, then, now, asked)
    const results = await countIn(deps, tx, now, asked.flatMap(({ asked: { queries } }) => queries), ofReports)
    const shelf = await shelve(deps, tx, me, then, moved)
    let next = 0
    const all = asked.map((each, index): Correction => {
      const answers = results.slice(next, (next += each.asked.queries.length))
      return { ...compareCounts(each.figure, each.asked, answers, labels(deps, now, each.asked)), ...recordsOf(shelf, moved[index] ?? []) }
    })
    const found = all.filter(isCorrected)
    const computed = correctedComputed(body.document, body.figureByKey, all)
    return { kind: 'read', answer: { at: now.at, readAt: new Date(deps.now()).toISOString(), corrections: found, computed, records: shownIn(shelf, found) } }
  })
}

interface AskedFigure {
  readonly figure: ReportFigure
  readonly asked: Asked
}

interface MovedIn extends Moved {
  readonly type: RecordType
}

/** Per figure; a record that moved in numerator and denominator stands once. */
async function movedOf(deps: PushDeps, tx: Sql, then: Ground, now: Ground, figures: readonly AskedFigure[]): Promise<readonly (readonly MovedIn[])[]> {
  if (then.past.town === null && then.past.county === null) return figures.map(() => [])
  return Promise.all(figures.map(async ({ asked: { queries } }) => {
    const movedById = new Map<string, MovedIn>()
    for (const query of queries) {
      const type = typeOfFigure(deps, query)
      for (const each of await movedRecords(deps, tx, then, now, query)) if (!movedById.has(each.record)) movedById.set(each.record, { ...each, type })
    }
    return [...movedById.values()]
  }))
}

/** The versions that are shown, and the order of the last changes. */
interface Shelf {
  /** By `id n`; null, or not there: not for the asker. */
  readonly shown: ReadonlyMap<string, StoredRecord | null>
  /** By id, the change of the version there is now. */
  readonly lastChange: ReadonlyMap<string, number>
}

async function shelve(deps: PushDeps, tx: Sql, me: Me, then: Ground, moved: readonly (readonly MovedIn[])[]): Promise<Shelf> {
  const shown = new Map<string, StoredRecord | null>()
  const lastChange = new Map<string, number>()
  const all = moved.flat()
  for (const type of new Set(all.map((each) => each.type))) {
    const ofType = all.filter((each) => each.type === type)
    for (const stream of new Set(ofType.map((each) => each.stream))) {
      const there = ofType.filter((each) => each.stream === stream)
      const current = new Map((await readCurrent(tx, type, stream, [...new Set(there.map((each) => each.record))], seenBy(me, type, then.reach))).map((row) => [row.record, row]))
      const past = await readVersions(tx, type, stream, there.filter((each) => each.now === null && current.has(each.record)), seenBy(me, type, then.reach))
      for (const row of [...current.values(), ...past]) {
        const last = must(current.get(row.record), 'the current version of a record')
        lastChange.set(row.record, last.since)
        shown.set(shelfKey(row.record, row.since), show(deps, me, type, row, last, then.reach))
      }
    }
  }
  return { shown, lastChange }
}

async function readVersions(tx: Sql, type: RecordType, stream: string, gone: readonly Moved[], sight: Sight): Promise<readonly VersionRow[]> {
  if (gone.length === 0) return []
  const sinces = [...new Set(gone.map((each) => must(each.then, 'a version that was counted')))]
  return tx<VersionRow[]>`select ${versionColumns(tx)} ${versionsFrom(tx, type, sight)}
    where v.stream = ${stream} and v.record = any(${gone.map((each) => each.record)}::uuid[]) and v.since = any(${sinces}::bigint[])`
}

/** From whom a record is protected now, what it was before is too. */
function show(deps: PushDeps, me: Me, type: RecordType, row: VersionRow, last: VersionRow, places: Places): StoredRecord | null {
  const bare = recordOf(deps, type.kind, row, false)
  const isClosed = isProtectedFrom(me, type, recordOf(deps, type.kind, last, false))
  if (isClosed || !mayList(me, type) || !mayRead(me, type, places, bare)) return null
  return recordOf(deps, type.kind, row, seesPersonal(me, type, places, bare))
}

function recordsOf({ shown, lastChange }: Shelf, moved: readonly Moved[]): Pick<Correction, 'records' | 'hidden'> {
  const changeOf = ({ record }: Moved): number => lastChange.get(record) ?? 0
  const all = [...moved].sort((a, b) => changeOf(b) - changeOf(a) || (a.record < b.record ? -1 : 1)).map((each): CorrectedRecord => (
    { id: each.record, n: each.now ?? must(each.then, 'a version that was counted'), how: howOf(each) }))
  const records = all.filter(({ id, n }) => (shown.get(shelfKey(id, n)) ?? null) !== null)
  return { records, hidden: all.length - records.length }
}

function howOf({ then, now, wasKnown }: Moved): CorrectedRecord['how'] {
  if (now === null) return 'gone'
  if (then !== null) return 'changed'
  return wasKnown ? 'added' : 'late'
}

function shownIn({ shown }: Shelf, found: readonly Correction[]): readonly StoredRecord[] {
  const keys = new Set(found.flatMap(({ records }) => records.map(({ id, n }) => shelfKey(id, n))))
  return [...keys].flatMap((key) => shown.get(key) ?? [])
}

function shelfKey(id: string, n: number): string {
  return `${id} ${n}`
}

/** Of a part the report did not have. */
function labels(deps: PushDeps, now: Ground, { queries: [query] }: Asked): (code: string) => string {
  if (query?.by?.kind !== 'field') return (code) => placeName(now.config.places, code)
  const options = optionsOf(now.config, typeOfFigure(deps, query), query.by.field)
  return (code) => optionLabel(options, code)
}
