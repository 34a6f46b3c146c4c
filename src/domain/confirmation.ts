import type { RecordType } from '../core/recordType'
import { ENTRY_FIELDS, ENTRY_STAGES, WITHDRAW } from './entry'

const SPAN = ['what', 'place', 'from', 'to', 'unit', 'confirmedOn'] as const

/** 情况确认: a unit that must know says that something did not happen, or how often. Only then may a report say 未发生. */
export const confirmation = {
  kind: 'confirmation',
  label: '情况确认',
  stream: 'township',
  dated: 'confirmedOn',
  placed: 'place',
  title: ['what'],
  fields: {
    what: {
      kind: 'choice', label: '什么情况', open: true,
      options: {
        massIncident: { label: '群体性事件' },
        civilToCrime: { label: '民转刑案件' },
        graveCrime: { label: '恶性刑事案件' },
        massPetition: { label: '集体上访' },
        cityPetition: { label: '到市上访' },
        provincePetition: { label: '赴省上访' },
        beijingPetition: { label: '进京上访' },
        graveAccident: { label: '重大安全事故' },
        suicide: { label: '纠纷引起的自杀' },
      },
    },
    place: { kind: 'place', label: '在哪' },
    from: { kind: 'day', label: '确认期间起' },
    to: { kind: 'day', label: '确认期间止' },
    unit: { kind: 'ref', to: 'unit', label: '确认单位' },
    confirmedOn: { kind: 'day', label: '确认日期' },
    none: { kind: 'flag', label: '未发生' },
    happened: { kind: 'count', label: '发生', unit: '起', when: { none: ['', 'false'] } },
    note: { kind: 'text', label: '说明', max: 500, lines: 2 },
    ...ENTRY_FIELDS,
  },
  stages: ENTRY_STAGES,
  moves: {
    confirmNone: {
      label: '确认未发生', past: '确认未发生', from: [], to: 'recorded', asks: [...SPAN, 'note'], needs: SPAN,
      sets: { confirmedOn: { kind: 'today' }, none: { kind: 'value', value: true }, happened: { kind: 'value', value: 0 } },
    },
    confirmSome: {
      label: '有发生', past: '确认有发生', from: [], to: 'recorded', asks: [...SPAN, 'happened', 'note'], needs: [...SPAN, 'happened'],
      sets: { confirmedOn: { kind: 'today' }, none: { kind: 'value', value: false } },
    },
    correct: {
      label: '更正', past: '更正', from: ['recorded'], to: 'same', asks: [...SPAN, 'none', 'happened', 'note'], needs: SPAN, quiet: true,
    },
    withdraw: WITHDRAW,
  },
  rules: [
    { kind: 'order', first: 'from', then: 'to', say: '确认期间止不能早于起' },
    { kind: 'order', first: 'to', then: 'confirmedOn', say: '期间还没过完，确认不了' },
    { kind: 'notFuture', field: 'confirmedOn', say: '确认日期还没到' },
  ],
} as const satisfies RecordType
