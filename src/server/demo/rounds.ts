import { addMonths, monthPeriod, monthsIn, yearPeriod, type Day } from '../../core/period'
import type { confirmation } from '../../domain/confirmation'
import { drawFor } from './random'
import { branchId, villageId } from './places'
import { groundOf, type Ground } from './scenes'
import { known, type Story } from './story'
import { villagesOf, type TownKey } from './towns'
import { unitId } from './units'

/** 排查 of one month: 磙子营 by branch, since it goes round every day; the others by village, once a month. */
export function screeningsOf(ground: Ground, month: string): readonly Story[] {
  const { town, stream, staff } = ground
  const period = monthPeriod(month)
  const branches = town.branches.flatMap(({ name, villages }) => (name === null ? [] : [
    { label: name, place: branchId(town.key, name), by: staff.mediatorOf(villages[0]?.name ?? '') },
  ]))
  const isDaily = branches.length > 0
  // Where a village has nobody of its own, the mediators go round the larger ones.
  const villages = villagesOf(town).slice(0, 5).map(({ name }) => ({ label: name, place: villageId(town.key, name), by: staff.mediatorOf(name) }))
  const rounds = isDaily ? branches : villages
  return rounds.map(({ label, place, by }) => {
    const draw = drawFor(`排查/${town.key}/${month}/${label}`)
    const found = draw.chance(isDaily ? 0.9 : 0.45) ? draw.int(1, isDaily ? 9 : 3) : 0
    const span = { place, from: period.from, to: period.to, kind: isDaily ? 'daily' : 'monthly', times: isDaily ? 22 : 1 }
    const step = found === 0
      ? { move: 'nothingNew', set: known(span) }
      : { move: 'record', set: known({ ...span, found, prevented: draw.int(0, found), note: '苗头都已有人跟着。' }) }
    return { stream, kind: 'screening' as const, name: `${town.key}/${month}/${label}`, steps: [{ by, on: period.to, ...step }] }
  })
}

type What = keyof typeof confirmation.fields.what.options

/** 木叶 states for its year that none of these happened; the units that would know confirm it. */
const CONFIRMED: readonly { readonly what: What; readonly unit: string }[] = [
  { what: 'graveCrime', unit: '派出所' }, { what: 'massIncident', unit: '派出所' }, { what: 'cityPetition', unit: '平安办' },
  { what: 'beijingPetition', unit: '平安办' }, { what: 'graveAccident', unit: '派出所' }, { what: 'civilToCrime', unit: '派出所' },
]

export function confirmationsOf(town: TownKey, year: number): readonly Story[] {
  const ground = groundOf(town)
  const { staff, stream } = ground
  const { from, to } = yearPeriod(year)
  const on: Day = `${year + 1}-01-03`
  return CONFIRMED.map(({ what, unit }) => ({
    stream, kind: 'confirmation' as const, name: `${town}/${year}/${what}`,
    steps: [{ by: staff.dispatcher, on, move: 'confirmNone', set: { what, place: stream, from, to, unit: unitId(town, unit), confirmedOn: on } }],
  }))
}

/** The same for the quarters of the current years that have ended. */
export function quarterConfirmations(ground: Ground, quarter: string): readonly Story[] {
  const { staff, stream, town } = ground
  const to = monthPeriod(addMonths(`${quarter}-01`, 2).slice(0, 7)).to
  const on: Day = addMonths(`${quarter}-02`, 3)
  return (['civilToCrime', 'massIncident'] as const).map((what) => ({
    stream, kind: 'confirmation' as const, name: `${town.key}/${quarter}/${what}`,
    steps: [{
      by: staff.dispatcher, on, move: 'confirmNone',
      set: { what, place: stream, from: `${quarter}-01`, to, unit: unitId(town.key, '派出所'), confirmedOn: on },
    }],
  }))
}

export function screeningsOfYear(town: TownKey, year: number): readonly Story[] {
  const ground = groundOf(town)
  return monthsIn(yearPeriod(year)).flatMap((month) => screeningsOf(ground, month))
}
