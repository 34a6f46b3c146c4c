import type { ShownRecord, SignedIn } from '../../client/client'
import type { RecordType } from '../../core/recordType'
import { typeOf } from '../../domain/registry'
import { useLent } from '../../components/case/lent'
import { REGISTER_WORDS } from '../../components/entries'
import { NothingHere } from '../../components/NothingHere'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { useRecordMoves } from '../../components/RecordMoves'
import { RecordView } from '../../components/RecordView'
import { useSignedIn } from '../../components/session'
import { Unanswered } from '../../components/Unanswered'

/** One record: from the phone at once, else read from the server, and again when it moves there. */
export default function Record() {
  const session = useSignedIn()
  const { id = '', stream = '' } = useParams()
  const { record, problem, again } = useLent(stream, id)
  const type = record === null ? undefined : typeOf(record.kind)
  if (session === null || record === null || type === undefined) {
    return (
      <Page title="记录" width="form">
        {session !== null && id === '' ? <NothingHere /> : problem === null ? null : <Unanswered problem={problem} again={again} />}
      </Page>
    )
  }
  return <Opened session={session} type={type} record={record} />
}

function Opened({ session, type, record }: { readonly session: SignedIn; readonly type: RecordType; readonly record: ShownRecord }) {
  const { bar, over } = useRecordMoves(type, record, session)
  return (
    <Page title={titleWord(type.kind)} over={over} {...(bar === null ? {} : { dock: bar })}>
      <RecordView type={type} record={record} />
    </Page>
  )
}

function titleWord(kind: string): string {
  return kind === 'matter' ? '群众说事' : (REGISTER_WORDS as Readonly<Record<string, string>>)[kind] ?? '记录'
}
