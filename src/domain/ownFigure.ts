import type { RecordType } from '../core/recordType'

const COUNTED = { form: ['counted'] } as const
const RATIO = { form: ['ratio'] } as const

/**
 * 自定指标: a named figure of the county's own, for its reports. It is kept as the county wrote it; what it counts is read by
 * `dictionaryOf` (figures/dictionary), which tells what is wrong with one that can't be counted.
 */
export const ownFigure = {
  kind: 'ownFigure',
  label: '自定指标',
  stream: 'county',
  dated: 'from',
  placed: null,
  title: ['name', 'label'],
  fields: {
    name: { kind: 'text', label: '名称', max: 30, hint: '两段，中间一个点，如 纠纷.涉农' },
    label: { kind: 'text', label: '叫法', max: 30, hint: '读的时候怎么叫，如 涉农纠纷' },
    unit: { kind: 'text', label: '量词', max: 6, hint: '如 件、场、人次' },
    definition: { kind: 'text', label: '口径', max: 300, lines: 2, hint: '数的是什么，一句话' },
    form: { kind: 'choice', label: '怎么得来', options: { counted: { label: '从台账里数' }, ratio: { label: '两个指标相除' } } },
    counts: {
      kind: 'choice', label: '数哪类台账', when: COUNTED,
      options: {
        dispute: { label: '矛盾纠纷' }, matter: { label: '群众说事' }, outreach: { label: '普法宣传' }, screening: { label: '排查' },
        work: { label: '其他台账' }, roster: { label: '名册' },
      },
    },
    /** A day field of that kind, or one of its stocks (`domain/figures/over`). */
    over: { kind: 'text', label: '按什么时间', max: 30, when: COUNTED },
    measure: {
      kind: 'choice', label: '怎么数', when: COUNTED,
      options: { count: { label: '一条算一个' }, sum: { label: '把一栏相加' }, rows: { label: '数明细' }, distinct: { label: '不重复的有几个' } },
    },
    /** What `measure` is of: a field, or a cell of its rows (`materials.quantity`). */
    measured: { kind: 'text', label: '数哪一栏', max: 40, when: { form: ['counted'], measure: ['sum', 'rows', 'distinct'] } },
    /** As a report writes it between brackets: 难易=疑难,结果=成功. */
    filter: { kind: 'text', label: '只数哪些', max: 300, hint: '和报告里方括号的写法一样，如 难易=疑难,结果=成功；不写就都数', when: COUNTED },
    numerator: { kind: 'text', label: '分子', max: 30, hint: '一个指标的名称', when: RATIO },
    denominator: { kind: 'text', label: '分母', max: 30, hint: '一个指标的名称', when: RATIO },
    from: { kind: 'day', label: '自', anyTime: true },
  },
  stages: { kept: { label: '在用' }, withdrawn: { label: '已停用', uncounted: true, done: true, closed: true } },
  moves: {
    add: {
      label: '添指标', past: '添加', from: [], to: 'kept',
      asks: ['name', 'label', 'unit', 'definition', 'form', 'counts', 'over', 'measure', 'measured', 'filter', 'numerator', 'denominator'],
      needs: ['name', 'label', 'unit', 'form'], sets: { from: { kind: 'today' } },
    },
    retire: { label: '停用', past: '停用', from: ['kept'], to: 'withdrawn', asks: [], quiet: true },
  },
} as const satisfies RecordType
