import { useMemo } from 'react'
import type { ShownRecord } from '../../client/client'
import { useConfig, useRecords } from '../../client/hooks'
import { initialsOf } from '../../core/pinyin/initials'
import type { Me } from '../../core/protocol'
import type { RecordType } from '../../core/recordType'
import { mayEdit } from '../../domain/role'
import { liesWithin } from './reach'

/**
 * Records of the county's directory within one's own reach, by words or by the first letters of their pinyin; those 停用 only when they are asked
 * for, and last. `isKeeper`: what one may change; else what lies where one holds a role.
 */
export function useKept(me: Me, type: RecordType, text: string, isKeeper = true): { readonly rows: readonly ShownRecord[]; readonly withdrawn: readonly ShownRecord[] } {
  const { places } = useConfig()
  const { rows } = useRecords({ kinds: [type.kind], text }, initialsOf)
  return useMemo(() => {
    const mine = rows.filter((record) => (isKeeper ? mayEdit(me, type, places, record) : liesWithin(me, places, record)))
    const inOrder = [...mine].sort((a, b) => Number(a.values.order ?? 0) - Number(b.values.order ?? 0) || String(a.values.name ?? '').localeCompare(String(b.values.name ?? ''), 'zh') || (a.id < b.id ? -1 : 1))
    return { rows: inOrder.filter(({ stage }) => stage === 'kept'), withdrawn: inOrder.filter(({ stage }) => stage !== 'kept') }
  }, [rows, me, type, places, isKeeper])
}
