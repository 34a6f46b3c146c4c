import { Page } from '../../components/Page'
import { RoundForm } from '../../components/round/RoundForm'
import { useParams } from '../../components/params'
import { useOpened } from '../../components/session'

/** 记一轮排查: a place and a period, with what was written down there filled in. */
export default function Round() {
  const session = useOpened()
  const { n = '1' } = useParams()
  return session === null ? <Page title="记排查" width="form">{null}</Page> : <RoundForm n={Number(n)} />
}
