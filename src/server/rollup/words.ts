import { must } from '../../core/assert'
import { own } from '../../core/own'
import { optionsOf } from '../../core/recordType'
import { counted, partition } from '../../domain/board/asking'
import { levelOf } from '../../domain/division'
import { EMPTY_CONFIG } from '../../core/config'
import { REGISTRY } from '../../domain/registry'
import { ROLLED, type Cells, type Rolled } from '../../domain/rollup'
import type { Rollup } from './read'

export interface Told {
  readonly scope: string
  readonly period: string
  /** Up to which moment everything is in, as Shanghai's clock tells it. */
  readonly upTo: string
  readonly rollup: Rollup
  readonly unplaced: number
  readonly below: readonly { readonly scope: string; readonly name: string; readonly cells: Cells }[]
}

/** What lies below stands in the order of the codes, never by size; below five stands 少于5, as in every view over several townships. */
export function rollupLines({ scope, period, upTo, rollup: { until, cells }, unplaced, below }: Told): readonly string[] {
  return [
    `${scopeName(scope, '')}，${periodWords(period)}，数到 ${until ?? '（没有记录）'}；${upTo} 以前的都在内。`,
    ...(unplaced === 0 ? [] : [`有 ${unplaced} 个县没有填行政区划代码（管理—设置—主办单位和公开信息），没有算进来。`]),
    ...ROLLED.flatMap((rolled) => (rolled.by === null ? [`${rolled.name}\t${valueText(cells, rolled.name)}`] : splitLines(rolled, cells))),
    ...(below.length === 0 ? [] : [`下面的（按代码）\t${COLUMNS.join('\t')}`]),
    ...below.map((each) => `${scopeName(each.scope, each.name)}\t${COLUMNS.map((name) => valueText(each.cells, name)).join('\t')}`),
  ]
}

const COLUMNS = ['纠纷.受理', '纠纷.调结', '纠纷.成功', '纠纷.期末在办'] as const
const LEVEL = { city: '市', province: '省', country: '全国' } as const

function scopeName(scope: string, name: string): string {
  const level = levelOf(scope)
  return level === null ? name : level === 'country' ? LEVEL.country : `${LEVEL[level]} ${scope}`
}

/** A county's own options mean nothing to another county: above it they are one line. */
function splitLines({ name, figure }: Rolled, cells: Cells): readonly string[] {
  const { by: { field }, unset, whole, label } = partition(name)
  const type = must(own(REGISTRY, figure.kind), 'the type of a figure')
  const options = optionsOf(EMPTY_CONFIG, type, field)
  const valueByKey = new Map((own(cells, name)?.groups ?? []).map(({ key, value }) => [key, value]))
  const others = [...valueByKey].reduce((sum, [key, value]) => (key === '' || own(options, key) !== undefined ? sum : sum + value), 0)
  const part = (called: string, value: number): readonly string[] => (value === 0 ? [] : [`  ${called}\t${fewText(value)}`])
  return [
    `${whole} ${label}（${counted(whole).unit}）`,
    ...Object.entries(options).flatMap(([code, option]) => part(option.label, valueByKey.get(code) ?? 0)),
    ...part('县里自己的选项', others), ...part(unset, valueByKey.get('') ?? 0),
  ]
}

function valueText(cells: Cells, name: string): string {
  return fewText(own(cells, name)?.value ?? 0)
}

function fewText(value: number): string {
  return value > 0 && value < FEW ? `少于${FEW}` : String(value)
}
const FEW = 5

function periodWords(period: string): string {
  const [year = '', month] = period.split('-')
  return month === undefined ? `${year} 年` : `${year} 年 ${month} 月`
}
