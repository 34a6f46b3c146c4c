import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { Register } from '../../components/register/Register'
import { useOpened } from '../../components/session'

/** A register with conditions: opened from a figure, from the rail, or by a copied address. */
export default function Records() {
  const session = useOpened()
  const params = useParams()
  if (session === null) return <Page title="台账">{null}</Page>
  return <Register key={params.kind ?? ''} session={session} params={params} />
}
