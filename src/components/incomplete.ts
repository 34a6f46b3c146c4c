import type { Problem } from '../core/protocol'

/** Of an address that names nothing, or not whose it is: somebody cut it in two, or another version wrote it. Nobody can be asked. */
export const INCOMPLETE: Problem = { code: 'incomplete', message: '这个地址不完整，打不开。写下的都还在，请从首页再进去一次。' }
