import type { Config } from '../core/config'
import type { StoredRecord } from '../core/op'
import { addDays, addMonths, daysBetween, isDay, isIn, monthOf, monthPeriod, weekday, type Day, type Period } from '../core/period'
import { isWithin } from '../core/place'
import { isCounted } from '../core/recordType'
import { dispute } from './dispute'
import { screening } from './screening'

/** A round of 排查 goes by the week or by the month. It is the place's, never a person's: who writes it down is not asked for one. */
export type Rhythm = 'weekly' | 'monthly'

export interface Prefilled<R extends StoredRecord = StoredRecord> {
  /** Disputes that came up there in the period and stand in no recorded round of it yet. */
  readonly found: number
  /** The disputes themselves, those that stand in a recorded round included. */
  readonly disputes: readonly R[]
  /** Rounds of the period that were written down before: their numbers count already, and are not written again. */
  readonly before: readonly R[]
  readonly beforeTimes: number
  readonly beforeFound: number
}

/**
 * What a round over a place and a period most likely says, from what was written down. 预防 is not in any record and stays the writer's to say:
 * 防止激化 of a dispute is another column of the same table.
 */
export function prefill<R extends StoredRecord>(records: Iterable<R>, place: string, period: Period, { places }: Pick<Config, 'places'>): Prefilled<R> {
  const [disputes, before]: [R[], R[]] = [[], []]
  for (const record of records) {
    const { kind, stage, values } = record
    if (!isWithin(places, String(values.place ?? ''), place)) continue
    if (kind === dispute.kind && isCounted(dispute, stage) && isDayIn(period, values.acceptedOn ?? values.reportedOn)) disputes.push(record)
    // A round counts by the day it ended, in figures too.
    if (kind === screening.kind && isCounted(screening, stage) && isDayIn(period, values.to)) before.push(record)
  }
  const beforeFound = sum(before, 'found')
  return { found: Math.max(0, disputes.length - beforeFound), disputes, before, beforeTimes: sum(before, 'times'), beforeFound }
}

export interface Proposal {
  readonly rhythm: Rhythm
  readonly period: Period
}

/** In the rhythm of the place's last round: the period that has just ended, as long as it is fresh and nobody wrote it down, else the one that runs. */
export function propose(records: Iterable<StoredRecord>, place: string, today: Day, config: Pick<Config, 'places'>): Proposal {
  const rounds = [...records].filter(({ kind, stage, values }) => kind === screening.kind && isCounted(screening, stage) && isWithin(config.places, String(values.place ?? ''), place) && isDay(values.to))
  const last = rounds.reduce<StoredRecord | null>((newest, round) => (newest === null || String(round.values.to) > String(newest.values.to) ? round : newest), null)
  const rhythm = last === null ? 'monthly' : rhythmOf(last)
  const { current, ended } = periodsOf(rhythm, today)
  const isFresh = daysBetween(ended.to, today) <= FRESH_DAYS[rhythm]
  const isWritten = rounds.some(({ values }) => values.place === place && String(values.to) >= ended.to)
  return { rhythm, period: isFresh && !isWritten ? ended : current }
}

/** How long after its end a period is still the one that is meant. */
const FRESH_DAYS: Readonly<Record<Rhythm, number>> = { weekly: 2, monthly: 7 }

/** The week (from Monday) or month that runs, up to today, and the one before it. */
export function periodsOf(rhythm: Rhythm, today: Day): { readonly current: Period; readonly ended: Period } {
  if (rhythm === 'monthly') return { current: { from: monthPeriod(monthOf(today)).from, to: today }, ended: monthPeriod(monthOf(addMonths(monthPeriod(monthOf(today)).from, -1))) }
  const from = addDays(today, -((weekday(today) + 6) % 7))
  return { current: { from, to: today }, ended: { from: addDays(from, -7), to: addDays(from, -1) } }
}

/** Rounds of a few days are those of a week. */
function rhythmOf({ values: { kind, from, to } }: StoredRecord): Rhythm {
  if (kind === 'weekly' || kind === 'monthly') return kind
  return isDay(from) && isDay(to) && daysBetween(from, to) <= 10 ? 'weekly' : 'monthly'
}

function isDayIn(period: Period, day: unknown): boolean {
  return isDay(day) && isIn(period, day)
}

function sum(rounds: readonly StoredRecord[], name: 'found' | 'times'): number {
  return rounds.reduce((total, { values }) => total + (typeof values[name] === 'number' ? values[name] : 0), 0)
}
