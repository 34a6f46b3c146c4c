import { unreachable } from '../core/assert'
import type { Config } from '../core/config'
import type { Value, Values } from '../core/field'
import type { Refusal, StoredRecord } from '../core/op'
import { hasOwn, own } from '../core/own'
import { isDay, yearOf } from '../core/period'
import { COUNTY_HOLIDAYS } from '../core/calendar'
import { optionsOf } from '../core/recordType'
import { settingKey } from './config'
import { LEVELS } from './disputeCodes'
import { isDivisionCode } from './division'
import { MOST_IN_NAME, stepsIn } from './ladder'
import { MATTER_KINDS } from './matterCodes'
import { readDays } from './sessionDays'
import { SETTINGS, type Narrowing, type Setting, type SettingKind } from './settingList'
import { subsidiesIn } from './subsidy'
import { work } from './work'

/** What a name stands for; null for one the program does not read. */
export function settingCalled(config: Config, name: string): { readonly setting: Setting; readonly code: string | null } | null {
  const whole = SETTINGS.find((setting) => setting.name === name && setting.by?.only !== true)
  if (whole !== undefined) return { setting: whole, code: null }
  for (const setting of SETTINGS) {
    if (setting.by === undefined || !name.startsWith(`${setting.name}/`)) continue
    const code = name.slice(setting.name.length + 1)
    if (isCode(config, setting.by.what, code)) return { setting, code }
  }
  return null
}

/** Codes a setting may be narrowed by, with their words. */
export function narrowings(config: Config, what: Narrowing): Readonly<Record<string, string>> {
  switch (what) {
    case 'level':
      return Object.fromEntries(Object.entries(LEVELS).map(([code, { label }]) => [code, label]))
    case 'matterKind':
      return labels({ ...MATTER_KINDS, ...own(config.options, 'matter.kind') })
    case 'workCategory':
      return labels(optionsOf(config, work, 'category'))
    case 'year':
      return {}
    default:
      return unreachable(what)
  }
}

/** Why a value cannot stand, in words; null when it can. */
export function valueProblem(config: Config, { kind }: Setting, value: Value | undefined): string | null {
  switch (kind.kind) {
    case 'days':
    case 'count':
      return numberProblem(value, kind.min, kind.max, kind.unit)
    case 'money':
      return numberProblem(value, kind.min, kind.max, '元')
    case 'text':
      return typeof value !== 'string' ? '这一项要写字' : value.length > kind.max ? `最多 ${kind.max} 个字` : null
    case 'switch':
      return value === kind.word || value === '' ? null : `只能写“${kind.word}”，或者留空`
    default:
      return isText(value) ? writtenProblem(config, kind, value) : '这一项还没有写'
  }
}

function writtenProblem(config: Config, kind: Exclude<SettingKind, { kind: 'days' | 'count' | 'money' | 'text' | 'switch' }>, text: string): string | null {
  switch (kind.kind) {
    case 'phone':
      return /^[\d\-—－() （）转+、,，/ ]{3,60}$/.test(text) ? null : '电话只写数字，可以有横线，如 0375-7260000'
    case 'division':
      return isDivisionCode(text) ? null : '写本县的六位数字代码，如 410422'
    case 'url':
      if (kind.origin === true) return ORIGIN.test(text) ? null : '网址写到域名为止，后面不带别的，如 https://县里的域名'
      return ADDRESS.test(text) ? null : '网址要以 https:// 或者 http:// 开头'
    case 'ladder':
      return stepsIn(text) !== null ? null : `台阶要从低到高，一级写一次，每级一个名称（${MOST_IN_NAME} 个字以内）`
    case 'sessionDays':
      return readDays(text) !== null ? null : '看不懂这些日子，请照“周一、三、五”或者“每月5日、15日、25日”写'
    case 'holidays':
      return holidayProblem(text, null)
    case 'grades': {
      const read = subsidiesIn(text)
      return read.kind === 'wrong' ? read.say : read.kind === 'off' ? '一行写一档，如“简易、口头：30元”' : null
    }
    case 'option':
      return hasOwn(optionsOf(config, work, kind.field), text) ? null : '没有这个选项'
    default:
      return unreachable(kind)
  }
}

