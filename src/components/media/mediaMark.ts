import type { ShownMedia } from '../../client/client'
import type { Shape } from '../StateMark'

/** Where an attachment is. A form says nothing of those whose record is not saved yet. */
export function mediaMark(shown: ShownMedia, isSaved: boolean): { readonly shape: Shape; readonly word: string } | null {
  switch (shown.kind) {
    case 'local':
      return isSaved && !shown.sent ? COMING : null
    case 'remote':
      return null
    case 'coming':
      return COMING
    case 'missing':
      return { shape: 'diamond', word: '影像缺失' }
    case 'offline':
      return { shape: 'none', word: '有信号再看' }
  }
}

const COMING = { shape: 'ring', word: '影像待传' } as const
