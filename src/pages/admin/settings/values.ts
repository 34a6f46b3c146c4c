import { unreachable } from '../../../core/assert'
import { settingAt, type Config } from '../../../core/config'
import type { PlainValue, Value } from '../../../core/field'
import { own } from '../../../core/own'
import { placeName } from '../../../core/place'
import { optionsOf } from '../../../core/recordType'
import { settingKey } from '../../../domain/config'
import { stepsIn } from '../../../domain/ladder'
import { narrowings } from '../../../domain/settingRule'
import { SETTINGS, type Setting } from '../../../domain/settingList'
import { work } from '../../../domain/work'
import type { StoredRecord } from '../../../core/op'
import { daysIn } from './holidayDays'

/** Where a value holds: for a code or generally, for a place or the whole county. */
export interface Spot {
  readonly code: string | null
  readonly place: string | null
}

export function spotName(setting: Setting, { code }: Spot): string {
  return code === null ? setting.name : `${setting.name}/${code}`
}

/** What was set there and nowhere wider. */
export function valueAt(config: Config, setting: Setting, spot: Spot): Value | undefined {
  const key = settingKey({ name: spotName(setting, spot), ...(spot.place === null ? {} : { place: spot.place }) })
  return key === null ? undefined : own(config.settings, key)
}

/** What holds there in the end, in words, and whose word it is. */
export function inForce(config: Config, setting: Setting, spot: Spot): { readonly words: string; readonly from: '默认' | '全县' | '单设' | '一般' } {
  const place = spot.place ?? undefined
  const mine = valueAt(config, setting, spot)
  // An emptied text is as if it had never been set.
  if (mine === '' && setting.kind.kind === 'text') return { words: withoutWords(setting), from: '默认' }
  if (mine !== undefined) return { words: valueWords(config, setting, mine), from: spot.place === null ? '全县' : '单设' }
  const narrow = settingAt(config, spotName(setting, spot), place)
  if (narrow !== undefined) return { words: valueWords(config, setting, narrow), from: '全县' }
  const wide = spot.code === null || setting.by?.only === true ? undefined : settingAt(config, setting.name, place)
  return wide === undefined ? { words: withoutWords(setting), from: '默认' } : { words: valueWords(config, setting, wide), from: '一般' }
}

/** Where it has been set, the county first, then by place in the order of the tree's names. */
export function spotsSet(config: Config, setting: Setting): readonly Spot[] {
  const keys = Object.keys(config.settings).filter((key) => key === setting.name || key.startsWith(`${setting.name}@`) || (setting.by !== undefined && key.startsWith(`${setting.name}/`)))
  return keys.map((key): Spot => {
    const [name = '', place] = key.split('@')
    return { code: name === setting.name ? null : name.slice(setting.name.length + 1), place: place ?? null }
  })
}

export function valueWords(config: Config, setting: Setting, value: Value): string {
  const { kind } = setting
  switch (kind.kind) {
    case 'days':
    case 'count':
      return `${String(value)} ${kind.unit}`
    case 'money':
      return `${String(value)} 元`
    case 'switch':
      return value === kind.word ? kind.on : kind.off
    case 'ladder':
      return stepsIn(String(value))?.map(({ name }) => name).join(' → ') ?? String(value)
    case 'option':
      return own(optionsOf(config, work, kind.field), String(value))?.label ?? String(value)
    case 'holidays': {
      const { off, worked } = daysIn(value)
      return `放假 ${off.length} 天，上班 ${worked.length} 天`
    }
    case 'text':
    case 'phone':
    case 'division':
    case 'url':
    case 'sessionDays':
    case 'grades': {
      const text = String(value).replace(/\n/g, '；')
      return text === '' ? '空着' : text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
    }
    default:
      return unreachable(kind)
  }
}
const MOST_SHOWN = 40

export function withoutWords({ kind, without }: Setting): string {
  if (typeof without === 'string') return without
  return kind.kind === 'days' || kind.kind === 'count' ? `${without} ${kind.unit}` : `${without}`
}

/** 一般, 咨询, 东村 · 村. */
export function spotWords(config: Config, setting: Setting, { code, place }: Spot): string {
  const what = code === null || setting.by === undefined ? null : (own(narrowings(config, setting.by.what), code) ?? code)
  const where = place === null ? '全县' : placeName(config.places, place)
  return what === null ? where : `${where} · ${what}`
}

export function settingNamed(name: string): Setting | null {
  return SETTINGS.find((setting) => setting.name === name) ?? null
}

/** The op's values for it; the field that is not of its kind stays empty. */
export function valueSet(value: PlainValue): { readonly text: string } | { readonly number: number } {
  return typeof value === 'number' ? { number: value } : { text: String(value) }
}

/** All records of one spot, also those that were retired: the history of it. */
export function recordsAt<R extends StoredRecord>(records: readonly R[], setting: Setting, spot: Spot): readonly R[] {
  const key = settingKey({ name: spotName(setting, spot), ...(spot.place === null ? {} : { place: spot.place }) })
  return records.filter(({ values }) => settingKey(values) === key).sort((a, b) => b.n - a.n)
}
