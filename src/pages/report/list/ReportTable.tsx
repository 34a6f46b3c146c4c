import type { ReactNode } from 'react'
import type { Year } from './years'

export interface ReportTableProps {
  readonly stream: string
  readonly years: readonly Year[]
}

/** Phones have the list by years; PC width has the table (ReportTable.h5.tsx). */
export function ReportTable(_props: ReportTableProps): ReactNode {
  return null
}
