import type { RequestKind, RequestState } from '../core/privacyWire'

export const REQUEST_KIND_LABELS: Readonly<Record<RequestKind, string>> = { copy: '查阅、复制', correct: '更正', erase: '删除' }
export const REQUEST_STATE_LABELS: Readonly<Record<RequestState, string>> = { open: '待办', proposed: '等同意', done: '办结', declined: '没有同意' }
