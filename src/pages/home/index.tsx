import { Page } from '../../components/Page'
import { isFieldRole } from '../../components/entries'
import { useOpened } from '../../components/session'
import { FieldHome } from './FieldHome'
import { OfficeHome } from './OfficeHome'

export default function Home() {
  const session = useOpened()
  if (session === null) return <Page title="说事簿" tab="home">{null}</Page>
  return isFieldRole(session.me) ? <FieldHome me={session.me} /> : <OfficeHome me={session.me} />
}
