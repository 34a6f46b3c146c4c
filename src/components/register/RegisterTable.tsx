import type { ReactNode } from 'react'
import type { SignedIn } from '../../client/client'
import type { RecordType } from '../../core/recordType'
import type { RegisterRow, RegisterRows } from './useRegisterRows'
import type { Words } from './useSought'

export interface RegisterTableProps {
  readonly session: SignedIn
  readonly type: RecordType
  readonly found: RegisterRows
  readonly filters: ReactNode
  readonly words: Words
  onTold(): void
  onOpen(row: RegisterRow): void
  readonly onClear: (() => void) | null
}

/** Phones have the list; a browser at PC width has the table (RegisterTable.h5.tsx). */
export function RegisterTable(_props: RegisterTableProps) {
  return null
}
