import { liveRows, type Value, type Values } from '../core/field'
import type { RecordType } from '../core/recordType'
import { CODE_SYSTEMS } from './disputeCodes'

/**
 * 对接口径: how a superior's system wants a kind of record in an .xlsx: its columns in its order, under its headings, with its codes. A
 * county adds as many as it has systems; what it hands over follows from them without code.
 */
export const profile = {
  kind: 'profile',
  label: '对接口径',
  stream: 'county',
  dated: 'from',
  placed: null,
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '名称', max: 60, hint: '如 省平台矛盾纠纷导入表' },
    system: { kind: 'text', label: '外部系统', max: 40, hint: '记在每一件上的名字，如 省平台' },
    hands: {
      kind: 'choice', label: '交哪一类',
      options: {
        dispute: { label: '矛盾纠纷' }, matter: { label: '群众说事' }, outreach: { label: '普法宣传' }, screening: { label: '矛盾纠纷排查' }, work: { label: '其他台账' },
      },
    },
    sheet: { kind: 'text', label: '表名', max: 30 },
    columns: {
      kind: 'rows', label: '各列', one: '一列', fields: {
        order: { kind: 'count', label: '第几列', unit: '', max: 200 },
        header: { kind: 'text', label: '列名', max: 60 },
        field: { kind: 'text', label: '取哪一栏', max: 80, hint: '如 受理日期、当事人.姓名、当事人[申请人].姓名、状态；空着就用固定文字' },
        codes: { kind: 'text', label: '代码', max: 20, hint: `如 ${Object.entries(CODE_SYSTEMS).map(([key, label]) => `${key}（${label}）`).join('、')}；空着就写名称` },
        fixed: { kind: 'text', label: '固定文字', max: 200 },
        dayStyle: {
          kind: 'choice', label: '日期写法',
          options: {
            real: { label: '日期' }, dash: { label: '2023-03-05' }, slash: { label: '2023/3/5' }, chinese: { label: '2023年3月5日' }, compact: { label: '20230305' },
          },
        },
      },
    },
    from: { kind: 'day', label: '自', anyTime: true },
  },
  stages: { kept: { label: '在用' }, withdrawn: { label: '已停用', uncounted: true, done: true, closed: true } },
  moves: {
    add: {
      label: '添口径', past: '添加', from: [], to: 'kept', asks: ['name', 'system', 'hands', 'sheet', 'columns'], needs: ['name', 'system', 'hands', 'columns'],
      sets: { from: { kind: 'today' } },
    },
    retire: { label: '停用', past: '停用', from: ['kept'], to: 'withdrawn', asks: [], quiet: true },
  },
} as const satisfies RecordType

export type DayStyle = keyof typeof profile.fields.columns.fields.dayStyle.options

export interface ProfileColumn {
  readonly header: string
  /** As the county wrote it, by label or code. null: the fixed text stands in every row. */
  readonly field: string | null
  readonly codes: string | null
  readonly fixed: string
  readonly dayStyle: DayStyle
}

export interface Profile {
  readonly id: string
  readonly name: string
  readonly system: string
  readonly kind: string
  readonly sheet: string
  readonly columns: readonly ProfileColumn[]
}

export function profileOf(id: string, values: Values): Profile {
  const rows = liveRows(values.columns).map(([row, { values: cells }]) => ({ row, order: typeof cells.order === 'number' ? cells.order : 0, cells }))
  const inOrder = rows.sort((a, b) => a.order - b.order || (a.row < b.row ? -1 : 1))
  return {
    id, name: text(values.name), system: text(values.system), kind: text(values.hands), sheet: text(values.sheet),
    columns: inOrder.map(({ cells }) => ({
      header: text(cells.header), field: text(cells.field) === '' ? null : text(cells.field), codes: text(cells.codes) === '' ? null : text(cells.codes),
      fixed: text(cells.fixed), dayStyle: (text(cells.dayStyle) || 'dash') as DayStyle,
    })),
  }
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value.trim() : ''
}
