import type { RecordType } from '../core/recordType'
import { ENTRY_FIELDS, ENTRY_STAGES, PHOTOS, WITHDRAW } from './entry'

const SPAN = ['place', 'from', 'to', 'kind'] as const
const FOUND = ['found', 'prevented', 'times', 'note'] as const

/** 矛盾纠纷排查: what a place's round over a period found. 零报告 is about the place and the period, never about a person. */
export const screening = {
  kind: 'screening',
  label: '矛盾纠纷排查',
  stream: 'township',
  dated: 'to',
  placed: 'place',
  title: ['kind', 'note'],
  fields: {
    place: { kind: 'place', label: '在哪' },
    from: { kind: 'day', label: '排查起' },
    to: { kind: 'day', label: '排查止' },
    kind: {
      kind: 'choice', label: '排查方式', open: true,
      options: {
        daily: { label: '日常排查' }, weekly: { label: '每周排查' }, monthly: { label: '每月排查' }, special: { label: '专项排查' },
        keyDays: { label: '重要时段排查' },
      },
    },
    nothingNew: { kind: 'flag', label: '本期无新增' },
    found: { kind: 'count', label: '排查出', unit: '件' },
    prevented: { kind: 'count', label: '预防', unit: '件', hint: '还没成纠纷就化解了的' },
    times: { kind: 'count', label: '代表几次', unit: '次', max: 1000, hint: '不填就是 1 次，一条可以代表一段时间里的几次' },
    note: { kind: 'text', label: '情况', max: 1000, lines: 3, personal: 'told' },
    ...ENTRY_FIELDS,
    photos: PHOTOS,
  },
  stages: ENTRY_STAGES,
  moves: {
    record: {
      label: '记排查', past: '记下', from: [], to: 'recorded', asks: [...SPAN, ...FOUND, 'photos'], needs: ['place', 'from', 'to'],
      sets: { to: { kind: 'today' }, from: { kind: 'copy', field: 'to' } },
    },
    nothingNew: {
      label: '本期无新增', past: '本期无新增', from: [], to: 'recorded', asks: SPAN, needs: ['place', 'from', 'to', 'times'],
      sets: {
        to: { kind: 'today' }, from: { kind: 'copy', field: 'to' }, nothingNew: { kind: 'value', value: true },
        found: { kind: 'value', value: 0 }, prevented: { kind: 'value', value: 0 },
      },
    },
    correct: {
      label: '更正', past: '更正', from: ['recorded'], to: 'same', asks: [...SPAN, 'nothingNew', ...FOUND, 'photos'],
      needs: ['place', 'from', 'to', 'times'], quiet: true,
    },
    withdraw: WITHDRAW,
  },
  rules: [
    { kind: 'notFuture', field: 'to', say: '排查止的日期还没到' },
    { kind: 'order', first: 'from', then: 'to', say: '排查止不能早于排查起' },
  ],
  defaults: () => ({ times: 1 }),
} as const satisfies RecordType
