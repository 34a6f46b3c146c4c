import type { Me } from '../../core/protocol'
import type { IconName } from '../Icon'
import type { PageName } from '../routes'

/** One page of administration, and whose it is. */
export interface AdminRow {
  readonly page: PageName
  readonly title: string
  readonly fact: string
  readonly icon: IconName
  readonly isFor: (me: Me) => boolean
}

/** In the order of use. */
export const ADMIN_ROWS: readonly AdminRow[] = [
]
