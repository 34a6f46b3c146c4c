import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ShownRecord } from '../../client/client'
import { useRecords, useSession } from '../../client/hooks'
import { initialsOf } from '../../core/pinyin/initials'
import { isCounted, type RecordType } from '../../core/recordType'
import { Card } from '../Card'
import { isProtected } from '../recordText'
import { RecordRow } from '../RecordRow'
import { useSearch } from '../register/useSearch'
import { SearchField } from '../SearchField'
import { SectionHead } from '../SectionHead'
import { useLikely, type LikelyRecord } from './useLikely'

const MOST = 20

/** The record that stays: what may be the same first, else what is searched for. */
export function PickSurvivor({ type, record, onPick }: { readonly type: RecordType; readonly record: ShownRecord; onPick(id: string): void }) {
  const [text, setText] = useState('')
  const likely = useLikely({ type, id: record.id, stream: record.stream, values: record.values })
  const found = useFound(type, record, text.trim())
  const list = (rows: readonly LikelyRecord[]) => (
    <Card>{rows.map((row) => <RecordRow key={row.id} record={row} right={null} chevron onOpen={() => onPick(row.id)} />)}</Card>
  )
  return (
    <>
      {likely.length === 0 ? null : <><SectionHead title="可能是这一件" />{list(likely)}</>}
      <SectionHead title={likely.length === 0 ? '并到哪一件' : '都不是，另找'} />
      <SearchField value={text} label="找要留下的那件" placeholder="编号、姓名、地方、拼音首字母" onText={setText} />
      <View className="gap-above" />
      {text.trim() === '' ? null : found.rows.length > 0 ? list(found.rows) : <View className="note">{found.say}</View>}
    </>
  )
}

function useFound(type: RecordType, record: ShownRecord, text: string): { readonly rows: readonly LikelyRecord[]; readonly say: string } {
  const session = useSession()
  const isLocal = session.kind === 'signedIn' && session.holdsRecords
  const local = useRecords({ kinds: isLocal && text !== '' ? [type.kind] : [], text }, initialsOf).rows
  const home = session.kind === 'signedIn' ? session.me.grants.find(({ stream }) => stream === record.stream)?.place ?? null : null
  const online = useSearch(!isLocal && text !== '', record.stream, { kind: type.kind, text, where: {}, place: home, period: null, told: false })
  const rows: readonly LikelyRecord[] = isLocal ? local : online.records
  const fit = rows.filter((other) => other.id !== record.id && other.stream === record.stream && isCounted(type, other.stage) && !isProtected(type, other.values))
  return { rows: fit.slice(0, MOST), say: online.problem?.message ?? (online.loading && !isLocal ? '正在找' : '没有找到，换个词试试') }
}
