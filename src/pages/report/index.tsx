import { Page } from '../../components/Page'

export default function Report() {
  return <Page title="报告" at="reports">{null}</Page>
}
