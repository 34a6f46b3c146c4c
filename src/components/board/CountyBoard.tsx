import { View } from '@tarojs/components'
import { useCallback, useMemo } from 'react'
import { useConfig, useToday } from '../../client/hooks'
import type { Period } from '../../core/period'
import { beforeWord } from '../../domain/board'
import type { Answers, BoardScope } from '../../domain/board/asking'
import { countyQuestions, readCounty } from '../../domain/board/county'
import { EmptyState } from '../EmptyState'
import { BoardGrid } from './BoardGrid'
import type { BoardPlace } from './boardsOf'
import { periodDays, periodTitle, problemWords, rateWord, spanOf } from './boardWords'
import { CountyTable } from './CountyTable'
import { Ground, StaleNotice } from './Ground'
import { MonthsPart } from './MonthsPart'
import { SplitPart } from './SplitPart'
import { CountTile, RateTile, TilesHead } from './Tiles'
import { useBoard } from './useBoard'

/** 看板 of a county: its townships first, each leading to its own board. */
export function CountyBoard({ place, period, onTownship }: { readonly place: BoardPlace; readonly period: Period; onTownship(id: string): void }) {
  const config = useConfig()
  const today = useToday()
  const { stream } = place
  const scope = useMemo<BoardScope>(() => ({ ...place.scope, config, today }), [place.scope, config, today])
  const questions = useMemo(() => countyQuestions(scope, period), [scope, period])
  const read = useCallback((answers: Answers) => readCounty(answers, scope), [scope])
  const { board, waiting, figures } = useBoard(stream, questions, read)

  if (board === null) {
    const problem = problemWords(figures)
    return problem === null ? <View className="board-first note">正在数</View> : <EmptyState text={problem} />
  }
  const before = beforeWord(period, today)
  return (
    <View className={waiting ? 'board-waiting' : ''}>
      <StaleNotice figures={figures} today={today} />
      <BoardGrid className="board-county">
        <View className="card tiles-card part-tiles">
          <View className="tiles-main">
            <TilesHead title={periodTitle(period, today)} days={periodDays(period, today)} />
            <View className="tiles">
              <CountTile stream={stream} label="受理" counts={board.accepted} before={before} />
              <CountTile stream={stream} label="调结" counts={board.closed} before={before} />
            </View>
            <View className="tiles">
              <RateTile stream={stream} rate={board.success} before={before} word={rateWord(period, today)} />
            </View>
          </View>
        </View>
        <View className="part-table"><CountyTable stream={stream} board={board} days={periodDays(period, today)} onTownship={onTownship} /></View>
        <MonthsPart stream={stream} months={board.months} isThisYear={spanOf(period, today) !== null} />
        <View className="part-column part-column-short">
          <SplitPart stream={stream} title="难易" of="受理" split={board.splits.difficulty} />
          <SplitPart stream={stream} title="化解途径" of="调结" split={board.splits.route} />
        </View>
      </BoardGrid>
      <Ground figures={figures} today={today} isCounty hint="点乡镇名，进入该乡镇的看板" />
    </View>
  )
}
