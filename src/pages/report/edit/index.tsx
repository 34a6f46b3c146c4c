import { useConfig } from '../../../client/hooks'
import { mayReport } from '../../../domain/role'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { useOpened } from '../../../components/session'
import { Writing } from './Writing'

/** 写稿: `?stream=&template=&period=`; without a template a new one is begun. */
export default function EditReport() {
  const session = useOpened()
  const { places } = useConfig()
  const { stream = '', template = '', period = '' } = useParams()
  if (session === null) return <Page title="写稿" at="reports">{null}</Page>
  if (!mayReport(session.me, places, stream, 'write')) {
    return <Page title="写稿" at="reports" width="form"><EmptyState text="报告由党政办、司法所起草。需要写，请找管理员。" /></Page>
  }
  return <Writing key={`${template} ${period}`} session={session} stream={stream} template={template} period={period} />
}
