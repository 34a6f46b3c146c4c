import type { Options } from '../core/field'

/** Pictures of a record: asked last, never needed. */
export const PHOTOS = { kind: 'media', label: '照片', most: 9 } as const

/** Own recordings are off unless the county turns them on (`录音`): the keyboard's dictation is enough for most. */
export const VOICES = { kind: 'media', label: '录音', most: 3, what: 'voice' } as const

/** Papers scanned back and what came with the case. */
export const FILES = { kind: 'media', label: '材料', most: 20, what: 'files' } as const

/** Beside a telephone number: a call may put this person in danger. Not personal by itself, so that it stands also where the number does not. */
export const NO_CALL = { kind: 'flag', label: '勿致电', hint: '打电话可能让这个人有危险' } as const

/** What township entries have alike: who did it, how the same thing is called in a superior's system, and the way out of a mistake. */
export const ENTRY_FIELDS = {
  handler: { kind: 'ref', to: 'person', label: '经办人' },
  withdrawReason: { kind: 'text', label: '作废的理由', max: 300 },
  externalSystem: { kind: 'text', label: '外部系统', max: 40 },
  externalNo: { kind: 'text', label: '外部编号', max: 60 },
} as const

/** Entries that are complete when written: nothing is left to do, and they stay open for correction. */
export const ENTRY_STAGES = {
  recorded: { label: '已记下', done: true },
  withdrawn: { label: '已作废', uncounted: true, done: true, closed: true },
} as const

export const WITHDRAW = {
  label: '作废', past: '作废', from: ['recorded'], to: 'withdrawn', asks: ['withdrawReason'], needs: ['withdrawReason'], quiet: true,
} as const

/** Who conferred an honour, from the top. */
export const HONOUR_LEVELS = {
  nation: { label: '国家级' },
  province: { label: '省级' },
  city: { label: '市级' },
  county: { label: '县级' },
} as const satisfies Options
