import type { Config } from '../../core/config'
import { codesOf, type PlainField, type PlainValue, type Rows } from '../../core/field'
import { own } from '../../core/own'
import { clockAt, dayAt, dayText, isDay } from '../../core/period'
import { placeName } from '../../core/place'
import { optionLabel, optionsOf, type RecordType } from '../../core/recordType'
import { rowsOf, xlsxOf, type Cell } from '../xlsx/workbook'
import type { Found } from './named'
import type { Desk } from './requests'

/**
 * What stands about somebody, for that person: their own row of each record, whole, and what kind of case it was, where, when and how it
 * ended. What was told and agreed is others' as well: it is read at the office, not handed out.
 */
export async function copyFile({ deps, me }: Desk, { name, open, closed }: { readonly name: string; readonly open: readonly Found[]; readonly closed: number }): Promise<Uint8Array> {
  const config = await deps.configs.current(deps.db.sql, me.county)
  const now = deps.now()
  const rows = open.map((found, i): readonly Cell[] => [{ kind: 'number', value: i + 1 }, ...cellsOf(config, found)])
  const today = dayAt(now)
  return xlsxOf([{
    name: '个人信息副本', title: `${name}的个人信息副本`,
    notes: [`${me.name} ${today.slice(0, 4)}年${dayText(today)} ${clockAt(now)} 从说事簿导出　含个人信息，只交给本人或者本人委托的人`],
    columns: [
      { label: '序号', width: 6 }, { label: '台账', width: 12 }, { label: '编号', width: 20 }, { label: '日期', width: 12 }, { label: '在哪', width: 20 },
      { label: '办到哪', width: 12 }, { label: '什么事', width: 30 }, { label: '记的本人信息', width: 50 },
    ],
    rows: rowsOf(rows),
    closing: [
      '事情的经过、协议内容同时是别人的信息，不在这份里；要看，请带身份证件到收下请求的司法所，当面查阅。',
      ...(closed === 0 ? [] : [`另有 ${closed} 件要由承办人答复，请问收下请求的人。`]),
    ],
  }])
}

function cellsOf(config: Config, { type, record, paths }: Found): readonly Cell[] {
  const { values, stage } = record
  const day = values[type.dated]
  const about = ['type', 'kind', 'result', 'form'].flatMap((name) => {
    const field = own(type.fields, name)
    const text = field === undefined ? '' : optionLabel(optionsOf(config, type, name), values[name])
    return text === '' ? [] : [`${field?.label ?? ''}：${text}`]
  })
  const place = type.placed === null ? '' : placeName(config.places, String(values[type.placed] ?? ''))
  const mine = paths.map((path) => rowText(config, type, path, values[path.split('/')[0] ?? ''] as Rows | undefined))
  return [text(type.label), text(String(values.caseNo ?? '')), isDay(day) ? { kind: 'day', day } : null, text(place), text(own(type.stages, stage)?.label ?? ''), text(about.join('，')), text(mine.join('\n'))]
}

function rowText(config: Config, type: RecordType, path: string, rows: Rows | undefined): string {
  const [name = '', id = ''] = path.split('/')
  const field = own(type.fields, name)
  const row = rows === undefined ? undefined : own(rows, id)
  if (field?.kind !== 'rows' || row === undefined) return ''
  return Object.entries(field.fields).flatMap(([cell, cellField]) => {
    const words = wordsOf(config, type, `${name}.${cell}`, cellField, row.values[cell])
    return words === '' ? [] : [`${cellField.label}：${words}`]
  }).join('，')
}

function wordsOf(config: Config, type: RecordType, path: string, field: PlainField, value: PlainValue | undefined): string {
  if (value === undefined || value === '') return ''
  if (field.kind === 'flag') return value === true ? '是' : '否'
  if (field.kind === 'choice' || field.kind === 'choices') return codesOf(value).map((code) => optionLabel(optionsOf(config, type, path), code)).join('、')
  return field.kind === 'count' ? `${String(value)}${field.unit}` : String(value)
}

function text(words: string): Cell {
  return words === '' ? null : { kind: 'text', text: words }
}
