import { isFieldRole } from '../../components/entries'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { useSignedIn } from '../../components/session'
import { OfficeList } from './OfficeList'
import { OwnList } from './OwnList'

/** 要办的: from the phone for those who keep records on it, read on the server for the others and for the overdue list. */
export default function Todo() {
  const session = useSignedIn()
  const params = useParams()
  if (session === null) return <Page title="要办的" width="form">{null}</Page>
  return isFieldRole(session.me) && params.whose === undefined ? <OwnList me={session.me} /> : <OfficeList me={session.me} params={params} />
}
