import { MAX_TEXT } from '../core/check'
import type { RecordType } from '../core/recordType'
import { LEVELS } from './disputeCodes'

/** The county's configuration: records with ops like any other, in the county's own stream. */

const from = { kind: 'day', label: '自', anyTime: true } as const
const until = { kind: 'day', label: '至', anyTime: true } as const
const kept = {
  stages: { kept: { label: '在用' }, withdrawn: { label: '已停用', uncounted: true, done: true, closed: true } },
  dated: 'from',
  placed: null,
  stream: 'county',
} as const
const retire = { label: '停用', past: '停用', from: ['kept'], to: 'withdrawn', asks: [], quiet: true } as const
const ORDER_RULE = { kind: 'order', first: 'from', then: 'until', say: '截止日期不能早于开始日期' } as const

/** 地方. A tree of any depth; merged villages get an `until` and stay. */
export const place = {
  ...kept,
  kind: 'place',
  label: '地方',
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '名称', max: 60 },
    level: {
      kind: 'choice', label: '层级', open: true,
      options: { ...LEVELS, group: { label: '组(网格)' }, microGrid: { label: '微网格' } },
    },
    parent: { kind: 'ref', to: 'place', label: '上级' },
    order: { kind: 'count', label: '行政次序', unit: '' },
    code: { kind: 'text', label: '区划代码', max: 20 },
    from,
    until,
    heir: { kind: 'ref', to: 'place', label: '并入' },
    /** Until when it was called otherwise, or lay elsewhere: a rename or a move adds one, and rewrites no earlier year. */
    former: {
      kind: 'rows', label: '从前', one: '一段',
      fields: { until: { kind: 'day', label: '到哪天为止', anyTime: true }, name: { kind: 'text', label: '那时的名称', max: 60 }, parent: { kind: 'ref', to: 'place', label: '那时的上级' } },
    },
  },
  moves: {
    add: { label: '添地方', past: '添加', from: [], to: 'kept', asks: ['name', 'level', 'parent', 'order', 'from'], needs: ['name', 'level'] },
    end: { label: '撤并', past: '撤并', from: ['kept'], to: 'same', asks: ['until', 'heir'], needs: ['until'], quiet: true },
    retire,
  },
  rules: [ORDER_RULE],
} as const satisfies RecordType

/** 单位: 派出所、自然资源所、综治中心、调委会 … */
export const unit = {
  ...kept,
  kind: 'unit',
  label: '单位',
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '名称', max: 60 },
    nature: {
      kind: 'choice', label: '性质', open: true,
      options: { office: { label: '内设机构' }, station: { label: '派驻站所' }, committee: { label: '调委会' }, village: { label: '村(居)委会' }, other: { label: '其他' } },
    },
    place: { kind: 'place', label: '在哪' },
    order: { kind: 'count', label: '次序', unit: '' },
    from,
    until,
  },
  moves: { add: { label: '添单位', past: '添加', from: [], to: 'kept', asks: ['name', 'nature', 'place'], needs: ['name'] }, retire },
  rules: [ORDER_RULE],
} as const satisfies RecordType

/** 人员: those who work here. Identities are entries of the roster; an account hangs on a person. */
export const person = {
  ...kept,
  kind: 'person',
  label: '人员',
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '姓名', max: 40 },
    post: { kind: 'text', label: '职务', max: 60 },
    unit: { kind: 'ref', to: 'unit', label: '单位' },
    place: { kind: 'place', label: '在哪' },
    phone: { kind: 'text', label: '电话', max: 40, personal: 'phone' },
    civilServant: { kind: 'flag', label: '公职人员' },
    from,
    until,
  },
  moves: { add: { label: '添人员', past: '添加', from: [], to: 'kept', asks: ['name', 'post', 'unit', 'place'], needs: ['name'] }, retire },
  rules: [ORDER_RULE],
} as const satisfies RecordType

