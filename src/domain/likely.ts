import type { Config } from '../core/config'
import { own } from '../core/own'
import { addDays, daysBetween, isDay, type Day, type Period } from '../core/period'
import { ancestry, atLevel, type Places } from '../core/place'
import type { RecordType } from '../core/recordType'
import type { Values } from '../core/field'
import { bareName, namesIn, surnameOf } from './personName'
import { SETTING } from './settingNames'

/** What of a record says whether another is the same case. */
export interface Likeness {
  readonly type: string | null
  readonly place: string | null
  readonly day: Day | null
  /** As typed; 李, 李某 and 李某某 may all be the same person. */
  readonly names: readonly string[]
  readonly text: string
}

/** From this score on two records are said to be perhaps the same: nothing but a hint, so one too many costs a look and one too few a double count. */
export const LIKELY = 60

/** How far back a hint looks; a county may set 重复提示天数. */
export function likelyDays(config: Config): number {
  const days = own(config.settings, SETTING.duplicateDays)
  return typeof days === 'number' && days >= 1 ? Math.min(days, 366) : LIKELY_DAYS
}
export const LIKELY_DAYS = 60

export function likelyPeriod(config: Config, day: Day): Period {
  const days = likelyDays(config)
  return { from: addDays(day, -days), to: addDays(day, days) }
}

/** 0 to 125: who (45), where (20), which kind (15), when (15), and how it was told (30). */
export function likeness(places: Places, days: number, a: Likeness, b: Likeness): number {
  const untold = untoldLikeness(places, days, a, b)
  return untold === null ? 0 : untold + TOLD * shared(pairs(a.text), pairs(b.text))
}

/**
 * The scores of many records of one type against what is written, null for those below LIKELY. Of thousands only those of the days around
 * are looked at, and texts are taken apart only where what they share could still matter.
 */
export function likelyTo(places: Places, days: number, type: RecordType, mine: Likeness): (values: Values) => number | null {
  const told = pairs(mine.text)
  // Where, when and which kind alone are not enough.
  if (mine.names.length === 0 && told.size < LEAST_PAIRS) return () => null
  return (values) => {
    const day = dayIn(type, values)
    if (mine.day !== null && day !== null && Math.abs(daysBetween(mine.day, day)) > days) return null
    const other = likenessOf(type, values)
    const untold = untoldLikeness(places, days, mine, other)
    if (untold === null || untold + TOLD < LIKELY) return null
    const score = untold + TOLD * shared(told, pairs(other.text))
    return score < LIKELY ? null : score
  }
}

const TOLD = 30

/** Everything but how it was told; null too far apart in time. */
function untoldLikeness(places: Places, days: number, a: Likeness, b: Likeness): number | null {
  const apart = a.day === null || b.day === null ? null : Math.abs(daysBetween(a.day, b.day))
  if (apart !== null && apart > days) return null
  const when = apart === null ? 0 : 15 * (1 - apart / days)
  const what = a.type !== null && a.type === b.type ? 15 : 0
  return whom(a.names, b.names) + where(places, a.place, b.place) + what + when
}

/** What a record type says for it; the codes of `type` or `kind` are which kind it is. */
export function likenessOf(type: RecordType, values: Values): Likeness {
  const place = type.placed === null ? undefined : values[type.placed]
  const kind = values.type ?? values.kind
  return {
    type: typeof kind === 'string' ? kind : null, place: typeof place === 'string' ? place : null, day: dayIn(type, values),
    names: namesIn(type, values), text: typeof values.summary === 'string' ? values.summary : '',
  }
}

function dayIn(type: RecordType, values: Values): Day | null {
  const day = own(values, type.dated) ?? values.reportedOn
  return isDay(day) ? day : null
}

/** Kinds that can be merged; only of these is it said that two may be the same. */
export function canBeSame(type: RecordType): boolean {
  return own(type.moves, 'merge') !== undefined
}

/** Everybody named on the shorter side is named on the other: whole names 45, surnames 30; half of them half. */
function whom(a: readonly string[], b: readonly string[]): number {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a]
  if (fewer.length === 0) return 0
  const free = [...more]
  const points = fewer.map((name) => {
    const best = free.map((other, at) => ({ at, points: sameName(name, other) })).sort((x, y) => y.points - x.points)[0]
    if (best === undefined || best.points === 0) return 0
    free.splice(best.at, 1)
    return best.points
  })
  return points.reduce((sum, each) => sum + each, 0) / points.length
}

function sameName(a: string, b: string): number {
  const [x, y] = [bareName(a), bareName(b)]
  if (x === y) return isSurnameOnly(x) ? 30 : 45
  const surname = surnameOf(x)
  if (surname === null || surname !== surnameOf(y)) return 0
  // Two different whole names are two people.
  return isSurnameOnly(x) || isSurnameOnly(y) ? 30 : 0
}

/** 李, 李某, 李某某. */
function isSurnameOnly(name: string): boolean {
  return /^某*$/.test(name.slice((surnameOf(name) ?? '').length))
}

function where(places: Places, a: string | null, b: string | null): number {
  if (a === null || b === null) return 0
  if (a === b) return 20
  const isAbove = (above: string, below: string): boolean => ancestry(places, below).some(({ id }) => id === above)
  const village = atLevel(places, a, 'village')
  if (village === null || village.id !== atLevel(places, b, 'village')?.id) return 0
  return isAbove(a, b) || isAbove(b, a) ? 15 : 10
}

/** The share of two texts' pairs of characters that both have (Dice); short ones say nothing. */
function shared(x: ReadonlySet<string>, y: ReadonlySet<string>): number {
  if (x.size < LEAST_PAIRS || y.size < LEAST_PAIRS) return 0
  let both = 0
  for (const pair of x) if (y.has(pair)) both += 1
  return (2 * both) / (x.size + y.size)
}

const LEAST_PAIRS = 3
/** Enough to know a story by; a long one is not compared to its end. */
const MOST_CHARACTERS = 300

function pairs(text: string): ReadonlySet<string> {
  const letters = [...text.slice(0, MOST_CHARACTERS).replace(/[\s，。、；：！？,.;:!?“”"'（）()]/g, '')]
  return new Set(letters.slice(1).map((letter, i) => `${letters[i]}${letter}`))
}
