import type { ReactNode } from 'react'
import type { SignedIn } from '../../client/client'
import { useSync } from '../../client/hooks'
import { must } from '../../core/assert'
import { EmptyState } from '../EmptyState'
import { Page } from '../Page'
import type { PageName } from '../pageNames'
import { useSignedIn } from '../session'
import { ADMIN_ROWS } from './adminRows'

interface AdminPageProps {
  /** Whose row of administration says what it is called and whose it is. */
  readonly page: PageName
  /** Of a page below that one; else the row's. */
  readonly title?: string
  /** Said to everybody else: who keeps it. */
  readonly others: string
  /** False: what it was opened for is not there; that is told in the same words. */
  readonly isThere?: boolean
  readonly children: (session: SignedIn) => ReactNode
}

/**
 * A page of administration, for whom it is, once the county's own records are there: what is not known yet must not look unset, nor be
 * written over unseen. The content brings its own frame.
 */
export function AdminPage({ page, title, others, isThere = true, children }: AdminPageProps) {
  const session = useSignedIn()
  const row = must(ADMIN_ROWS.find((each) => each.page === page), 'a page of administration has its row')
  const { status, streams } = useSync()
  const frame = (content: ReactNode): ReactNode => <Page title={title ?? row.title} at={`admin/${page}`} width="form">{content}</Page>
  if (session === null) return frame(null)
  if (!isThere || !row.isFor(session.me)) return frame(<EmptyState text={others} />)
  if (streams.some(({ stream, complete }) => stream === session.me.county && complete)) return <>{children(session)}</>
  return frame(<EmptyState text={status === 'offline' ? '现在没有信号，县里设的还没收到。有信号会自动收。' : '正在收县里设的'} />)
}
