import { View } from '@tarojs/components'
import { useOnline } from '../../../client/hooks'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { useSignedIn } from '../../../components/session'
import { FrozenReport } from './FrozenReport'

/** A report as it was issued, and what would be counted otherwise since. */
export default function Frozen() {
  const session = useSignedIn()
  const { stream = '', id = '' } = useParams()
  if (session === null) return <Page title="定稿" at="reports">{null}</Page>
  if (stream === '' || id === '') return <Page title="定稿" at="reports"><EmptyState text="没有找到这份定稿，请从报告列表里打开。" /></Page>
  return <Open key={id} stream={stream} id={id} />
}

function Open({ stream, id }: { readonly stream: string; readonly id: string }) {
  const { answer, problem, loading, again } = useOnline((client) => client.online.frozen(stream, id), [stream, id])
  if (answer !== null) return <FrozenReport stream={stream} report={answer} />
  return (
    <Page title="定稿" at="reports">
      {problem === null || loading
        ? <View className="board-first note">正在读</View>
        : <EmptyState text={problem.code === 'offline' ? '没有信号，定稿要联网才能看。' : problem.message} action="再试一次" onAction={again} />}
    </Page>
  )
}
