import { liveRows, type Values } from '../core/field'
import { own } from '../core/own'
import type { RecordType } from '../core/recordType'

/** 李四 → 李, 欧阳锋 → 欧阳; of what is no name of a person, null. */
export function surnameOf(name: string): string | null {
  const text = name.trim()
  if (text === '' || bodyEnding(text) !== null) return null
  return DOUBLE_SURNAMES.find((double) => text.startsWith(double)) ?? [...text][0] ?? null
}

/** What a company, shop or unit is called by its kind: 某某运输公司 → 公司. */
export function bodyEnding(name: string): string | null {
  return BODIES.find((ending) => name.length > ending.length && name.endsWith(ending)) ?? null
}

const BODIES = ['公司', '合作社', '村委会', '居委会', '施工队', '建筑队', '运输队', '学校', '医院', '超市', '饭店', '厂', '店', '队', '局', '所']
const DOUBLE_SURNAMES = ['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '长孙', '宇文', '司徒', '夏侯', '轩辕', '端木', '南宫', '百里', '呼延', '东郭', '澹台', '太史', '申屠', '公羊', '赫连', '钟离', '闻人', '万俟', '西门', '鲜于']

/** Names of people and bodies in a record, as typed. */
export function namesIn(type: RecordType, values: Values): readonly string[] {
  return namedFields(type).flatMap((name) => liveRows(values[name]).map(([, row]) => String(row.values.name ?? ''))).filter((name) => bareName(name) !== '')
}

/** Rows that stand in the title of a record and have names: parties, people who said something. */
export function namedFields(type: RecordType): readonly string[] {
  return type.title.filter((name) => {
    const field = own(type.fields, name)
    return field?.kind === 'rows' && own(field.fields, 'name')?.kind === 'text'
  })
}

/** As two hands may type one name alike. */
export function bareName(name: string): string {
  return name.normalize('NFKC').replace(/[\s·・.]/g, '').toLowerCase()
}
