import { settingAt, type Config } from '../../core/config'
import { liveRows, type Row, type Rows, type Value, type Values } from '../../core/field'
import type { Day } from '../../core/period'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { ladderOf, levelName } from '../../domain/ladder'
import { nextSessionOf, presetOf } from '../../domain/preset'
import { SETTING } from '../../domain/settingNames'
import { rowsOf } from '../formState'

export interface PresetWorld {
  readonly config: Config
  readonly today: Day
  /** 14:20. */
  readonly clock: string
  /** Who writes, where that is somebody who works cases; an office writes for others. */
  readonly worker: string | null
}

/** What the form of a move begins with, so that nothing known is typed again. All of it is asked for and may be changed. */
export function presetsOf(type: RecordType, move: string | null, before: Values, world: PresetWorld): Values {
  const { config, clock, worker } = world
  const mine = before.handler === undefined && worker !== null ? { handler: worker } : {}
  const town = String(before.place ?? '')
  const known = presetOf(type, move, before, config, town)
  switch (move) {
    case 'reportPolice': {
      const unit = settingAt(config, SETTING.police, town)
      return { ...known, reportedAt: clock, ...(typeof unit === 'string' && unit !== '' ? { reportedTo: unit } : {}) }
    }
    case 'accept':
    case 'sign':
      return { ...known, ...mine }
    case 'takeOver':
      return worker === null ? known : { ...known, handler: worker }
    case 'close':
      return { ...known, ...resultOf(before) }
    default:
      return known
  }
}

/** What the parties said last is what it came to. */
function resultOf({ sessions }: Values): Values {
  const [, last] = liveRows(sessions).at(-1) ?? []
  const result = own(RESULT_OF, String(last?.values.outcome ?? ''))
  return result === undefined ? {} : { result }
}
const RESULT_OF: Readonly<Record<string, string>> = { agreed: 'success', failed: 'failed' }

/** The row a form adds: a session is held where the last one was, where the village holds its 说理, or where the level does; who visits is who writes. */
export function withPresetRows(type: RecordType, move: string | null, before: Values, after: Values, { config, worker }: PresetWorld): Values {
  if (type.kind !== 'dispute') return after
  if (move === 'followUp') return worker === null ? after : { ...after, followUps: inFresh(before.followUps, after.followUps, { by: worker }) }
  if (move !== 'mediate') return after
  const last = liveRows(before.sessions).at(-1)?.[1].values.venue
  const kept = settingAt(config, SETTING.sessionVenue, before.place)
  const venue = typeof last === 'string' ? last : typeof kept === 'string' && kept !== '' ? kept : levelName(ladderOf(config, String(before.place ?? '')), String(before.level ?? ''))
  return venue === '' ? after : { ...after, sessions: inFresh(before.sessions, after.sessions, { venue }) }
}

function inFresh(before: Value | undefined, after: Value | undefined, cells: Row['values']): Rows {
  const stored = rowsOf(before)
  return Object.fromEntries(Object.entries(rowsOf(after)).map(([id, row]) => [id, own(stored, id) === undefined ? { ...row, values: { ...cells, ...row.values } } : row]))
}

/** A session that goes on brings the next 说理日, in the moment it is said; a person's own day stands, and so does an emptied one. */
export function followed(type: RecordType, before: Values, after: Values, { config, today }: PresetWorld): Values {
  if (type.kind !== 'dispute' || before.sessions === after.sessions) return after
  const old = rowsOf(before.sessions)
  const rows = Object.entries(rowsOf(after.sessions)).map(([id, row]): readonly [string, Row] => {
    if (own(old, id)?.values.outcome === row.values.outcome) return [id, row]
    const next = nextSessionOf(after, row.values, config, String(after.place ?? ''), today)
    return [id, next === null ? row : { ...row, values: { ...row.values, next } }]
  })
  return { ...after, sessions: Object.fromEntries(rows) }
}
