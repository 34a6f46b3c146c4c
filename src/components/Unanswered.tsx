import { useRouter } from '@tarojs/taro'
import { useSession } from '../client/hooks'
import type { Problem } from '../core/protocol'
import { askedParams } from './asked'
import { EmptyState } from './EmptyState'
import { INCOMPLETE } from './incomplete'
import { NothingHere } from './NothingHere'
import { useParams } from './params'
import { goBack, open } from './routes'

/** Why there is no answer, and the one thing that helps: signing in anew and coming back here, going back where there is nothing for oneself to see, else asking again. */
export function Unanswered({ problem: { code, message }, again }: { readonly problem: Problem; again(): void }) {
  const session = useSession()
  const { path } = useRouter()
  const params = useParams()
  // An office's program holds nothing of its own to speak of.
  const isHolding = session.kind === 'signedIn' && session.holdsRecords
  switch (code) {
    case INCOMPLETE.code:
      return <NothingHere />
    case 'expired':
      return <EmptyState text={message} action="重新登录" onAction={() => open('signin', askedParams(path, params))} />
    case 'notFound':
    case 'noRole':
      return <EmptyState text={message} action="返回" onAction={goBack} />
    case 'offline':
      return <EmptyState text={`现在没有信号，这里要联网才能看。${isHolding ? '写的都还在手机里。' : ''}`} action="再试一次" onAction={again} />
    default:
      return <EmptyState text={message} action="再试一次" onAction={again} />
  }
}
