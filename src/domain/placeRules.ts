import type { Value, Values } from '../core/field'
import type { StoredRecord } from '../core/op'
import { addDays, dayText, isDay, type Day } from '../core/period'
import { atLevel, childrenOf, existsOn, isWithin, placeName, type Place, type Places } from '../core/place'
import type { RecordType } from '../core/recordType'
import { placeOf } from './config'
import type { LEVELS } from './disputeCodes'

/** Why the tree of places cannot become so, in words; null when it can. `before` null: the place is new. */
export function placeProblem(places: Places, today: Day, before: StoredRecord | null, after: StoredRecord): string | null {
  const [was, is] = [before === null ? null : placeOf(before), placeOf(after)]
  if (was !== null && was.level !== is.level && [was.level, is.level].some(isStream)) return '县和乡镇的层级不能改，别的层级也不能改成县或乡镇。请新添一个地方'
  if (before !== null && after.stage !== before.stage) return retiringProblem(places, is)
  return homeProblem(places, was, is) ?? endProblem(places, was, is) ?? formerProblem(places, today, before, after)
}

/** Why nothing that happened then is written down at a place: it had ended. Records that are there already stay. */
export function endedProblem(places: Places, type: RecordType, before: StoredRecord | null, after: StoredRecord, today: Day): string | null {
  if (type.placed === null) return null
  const at = after.values[type.placed]
  const place = typeof at === 'string' && before?.values[type.placed] !== at ? places.byId[at] : undefined
  const on = dayOf(after.values, type.dated) ?? today
  if (place === undefined || place.until === null || place.until >= on) return null
  const heir = typeof place.heir === 'string' ? `，之后并入了“${placeName(places, place.heir)}”` : ''
  return `“${placeName(places, place.id)}”到${dayText(place.until, today)}就撤并了${heir}。${dayText(on, today)}的事请选现在的地方`
}

/** Each has a stream of its own: what is written in it belongs to it for ever. */
function isStream(level: string): boolean {
  return level === 'county' || level === 'township'
}
const BELOW_TOWNSHIP: readonly string[] = ['branch', 'village', 'group', 'microGrid'] satisfies readonly (keyof typeof LEVELS | 'group' | 'microGrid')[]

function retiringProblem(places: Places, is: Place): string | null {
  if (isStream(is.level)) return '县和乡镇不能停用：那里的台账都还在'
  return childrenOf(places, is.id).some(({ until }) => until === null) ? '下面还有地方，不能停用。请用“撤并”，写明从哪天起' : null
}

function homeProblem(places: Places, was: Place | null, is: Place): string | null {
  if (was !== null && was.parent === is.parent) return null
  if (is.level === 'county') return countyProblem(places, was, is)
  if (is.parent === null) return '请选它的上级'
  if (places.byId[is.parent] === undefined) return '名录里没有选的上级，请重新选'
  if (isWithin(places, is.parent, is.id)) return '上级不能是它自己，也不能是它下面的地方'
  return is.level === 'township' ? townshipProblem(places, was, is.parent) : aboveProblem(places, was, is, is.parent)
}

function countyProblem(places: Places, was: Place | null, is: Place): string | null {
  return was === null && !Object.values(places.byId).some(({ level }) => level === 'county') && is.parent === null ? null : '一个系统里只有一个县'
}

function townshipProblem(places: Places, was: Place | null, parent: string): string | null {
  if (was !== null) return '乡镇不能移动：一个乡镇是一本台账，以前的数都在里面'
  return atLevel(places, parent, 'township') === null ? null : '乡镇要放在县下面，不能放在另一个乡镇里'
}

function aboveProblem(places: Places, was: Place | null, is: Place, parent: string): string | null {
  const above = places.byId[parent]
  const town = atLevel(places, parent, 'township')?.id ?? null
  if (town === null && BELOW_TOWNSHIP.includes(is.level)) return '村、组要放在一个乡镇下面'
  if (was !== null && was.parent !== null && (atLevel(places, was.parent, 'township')?.id ?? null) !== town) return '不能移到别的乡镇：以前记的事属于原来的乡镇。请在那个乡镇新添一个，再把这里的撤并'
  return is.until === null && above !== undefined && above.until !== null ? `“${above.name}”已经撤并，不能再放在它下面` : null
}

function endProblem(places: Places, was: Place | null, is: Place): string | null {
  if (was !== null && was.until === is.until && was.heir === is.heir) return null
  if (is.until === null && typeof is.heir !== 'string') return null
  if (isStream(is.level)) return '县和乡镇不能在这里撤并：一个乡镇是一本台账。乡镇撤并请按上线手册办，先和县里定好哪天换'
  if (typeof is.heir !== 'string') return null
  if (is.until === null) return '写了并入哪里，还要写到哪天为止'
  const heir = places.byId[is.heir]
  if (heir === undefined) return '名录里没有要并入的地方，请重新选'
  if (isWithin(places, is.heir, is.id)) return '不能并入它自己，也不能并入它下面的地方'
  if (atLevel(places, is.heir, 'township')?.id !== atLevel(places, is.id, 'township')?.id) return '只能并入同一个乡镇的地方'
  return existsOn(heir, addDays(is.until, 1)) ? null : `“${heir.name}”那天还没有，或者已经撤并了，请看看日期`
}

/** Only later days are added: a year that was told once is not told otherwise. */
function formerProblem(places: Places, today: Day, before: StoredRecord | null, after: StoredRecord): string | null {
  if (JSON.stringify(before?.values.former) === JSON.stringify(after.values.former)) return null
  const { former = [], from, until, id } = placeOf(after)
  if (rowCount(after.values.former) !== former.length) return '从前的每一段都要写到哪天为止、那时叫什么'
  const days = former.map((row) => row.until)
  if (new Set(days).size < days.length) return '从前的两段写到了同一天，请看看日期'
  const last = before === null ? null : (placeOf(before).former?.at(-1)?.until ?? null)
  const added = days.filter((day) => before === null || placeOf(before).former?.some((row) => row.until === day) !== true)
  if (last !== null && added.some((day) => day <= last)) return `${dayText(addDays(last, 1), today)}已经改过一次，这次的日期要在那以后`
  if (added.some((day) => day > today)) return '改名和移动的日期不能晚于今天，到那天再改'
  if (added.some((day) => from !== null && day < from)) return '这个地方那时还没有，请看看日期'
  if (added.some((day) => until !== null && day >= until)) return '这个地方那时已经撤并了，请看看日期'
  return former.some(({ parent }) => parent !== null && (places.byId[parent] === undefined || isWithin(places, parent, id))) ? '那时的上级不在名录里，或者是它自己下面的地方' : null
}

function rowCount(rows: Value | undefined): number {
  return Object.values((rows ?? {}) as Readonly<Record<string, { readonly retired?: true }>>).filter(({ retired }) => retired !== true).length
}

function dayOf(values: Values, name: string): Day | null {
  const day = values[name]
  return isDay(day) ? day : null
}
