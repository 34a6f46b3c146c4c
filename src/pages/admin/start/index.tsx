import { View } from '@tarojs/components'
import { useConfig, useRecords, useToday } from '../../../client/hooks'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark } from '../../../components/StateMark'
import { stepsOf, type Step } from './steps'

const TITLE = '还没设的'

/** What a fresh county sets before it begins, and what of it is done. */
export default function Start() {
  return <AdminPage page="start" others="这些由县管理员设。">{() => <Kept />}</AdminPage>
}

function Kept() {
  const config = useConfig()
  const today = useToday()
  const people = useRecords({ kinds: ['person'] }).rows.filter(({ stage }) => stage === 'kept').length
  const steps = stepsOf(config, people, today)
  const groups = [
    { title: '还没设的', steps: steps.filter(({ done }) => done === false) },
    { title: '要去看看的', steps: steps.filter(({ done }) => done === null) },
    { title: '设好了的', steps: steps.filter(({ done }) => done === true) },
  ]
  return (
    <Page title={TITLE} at="admin/start" width="form">
      {groups.filter((group) => group.steps.length > 0).map((group) => (
        <View key={group.title}>
          <SectionHead title={group.title} right={`${group.steps.length} 项`} />
          <Card>{group.steps.map((step) => <Row key={step.title} step={step} />)}</Card>
        </View>
      ))}
      <View className="note gap-above">不按次序也行，缺哪一项都能先用；缺的会在用到的地方说。</View>
    </Page>
  )
}

function Row({ step: { title, fact, done, page, params } }: { readonly step: Step }) {
  const right = done === null ? {} : { right: <StateMark shape={done ? 'tick' : 'ring'} word={done ? '好了' : '没设'} /> }
  return <ListRow title={title} facts={[fact]} {...right} {...(page === null ? {} : { chevron: true, onTap: () => open(page, params) })} />
}
