import type { Config } from '../../core/config'
import { liveRows, type Row, type Values } from '../../core/field'
import type { Item } from '../../core/phrase/fact'
import { optionLabel, optionsOf } from '../../core/recordType'
import { dispute } from '../dispute'
import { textFact } from './blank'

export type Side = keyof typeof dispute.fields.parties.fields.side.options

/** What a form may say of each party. */
export const PARTY_NAMES: Readonly<Record<string, { readonly says: string; readonly wide: number }>> = {
  姓名: { says: '姓名或名称', wide: 6 }, 性别: { says: '男、女', wide: 3 }, 民族: { says: '民族', wide: 4 }, 年龄: { says: '年龄', wide: 4 },
  职业: { says: '职业或职务', wide: 8 }, 联系方式: { says: '电话', wide: 9 }, 住址: { says: '单位或住址', wide: 22 }, 哪一方: { says: '申请人或被申请人', wide: 6 },
}

export function partyItem(row: Row | null, config: Config): Item {
  const label = (cell: 'sex' | 'side'): string => optionLabel(optionsOf(config, dispute, `parties.${cell}`), row?.values[cell])
  const age = row?.values.age
  return {
    姓名: textFact(row?.values.name), 性别: textFact(label('sex')), 民族: textFact(row?.values.nation),
    年龄: textFact(typeof age === 'number' ? `${age}岁` : ''), 职业: textFact(row?.values.job), 联系方式: textFact(row?.values.phone),
    住址: textFact(row?.values.home), 哪一方: textFact(label('side')),
  }
}

/** The parties, or those of one side; where nobody is named there is one to be written by hand. Of parties without a side the first is who applies. */
export function partiesOf(values: Values, side: Side | null): readonly (Row | null)[] {
  const rows = liveRows(values.parties).map(([, row]) => row)
  const open = rows.filter((row) => sideIn(row) === null)
  const isApplicantKnown = rows.some((row) => sideIn(row) === 'applicant')
  const found = side === null ? rows : rows.filter((row) => (sideIn(row) ?? (row === open[0] && !isApplicantKnown ? 'applicant' : 'respondent')) === side)
  return found.length === 0 ? [null] : found
}

/** null: none, or a code of another day that this program does not know. */
function sideIn({ values: { side } }: Row): Side | null {
  return side === 'applicant' || side === 'respondent' ? side : null
}
