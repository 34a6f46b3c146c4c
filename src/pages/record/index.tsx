import { useOnline, useRecord } from '../../client/hooks'
import type { ShownRecord, SignedIn } from '../../client/client'
import type { StoredRecord } from '../../core/op'
import type { RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { EmptyState } from '../../components/EmptyState'
import { REGISTER_WORDS } from '../../components/entries'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { useRecordMoves } from '../../components/RecordMoves'
import { RecordView } from '../../components/RecordView'
import { goBack } from '../../components/routes'
import { useSignedIn } from '../../components/session'

/** One record: from the phone at once, else read from the server. */
export default function Record() {
  const session = useSignedIn()
  const { id = '', stream = '' } = useParams()
  const held = useRecord(id)
  const isMissing = held === null && id !== ''
  const lent = useOnline((client) => (isMissing && stream !== '' ? client.online.record(stream, id) : Promise.resolve(null)), [isMissing, stream, id])
  const record = held ?? asShown(lent.answer?.record, stream)
  const type = record === null ? undefined : typeOf(record.kind)
  if (session === null || record === null || type === undefined) {
    return (
      <Page title="记录" width="form">
        {lent.problem === null ? null : <EmptyState text={lent.problem.message} action="返回" onAction={goBack} />}
      </Page>
    )
  }
  return <Opened session={session} type={type} record={record} />
}

function Opened({ session, type, record }: { readonly session: SignedIn; readonly type: RecordType; readonly record: ShownRecord }) {
  const { bar, over } = useRecordMoves(type, record, session)
  return (
    <Page title={titleWord(type.kind)} width="form" over={over} {...(bar === null ? {} : { dock: bar })}>
      <RecordView type={type} record={record} />
    </Page>
  )
}

function titleWord(kind: string): string {
  return kind === 'matter' ? '群众说事' : (REGISTER_WORDS as Readonly<Record<string, string>>)[kind] ?? '记录'
}

/** What the server lent is uploaded by definition. */
function asShown(record: StoredRecord | undefined, stream: string): ShownRecord | null {
  return record === undefined ? null : { ...record, stream, sync: 'uploaded', receipt: null, enteredAt: null }
}
