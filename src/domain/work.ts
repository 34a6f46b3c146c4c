import type { Config } from '../core/config'
import { hasOwn, own } from '../core/own'
import type { Values } from '../core/field'
import type { Author, RecordType } from '../core/recordType'
import { ENTRY_FIELDS, ENTRY_STAGES, HONOUR_LEVELS, PHOTOS, WITHDRAW } from './entry'
import { SETTING } from './settingNames'
import {
  COUNSEL_SERVICES, ENFORCEMENT_TARGETS, MEASURES, MEASURES_BY_CATEGORY, MEETINGS, POSTING_COLUMNS, REVIEWED, SPHERES, WORK_CATEGORIES,
} from './workCodes'

const ASKED = [
  'category', 'place', 'on', 'subject', 'service', 'reviewed', 'act', 'column', 'meeting', 'items', 'weighty', 'alsoLearning', 'sphere',
  'target', 'level', 'headPresent', 'doneOn', 'times', 'quantity', 'measure', 'people', 'from', 'unit', 'handler', 'note', 'photos',
] as const
const NEEDED = [
  'category', 'place', 'on', 'service', 'reviewed', 'act', 'column', 'meeting', 'sphere', 'target', 'level',
] as const

/**
 * 其他台账. `times` is how many times an entry stands for (310 次), `quantity` how much came of them (920 条). One entry may
 * stand for a village and a period; nobody has to write one per visit.
 */
export const work = {
  kind: 'work',
  label: '其他台账',
  stream: 'township',
  dated: 'on',
  placed: 'place',
  title: ['subject', 'category'],
  fields: {
    category: { kind: 'choice', label: '类别', options: WORK_CATEGORIES, open: true },
    subject: { kind: 'text', label: '什么事', max: 100, hint: '不写群众姓名' },
    place: { kind: 'place', label: '在哪' },
    on: { kind: 'day', label: '日期' },
    from: { kind: 'day', label: '从哪天起', hint: '一条代表一段时间时填' },
    times: { kind: 'count', label: '次数', unit: '次', hint: '不填就是 1 次；一条代表一段时间时填总共几次' },
    quantity: { kind: 'count', label: '数量', unit: '', hint: '几条、几件、几处；有量词的类别不填就和次数一样' },
    measure: { kind: 'choice', label: '量词', options: MEASURES, open: true, hint: '不选就按类别来' },
    people: { kind: 'count', label: '服务人次', unit: '人次', when: { category: ['service', 'keyPeople', 'knock', 'counsel'] } },
    service: { kind: 'choice', label: '服务', options: COUNSEL_SERVICES, open: true, when: { category: ['counsel'] } },
    reviewed: { kind: 'choice', label: '审查对象', options: REVIEWED, open: true, when: { category: ['legality'] } },
    act: {
      kind: 'choice', label: '文件办理', when: { category: ['normative'] },
      options: { made: { label: '制定' }, amended: { label: '修改' }, repealed: { label: '废止' }, filed: { label: '备案' }, reviewed: { label: '清理' } },
    },
    column: { kind: 'choice', label: '栏目', options: POSTING_COLUMNS, open: true, when: { category: ['posting'] } },
    meeting: { kind: 'choice', label: '会议', options: MEETINGS, open: true, when: { category: ['meeting'] } },
    items: { kind: 'count', label: '议题', unit: '项', when: { category: ['meeting'] } },
    weighty: { kind: 'flag', label: '三重一大', when: { category: ['meeting'] } },
    alsoLearning: { kind: 'flag', label: '含学法', when: { category: ['meeting'] } },
    sphere: {
      kind: 'choice', label: '领域', options: SPHERES, open: true, when: { category: ['system', 'research', 'inspection', 'problem', 'rectified'] },
    },
    target: { kind: 'choice', label: '整治内容', options: ENFORCEMENT_TARGETS, open: true, when: { category: ['enforcement', 'dissuasion', 'penalty'] } },
    level: { kind: 'choice', label: '级别', options: HONOUR_LEVELS, when: { category: ['honour'] } },
    headPresent: { kind: 'flag', label: '负责人出庭', when: { category: ['litigation'] } },
    doneOn: { kind: 'day', label: '办结日期', when: { category: ['ticket', 'phoneTicket', 'reconsideration', 'litigation', 'reception', 'visitDown'] } },
    matter: { kind: 'ref', to: 'matter', label: '转成的说事', when: { category: ['ticket', 'phoneTicket', 'reception', 'visitDown'] } },
    unit: { kind: 'ref', to: 'unit', label: '承办单位' },
    note: { kind: 'text', label: '说明', max: 2000, lines: 3, hint: '不写群众姓名，涉密的事不往上写' },
    ...ENTRY_FIELDS,
    photos: PHOTOS,
  },
  stages: ENTRY_STAGES,
  moves: {
    record: { label: '记一条', past: '记下', from: [], to: 'recorded', asks: ASKED, needs: NEEDED, sets: { on: { kind: 'today' } } },
    correct: { label: '更正', past: '更正', from: ['recorded'], to: 'same', asks: ASKED, needs: NEEDED, quiet: true },
    link: {
      label: '关联说事', past: '关联说事', from: ['recorded'], to: 'same', quiet: true, asks: ['matter'], needs: ['matter'],
      when: { category: ['ticket', 'phoneTicket', 'reception', 'visitDown'] },
    },
    withdraw: WITHDRAW,
  },
  rules: [
    { kind: 'notFuture', field: 'on', say: '日期还没到' },
    { kind: 'notFuture', field: 'doneOn', say: '办结日期还没到' },
    { kind: 'order', first: 'from', then: 'on', say: '起的日期不能晚于日期' },
  ],
  defaults: countedOnce,
} as const satisfies RecordType

/** One time, and one of whatever the category counts, unless somebody says otherwise. For a category of its own, or another measure, a county sets `量词/类别代号`. */
function countedOnce(values: Values, _author: Author, config: Config): Values {
  const times = typeof values.times === 'number' ? values.times : 1
  const measure = typeof values.category === 'string' ? measureOf(values.category, config) : undefined
  return measure === undefined ? { times } : { times, quantity: times, measure }
}

function measureOf(category: string, config: Config): string | undefined {
  const set = own(config.settings, `${SETTING.measure}/${category}`)
  const isKnown = typeof set === 'string' && (hasOwn(MEASURES, set) || hasOwn(own(config.options, 'work.measure') ?? {}, set))
  return isKnown ? set : own(MEASURES_BY_CATEGORY, category)
}
