import { Page } from '../../components/Page'
import { Register } from '../../components/register/Register'
import { useOpened } from '../../components/session'

/** The tab: a tab of WeChat takes no parameters, so what a figure opens is the page `records`. */
export default function RegisterTab() {
  const session = useOpened()
  if (session === null) return <Page title="台账" tab="register">{null}</Page>
  return <Register session={session} params={NONE} tab="register" />
}

const NONE = {}
