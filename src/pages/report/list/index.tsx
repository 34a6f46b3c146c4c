import { View } from '@tarojs/components'
import { useMemo } from 'react'
import type { SignedIn } from '../../../client/client'
import { useConfig, useToday } from '../../../client/hooks'
import { placeName } from '../../../core/place'
import { ownFigure } from '../../../domain/ownFigure'
import { createMoves, mayReport } from '../../../domain/role'
import { exportsFrom } from '../../../domain/exports'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { useParams } from '../../../components/params'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { useWide } from '../../../components/wide'
import '../../../styles/report.scss'
import { reportPlaces } from '../reportPlaces'
import { TownReports } from './TownReports'

/** 报告: those of the township; a county office chooses the township first. */
export default function Reports() {
  const session = useSignedIn()
  return session === null ? <Page title="报告" at="reports">{null}</Page> : <Lists session={session} />
}

function Lists({ session: { me } }: { readonly session: SignedIn }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const { stream } = useParams()
  const towns = useMemo(() => reportPlaces(me, config, today), [me, config, today])
  const [only, second] = towns
  const asked = stream ?? (second === undefined ? only?.id : undefined)
  if (only === undefined) {
    return <Page title="报告" at="reports" width="form"><EmptyState text="您的角色不看报告。报告由党政办、司法所起草，领导和综治中心能看；需要看，请找管理员。" /></Page>
  }
  if (asked !== undefined) {
    const canTake = exportsFrom(me, config.places, asked).length > 0
    return (
      <Page
        title="报告"
        sub={placeName(config.places, asked)}
        at="reports"
        actions={(
          <>
            {canTake ? <Button text="导出表格" icon="download" onTap={() => open('exports')} /> : null}
            {mayReport(me, config.places, asked, 'write') ? <Button text="新写一份" icon="pencil" look="filled" onTap={() => open('reportEdit', { stream: asked })} /> : null}
          </>
        )}
      >
        {second === undefined || isWide ? null : <View className="subject">{placeName(config.places, asked)}</View>}
        <TownReports key={asked} stream={asked} />
        {!canTake || isWide ? null : <View className="gap-above"><Button text="导出表格" icon="download" wide onTap={() => open('exports')} /></View>}
      </Page>
    )
  }
  return (
    <Page title="报告" at="reports" width="form" {...(createMoves(me, ownFigure).length === 0 ? {} : { dock: <Button text="自定指标" wide onTap={() => open('ownFigures')} /> })}>
      <SectionHead title={`${towns.length} 个乡镇`} right="按行政次序" />
      <Card>{towns.map(({ id, name }) => <ListRow key={id} title={name} chevron onTap={() => open('reports', { stream: id })} />)}</Card>
    </Page>
  )
}
