import { useMemo } from 'react'
import { useRecords, useSession } from '../../client/hooks'
import { QUICK_TYPES } from '../../domain/disputeCodes'

export function isQuickType(code: string): boolean {
  return (QUICK_TYPES as readonly string[]).includes(code)
}

/** The type beyond the ten that the person wrote down last; null while there is none. */
export function useRecentType(): string | null {
  const session = useSession()
  const { rows } = useRecords(RECENT)
  const person = session.kind === 'signedIn' ? session.me.person : ''
  return useMemo(() => {
    const beyond = rows.filter(({ createdBy, values: { type } }) => createdBy === person && typeof type === 'string' && !isQuickType(type))
    const [last] = [...beyond].sort((a, b) => ((a.enteredAt ?? '') < (b.enteredAt ?? '') ? 1 : -1))
    return typeof last?.values.type === 'string' ? last.values.type : null
  }, [rows, person])
}

const LOOKED_AT = 40
const RECENT = { kinds: ['dispute'], limit: LOOKED_AT } as const
