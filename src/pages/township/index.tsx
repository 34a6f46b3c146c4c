import { useMemo } from 'react'
import { useConfig, useToday } from '../../client/hooks'
import { BoardPage } from '../../components/board/BoardPage'
import { boardAt } from '../../components/board/boardsOf'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useParams } from '../../components/params'
import { goBack, openTab } from '../../components/routes'
import { useSignedIn } from '../../components/session'

/** One township's board, opened from the county's. */
export default function Township() {
  const session = useSignedIn()
  const config = useConfig()
  const today = useToday()
  const { stream = '' } = useParams()
  const place = useMemo(() => boardAt(stream, stream, config, today), [stream, config, today])
  if (session === null) return <Page title="看板">{null}</Page>
  if (config.places.byId[stream] === undefined) {
    return <Page title="看板"><EmptyState text="没有找到这个乡镇，或者不在您能看的范围里。" action="回看板" onAction={() => openTab('board')} /></Page>
  }
  return <BoardPage place={place} title={place.name} actions={<Button text="回全县" icon="left" onTap={goBack} />} onTownship={() => undefined} />
}
