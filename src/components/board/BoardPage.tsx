import { View } from '@tarojs/components'
import { useMemo, useState, type ReactNode } from 'react'
import { useToday } from '../../client/hooks'
import { canPrint, printPage } from '../../client/platform/documents'
import { showHere } from '../address'
import { Button } from '../Button'
import { useParams } from '../params'
import { Page } from '../Page'
import { LANDSCAPE } from '../printing'
import type { TabName } from '../tabs'
import { useWide } from '../wide'
import type { BoardPlace } from './boardsOf'
import { periodDays, spanOf } from './boardWords'
import { CountyBoard } from './CountyBoard'
import { choiceFrom, paramsOf, PERIOD_PARAMS, periodOfChoice, type PeriodChoice } from './periodChoice'
import { PeriodControl } from './PeriodControl'
import { TownshipBoard } from './TownshipBoard'

/** Frame of a board: its period, and at PC width what may be done with it. */
export function BoardPage({ place, title = '看板', tab, first, last, actions, onTownship }: {
  readonly place: BoardPlace
  readonly title?: string
  readonly tab?: TabName
  readonly first?: ReactNode
  readonly last?: ReactNode
  readonly actions?: ReactNode
  onTownship(id: string): void
}) {
  const today = useToday()
  const isWide = useWide()
  const asked = useParams()
  const [choice, setChoice] = useState<PeriodChoice>(() => choiceFrom(asked))
  const choose = (next: PeriodChoice): void => {
    setChoice(next)
    showHere(paramsOf(next), PERIOD_PARAMS)
  }
  const period = useMemo(() => periodOfChoice(choice, today), [choice, today])
  const control = <PeriodControl choice={choice} today={today} isWide={isWide} onChoice={choose} />
  return (
    <Page title={title} sub={title === place.name ? '看板' : place.name} at="board" {...(tab === undefined ? {} : { tab })} actions={isWide ? <>{actions}{control}{canPrint ? <Button text="打印" icon="print" onTap={() => printPage(LANDSCAPE)} /> : null}</> : undefined}>
      <View className="only-print print-title">{place.name}　{periodDays(period, today)}</View>
      {first}
      {isWide ? null : <View className="board-period">{control}{spanOf(period, today) === null ? <View className="note board-days">{periodDays(period, today)}</View> : null}</View>}
      {place.kind === 'county'
        ? <CountyBoard key={place.stream} place={place} period={period} onTownship={onTownship} />
        : <TownshipBoard key={place.stream} place={place} period={period} />}
      {last}
    </Page>
  )
}