/** 授权: a role held at a place of any level. Never leaves the server. */
export const grant = {
  ...kept,
  kind: 'grant',
  label: '授权',
  title: ['role'],
  fields: {
    person: { kind: 'ref', to: 'person', label: '人员' },
    role: {
      kind: 'choice', label: '角色',
      options: {
        gridWorker: { label: '网格员' }, mediator: { label: '人民调解员' }, handler: { label: '承办人' }, dispatcher: { label: '综治中心' },
        judicial: { label: '司法所' }, clerk: { label: '党政办' }, leader: { label: '领导' }, countyCentre: { label: '县综治中心' },
        countyJudicial: { label: '县司法局' }, admin: { label: '管理员' }, security: { label: '安全管理员' }, auditor: { label: '审计员' },
      },
    },
    place: { kind: 'place', label: '范围' },
    unit: { kind: 'ref', to: 'unit', label: '单位' },
    from,
    until,
  },
  moves: { add: { label: '授权', past: '授权', from: [], to: 'kept', asks: ['person', 'role', 'place', 'unit'], needs: ['person', 'role', 'place'] }, retire },
  rules: [ORDER_RULE],
} as const satisfies RecordType

/** 选项: the county's wording of an option, an option of its own, or a retired one. */
export const option = {
  ...kept,
  kind: 'option',
  label: '选项',
  title: ['label'],
  fields: {
    field: { kind: 'text', label: '栏目', max: 60, hint: '如 work.category' },
    code: { kind: 'text', label: '代号', max: 40 },
    label: { kind: 'text', label: '叫法', max: 40 },
    isRetired: { kind: 'flag', label: '不再使用' },
    order: { kind: 'count', label: '次序', unit: '' },
    from,
    until,
  },
  moves: { add: { label: '添选项', past: '添加', from: [], to: 'kept', asks: ['field', 'code', 'label'], needs: ['field', 'code', 'label'] }, retire },
} as const satisfies RecordType

/** 设置: one named value; deadlines, ladder, 主办单位, 备案编号. */
export const setting = {
  ...kept,
  kind: 'setting',
  label: '设置',
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '名称', max: 60 },
    text: { kind: 'text', label: '文字', max: 2000 },
    number: { kind: 'count', label: '数', unit: '' },
    place: { kind: 'place', label: '适用于' },
    from,
    until,
  },
  moves: { add: { label: '添设置', past: '设置', from: [], to: 'kept', asks: ['name', 'text', 'number'], needs: ['name'] }, retire },
} as const satisfies RecordType

/** 报告模板: the clerk's text with figures in it. Belongs to a township (or, without a place, to the county). */
export const template = {
  ...kept,
  kind: 'template',
  label: '报告模板',
  title: ['name'],
  fields: {
    name: { kind: 'text', label: '名称', max: 60 },
    place: { kind: 'place', label: '适用于' },
    span: {
      kind: 'choice', label: '期间',
      options: { year: { label: '年报' }, half: { label: '半年报' }, quarter: { label: '季报' }, month: { label: '月报' }, week: { label: '周研判' } },
    },
    /** Without a year it is the standing one, written on for every period of its span. */
    year: { kind: 'count', label: '年度', unit: '年', max: 2100 },
    opening: { kind: 'text', label: '标题、主送和开头', max: MAX_TEXT, lines: 6 },
    /** In their order; a chapter begins with its heading. */
    chapters: {
      kind: 'rows', label: '各部分', one: '部分',
      fields: { order: { kind: 'count', label: '次序', unit: '' }, text: { kind: 'text', label: '正文', max: MAX_TEXT, lines: 20 } },
    },
    closing: { kind: 'text', label: '结尾和落款', max: 2000, lines: 3 },
    fonts: { kind: 'choice', label: '字体', options: { gov: { label: '公文字体（小标宋简体、仿宋_GB2312）' }, plain: { label: '系统字体（小标宋、仿宋）' } } },
    unsealed: { kind: 'flag', label: '不加盖印章' },
    masthead: { kind: 'flag', label: '印版头', hint: '红色发文机关标志和发文字号' },
    number: { kind: 'text', label: '发文字号', max: 40, hint: '如 磙政〔2024〕3号', when: { masthead: ['true'] } },
    signer: { kind: 'text', label: '签发人', max: 20, when: { masthead: ['true'] } },
    colophon: { kind: 'flag', label: '印版记' },
    copyTo: { kind: 'text', label: '抄送', max: 200, when: { colophon: ['true'] } },
    printer: { kind: 'text', label: '印发机关', max: 60, when: { colophon: ['true'] } },
    printedOn: { kind: 'day', label: '印发日期', when: { colophon: ['true'] } },
    from,
    until,
  },
  moves: { add: { label: '添模板', past: '添加', from: [], to: 'kept', asks: ['name', 'place', 'span', 'year'], needs: ['name', 'span'] }, retire },
} as const satisfies RecordType
