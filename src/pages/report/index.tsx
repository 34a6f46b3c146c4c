import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { useSignedIn } from '../../components/session'
import { OpenReport } from './OpenReport'

/** A report to read, check and take away. */
export default function Report() {
  const session = useSignedIn()
  const { stream = '', template = '', period = '' } = useParams()
  if (session === null) return <Page title="报告" at="reports">{null}</Page>
  if (stream === '' || template === '' || period === '') return <Page title="报告" at="reports"><EmptyState text="没有找到这份报告，请从报告列表里打开。" /></Page>
  return <OpenReport stream={stream} template={template} period={period} />
}
