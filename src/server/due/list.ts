import { canMove } from '../../core/apply'
import type { DueAnswer, DueRequest, DueRow } from '../../core/dueWire'
import type { StoredRecord } from '../../core/op'
import { own } from '../../core/own'
import { dayAt, type Day } from '../../core/period'
import { isWithin } from '../../core/place'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { dueOf, type Due } from '../../domain/due'
import { duesFor } from '../../domain/dueFor'
import { DUE_RULES } from '../../domain/dueRules'
import { mayCount, mayList, mayRead, movesAllowed, seesPersonal } from '../../domain/role'
import { hiddenFrom, seenBy } from '../../domain/sight'
import type { PushDeps } from '../batch'
import { groundOf, type Ground } from '../ground'
import type { Read } from '../read'
import { recordOf, type VersionRow } from '../versions'
import { mayBeDue } from './narrow'

/** What is due in one snapshot, by day. Authorised as a drill-down is: the place must be the asker's to count, each record the asker's to read. */
export async function dueList(deps: PushDeps, me: Me, request: DueRequest): Promise<Read<DueAnswer>> {
  return deps.db.begin(async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const ground = await groundOf(deps, tx, me.county, request.stream, null)
    const types = Object.values(deps.types).filter((type) => KINDS.has(type.kind) && mayList(me, type))
    if (ground === null || types.length === 0 || !mayAsk(me, ground, request.place)) return { kind: 'notFound' }
    const today = dayAt(deps.now())
    const found: Found[] = []
    let hidden = 0
    for (const type of types) {
      const dueIn = (record: StoredRecord, who: DueRequest['who']): ReturnType<typeof duesIn> => duesIn(record, me, ground, who, today).filter(({ due }) => due <= request.until)
      for (const row of await mayBeDue(tx, ground, type, request.place, request.until, seenBy(me, type, ground.reach))) {
        const record = recordOf(deps, type.kind, row, false)
        if (mayRead(me, type, ground.reach, record)) found.push(...dueIn(record, request.who).map(({ key, what, why, due, move }) => ({ type, row, record, key, what, why, due, move })))
      }
      if (request.who !== 'all' || type.protectedWhen === undefined) continue
      const closed = await mayBeDue(tx, ground, type, request.place, request.until, hiddenFrom(me, type, ground.reach))
      hidden += closed.filter((row) => dueIn(recordOf(deps, type.kind, row, false), 'all').length > 0).length
    }
    const chosen = found.filter((each) => (request.key === null || each.key === request.key) && (request.unit === null || unitOf(each.record) === request.unit))
    const page = chosen.sort(byDay).slice(request.offset, request.offset + request.limit)
    return { kind: 'read', answer: { today, ...among(found), total: chosen.length, hidden, rows: page.map((each) => rowOf(deps, me, ground, each)) } }
  })
}

const KINDS: ReadonlySet<string> = new Set(DUE_RULES.map(({ kind }) => kind))

interface Found extends Pick<Due, 'key' | 'what' | 'why' | 'due'> {
  readonly type: RecordType
  readonly row: VersionRow
  readonly record: StoredRecord
  readonly move: string | null
}

function mayAsk(me: Me, ground: Ground, asked: string | null): boolean {
  const place = asked ?? ground.stream
  const isInside = ground.stream === ground.county || isWithin(ground.config.places, place, ground.stream)
  return isInside && mayCount(me, ground.reach, place)
}

function duesIn(record: StoredRecord, me: Me, { config }: Ground, who: DueRequest['who'], today: Day): readonly (Due & { readonly move: string | null })[] {
  if (who === 'me') return duesFor(record, me, config, today).map((due) => ({ ...due, move: due.hasChoice ? null : due.move }))
  return dueOf(record, config, today).map((due) => ({ ...due, move: null }))
}

/** Whom it was given to. */
function unitOf({ values }: StoredRecord): string | null {
  const unit = values.leadUnit ?? values.transferUnit ?? values.unit
  return typeof unit === 'string' ? unit : null
}

function among(found: readonly Found[]): Pick<DueAnswer, 'kinds' | 'units'> {
  const keys = [...new Set(DUE_RULES.map(({ key }) => key))]
  const kinds = keys.flatMap((key) => {
    const [first, ...others] = found.filter((each) => each.key === key)
    return first === undefined ? [] : [{ key, what: first.what, count: others.length + 1 }]
  })
  return { kinds, units: [...new Set(found.flatMap(({ record }) => unitOf(record) ?? []))].sort() }
}

function byDay(a: Found, b: Found): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1
  return a.record.id < b.record.id ? -1 : 1
}

function rowOf(deps: PushDeps, me: Me, { reach, config }: Ground, { type, row, record, key, what, why, due, move }: Found): DueRow {
  const urge = own(type.moves, 'urge')
  const mayUrge = urge !== undefined && canMove(urge, record) && movesAllowed(me, type, config.places, record).includes('urge')
  return { stream: row.stream, record: recordOf(deps, type.kind, row, seesPersonal(me, type, reach, record)), key, what, why, due, move, urge: mayUrge }
}
