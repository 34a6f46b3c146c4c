import type { SyncMark } from '../client/client'
import { SYNC_WORDS } from '../domain/words'
import { StateMark, type Shape } from './StateMark'

const SHAPES: Readonly<Record<SyncMark, Shape>> = { onPhone: 'ring', uploaded: 'tick', attention: 'diamond' }

/** 存在手机 · 已上传 · 需核对 */
export function SyncBadge({ sync }: { readonly sync: SyncMark }) {
  return <StateMark shape={SHAPES[sync]} word={SYNC_WORDS[sync]} />
}
