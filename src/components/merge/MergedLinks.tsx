import { useMemo } from 'react'
import type { ShownRecord } from '../../client/client'
import { useClient, useOnline, useRecords, useSession } from '../../client/hooks'
import { searchDoor } from '../../client/search'
import type { StoredRecord } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { canBeSame } from '../../domain/likely'
import { lastOfChain } from '../../domain/merging'
import { Card } from '../Card'
import { useLent } from '../case/lent'
import { ListRow } from '../ListRow'
import { useReading } from '../reading'
import { titleOf } from '../recordText'
import { open } from '../routes'

/** Where a merged record went, and what came to the one that stayed. Both ways can be walked. */
export function MergedLinks({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  if (!canBeSame(type)) return null
  return record.stage === 'merged' ? <Gone type={type} record={record} /> : <Came type={type} record={record} />
}

/** To the record that stayed in the end, also when the first one was given up too. */
export function useSurvivor(record: ShownRecord | null): { readonly survivor: ShownRecord | null; readonly problem: string } {
  const client = useClient()
  const { records, borrowed } = client.view.getState()
  const into = record?.stage === 'merged' && typeof record.values.mergedInto === 'string' ? record.values.mergedInto : ''
  const { record: next, problem } = useLent(record?.stream ?? '', into)
  const read = (id: string): ShownRecord | null => (id === next?.id ? next : records.get(id) ?? borrowed.get(id) ?? null)
  const last = next === null ? null : lastOfChain(next, read)
  return { survivor: last === null ? next : read(last.id) ?? next, problem: problem?.message ?? '' }
}

function Gone({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const reading = useReading()
  const { survivor, problem } = useSurvivor(record)
  const facts = survivor === null ? [problem] : [String(survivor.values.caseNo ?? ''), '以后的事记在那一件上，只算一件']
  return (
    <Card className="gap-above">
      <ListRow
        title={survivor === null ? '并入了另一件' : `并入了：${titleOf(type, survivor.values, reading)}`}
        facts={facts.filter((fact) => fact !== '')}
        {...(survivor === null ? {} : { chevron: true, onTap: () => open('record', { id: survivor.id, stream: survivor.stream }) })}
      />
    </Card>
  )
}

function Came({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const reading = useReading()
  const came = useMergedInto(record)
  if (came.length === 0) return null
  return (
    <Card className="gap-above">
      {came.map((other, i) => (
        <ListRow
          key={other.id}
          title={`${i === 0 ? `并入了 ${came.length} 件：` : ''}${titleOf(type, other.values, reading)}`}
          facts={[String(other.values.caseNo ?? ''), '不再单独算'].filter((fact) => fact !== '')}
          chevron
          onTap={() => open('record', { id: other.id, stream: record.stream })}
        />
      ))}
    </Card>
  )
}

function useMergedInto({ id, kind, stream, n, sync }: ShownRecord): readonly StoredRecord[] {
  const session = useSession()
  const isLocal = session.kind === 'signedIn' && session.holdsRecords
  const { rows } = useRecords({ kinds: isLocal ? [kind] : [], where: { mergedInto: [id], stage: ['merged'] } })
  const isAsked = session.kind === 'signedIn' && !isLocal && sync !== 'onPhone'
  const { answer } = useOnline((client) => (isAsked ? searchDoor(client, stream).merged(id) : Promise.resolve(null)), [isAsked, stream, id, n])
  return useMemo(() => (isLocal ? rows : answer?.records ?? []), [isLocal, rows, answer])
}
