import type { Values } from '../core/field'
import type { RecordType } from '../core/recordType'
import { ENTRY_FIELDS, ENTRY_STAGES, PHOTOS, WITHDRAW } from './entry'
import { AUDIENCES, CADRE_KINDS, CHANNELS, MATERIALS, OUTREACH_KINDS, THEME_DAYS } from './outreachCodes'

const ASKED = [
  'kind', 'audience', 'place', 'heldOn', 'name', 'attended', 'firstTime', 'reach', 'expected', 'sat', 'passed', 'consultations',
  'materials', 'channel', 'themeDay', 'laws', 'speaker', 'partners', 'venue', 'unit', 'handler', 'photos',
] as const

/**
 * 普法宣传 and 法治学习, told apart by audience. 人次 (`attended`) adds up over sessions; 名 does not, so heads are summed from
 * those who came for the first time in the year (`firstTime`).
 */
export const outreach = {
  kind: 'outreach',
  label: '普法宣传',
  stream: 'township',
  dated: 'heldOn',
  placed: 'place',
  title: ['name', 'kind'],
  fields: {
    kind: { kind: 'choice', label: '形式', options: OUTREACH_KINDS, open: true },
    audience: { kind: 'choice', label: '对象', options: AUDIENCES, hint: '不选就按形式来：学法、培训、考试算干部，宣传、咨询算群众' },
    name: { kind: 'text', label: '活动名称', max: 80 },
    themeDay: { kind: 'choice', label: '节点', options: THEME_DAYS, open: true },
    channel: { kind: 'choice', label: '法律进', options: CHANNELS, open: true },
    laws: { kind: 'text', label: '讲的什么法', max: 200 },
    speaker: { kind: 'text', label: '主讲', max: 60 },
    partners: { kind: 'text', label: '协办', max: 120 },
    unit: { kind: 'ref', to: 'unit', label: '主办单位' },
    place: { kind: 'place', label: '在哪' },
    venue: { kind: 'text', label: '场地', max: 80 },
    heldOn: { kind: 'day', label: '活动日期' },
    attended: { kind: 'count', label: '到场', unit: '人次', hint: '到了多少人次' },
    firstTime: { kind: 'count', label: '其中今年头一回来的', unit: '名', hint: '来过的不再算' },
    reach: { kind: 'count', label: '受众', unit: '人', hint: '听到、看到的大约多少人' },
    consultations: { kind: 'count', label: '解答咨询', unit: '人次' },
    expected: { kind: 'count', label: '应考', unit: '人', when: { kind: ['exam'] } },
    sat: { kind: 'count', label: '实考', unit: '人', when: { kind: ['exam'] } },
    passed: { kind: 'count', label: '合格', unit: '人', when: { kind: ['exam'] } },
    materials: {
      kind: 'rows', label: '宣传材料', one: '一种材料', fields: {
        what: { kind: 'choice', label: '种类', options: MATERIALS, open: true },
        quantity: { kind: 'count', label: '份数', unit: '' },
      },
    },
    ...ENTRY_FIELDS,
    photos: PHOTOS,
  },
  stages: ENTRY_STAGES,
  moves: {
    record: {
      label: '记一场', past: '记下', from: [], to: 'recorded', asks: ASKED, needs: ['kind', 'place', 'heldOn'],
      sets: { heldOn: { kind: 'today' } },
    },
    correct: {
      label: '更正', past: '更正', from: ['recorded'], to: 'same', asks: ASKED, needs: ['kind', 'audience', 'place', 'heldOn'], quiet: true,
    },
    withdraw: WITHDRAW,
  },
  rules: [
    { kind: 'notFuture', field: 'heldOn', say: '活动日期还没到' },
    { kind: 'atMost', field: 'firstTime', max: 'attended', say: '头一回来的不能比到场的多' },
    { kind: 'atMost', field: 'sat', max: 'expected', say: '实考不能比应考多' },
    { kind: 'atMost', field: 'passed', max: 'sat', say: '合格不能比实考多' },
  ],
  defaults: audienceByKind,
} as const satisfies RecordType

function audienceByKind({ kind }: Values): Values {
  if (typeof kind !== 'string') return {}
  return { audience: CADRE_KINDS.includes(kind) ? 'cadres' : 'public' }
}
