import type { RecordType } from '../core/recordType'
import { ENTRY_FIELDS, ENTRY_STAGES, HONOUR_LEVELS, WITHDRAW } from './entry'
import { IDENTITIES, ROSTER_ITEMS, TITLES, VENUES } from './rosterCodes'

const ASKED = ['item', 'person', 'employment', 'name', 'level', 'place', 'from', 'until'] as const
const NEEDED = ['item', 'place', 'level'] as const
const PEOPLE = Object.keys(IDENTITIES)

/** 名册: identities, venues and titles from one day to another. Heads are persons, however many identities they have. */
export const roster = {
  kind: 'roster',
  label: '名册',
  stream: 'township',
  dated: 'from',
  placed: 'place',
  title: ['name', 'item', 'person'],
  fields: {
    item: { kind: 'choice', label: '名目', options: ROSTER_ITEMS, open: true },
    person: { kind: 'ref', to: 'person', label: '人员', hint: '场所和称号不用选人' },
    employment: {
      kind: 'choice', label: '专兼职', when: { item: PEOPLE },
      options: { fullTime: { label: '专职' }, partTime: { label: '兼职' } },
    },
    name: { kind: 'text', label: '名称', max: 60, when: { item: [...Object.keys(VENUES), ...Object.keys(TITLES)] } },
    level: { kind: 'choice', label: '级别', options: HONOUR_LEVELS, when: { item: Object.keys(TITLES) } },
    place: { kind: 'place', label: '在哪' },
    from: { kind: 'day', label: '自', anyTime: true, hint: '不记得可以不填，算一直都有' },
    until: { kind: 'day', label: '至', anyTime: true },
    ...ENTRY_FIELDS,
  },
  stages: ENTRY_STAGES,
  moves: {
    record: { label: '添一条', past: '添入', from: [], to: 'recorded', asks: ASKED, needs: NEEDED },
    end: { label: '到此为止', past: '终止', from: ['recorded'], to: 'same', asks: ['until'], needs: ['until'], sets: { until: { kind: 'today' } } },
    correct: { label: '更正', past: '更正', from: ['recorded'], to: 'same', asks: ASKED, needs: NEEDED, quiet: true },
    withdraw: WITHDRAW,
  },
  rules: [
    { kind: 'order', first: 'from', then: 'until', say: '截止日期不能早于开始日期' },
    { kind: 'needs', when: { item: PEOPLE }, fields: ['person'], say: '请选是哪一个人，一个人有几个身份也只算一人' },
  ],
} as const satisfies RecordType
