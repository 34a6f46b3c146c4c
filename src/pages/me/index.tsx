import { Page } from '../../components/Page'
import { useSignedIn } from '../../components/session'
import { Mine } from './Mine'

export default function Me() {
  const session = useSignedIn()
  if (session === null) return <Page title="我的" tab="me">{null}</Page>
  return <Mine session={session} />
}
