import { EmptyState } from './EmptyState'
import { INCOMPLETE } from './incomplete'
import { openTab } from './routes'

/** In the place of a page whose address names nothing. */
export function NothingHere() {
  return <EmptyState text={INCOMPLETE.message} action="回首页" onAction={() => openTab('home')} />
}