/** A setting that has a known name must be one the program can read; one with no known name may still be changed, but no longer come new. */
export function settingRefusal(config: Config, before: StoredRecord | null, after: StoredRecord): Refusal | null {
  if (after.kind !== 'setting' || after.stage !== 'kept') return null
  const say = before === null ? newProblem(config, after.values) : changeProblem(config, before.values, after.values)
  return say === null ? null : { code: 'rule', say }
}

function newProblem(config: Config, values: Values): string | null {
  const key = settingKey(values)
  if (key !== null && own(config.settings, key) !== undefined) return '这一项已经设过了，请改那一条'
  return settingProblem(config, values) ?? (settingCalled(config, String(values.name)) === null ? `没有叫“${String(values.name)}”的设置` : null)
}

function changeProblem(config: Config, before: Values, after: Values): string | null {
  if (settingKey(before) !== settingKey(after)) return '设置的名称和地方不能改，请恢复默认以后另设'
  return settingProblem(config, after)
}

function settingProblem(config: Config, values: Values): string | null {
  const called = settingCalled(config, String(values.name))
  if (called === null) return null
  const { setting, code } = called
  if (values.text !== undefined && values.number !== undefined) return '文字和数只能写一样'
  const value = values.text ?? values.number
  return placeProblem(config, setting, values.place) ?? (setting.kind.kind === 'holidays' ? holidayProblem(value, code) : valueProblem(config, setting, value))
}

function placeProblem(config: Config, setting: Setting, place: Value | undefined): string | null {
  if (place === undefined) return setting.for === 'townOnly' ? '这一项要按乡镇设' : null
  const level = own(config.places.byId, String(place))?.level
  if (setting.for === 'county') return '这一项全县一样，不能单给一个地方设'
  if (level === undefined) return '没有这个地方'
  return setting.for === 'place' ? (level === 'county' ? '全县的不用选地方' : null) : level === 'township' ? null : '这一项只能给乡镇单设'
}

/** Days off, “|”, worked days; each a day, none twice, and of the year they are written for. */
function holidayProblem(value: Value | undefined, code: string | null): string | null {
  const parts = typeof value === 'string' ? value.split('|') : []
  if (parts.length < 1 || parts.length > 2 || value === '') return '先写放假的日子，再写“|”，再写上班的周末'
  const days = parts.flatMap((part) => part.split(/[\s,，、]+/).filter((word) => word !== ''))
  const wrong: string | undefined = days.filter((day): boolean => !isDay(day))[0]
  if (wrong !== undefined) return `“${wrong.slice(0, 20)}”不是日期`
  if (new Set(days).size < days.length) return '同一天写了两次'
  if (code === null || code === COUNTY_HOLIDAYS) return null
  return days.filter(isDay).every((day) => Math.abs(yearOf(day) - Number(code)) <= 1) ? null : `有的日子不是 ${code} 年的`
}

const ORIGIN = /^https?:\/\/[^/\s"'<>]+\/?$/
const ADDRESS = /^https?:\/\/[^\s"'<>]+$/

function numberProblem(value: Value | undefined, min: number, max: number, unit: string): string | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? null : `要填 ${min} 到 ${max} 的整数（${unit}）`
}

function isText(value: Value | undefined): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isCode(config: Config, what: Narrowing, code: string): boolean {
  return what === 'year' ? code === COUNTY_HOLIDAYS || /^20\d\d$/.test(code) : hasOwn(narrowings(config, what), code)
}

function labels(options: Readonly<Record<string, { readonly label: string }>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).map(([code, { label }]) => [code, label]))
}
