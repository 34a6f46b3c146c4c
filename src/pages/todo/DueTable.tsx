import type { ReactNode } from 'react'
import type { DueRow } from '../../core/dueWire'

export interface DueTableProps {
  readonly rows: readonly DueRow[]
  readonly unitOf: (row: DueRow) => string
  readonly count: string
  readonly empty: ReactNode
  readonly more: (() => void) | undefined
}

/** Phones have lines; PC width has the table (DueTable.h5.tsx). */
export function DueTable(_props: DueTableProps): ReactNode {
  return null
}
