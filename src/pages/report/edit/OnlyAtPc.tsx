import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { goBack } from '../../../components/routes'

export function OnlyAtPc() {
  return <Page title="写稿" at="reports"><EmptyState text="写稿请在电脑上打开。这里可以看报告、核对数。" action="返回" onAction={goBack} /></Page>
}
