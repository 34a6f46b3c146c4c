import type { Paper } from '../../core/document'
import type { OfficialTextProps } from './OfficialText'

export interface OfficialPagesProps extends OfficialTextProps {
  readonly fonts: Paper['fonts']
  /** Element to bring into sight; `times` tells one wish from the next. */
  readonly goTo: { readonly id: string; readonly times: number } | null
}

/** Pages are for a PC (OfficialPages.h5.tsx); a phone reads the flowing text. */
export function OfficialPages(_props: OfficialPagesProps) {
  return null
}
