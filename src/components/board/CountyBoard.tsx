import { View } from '@tarojs/components'
import { useCallback, useMemo } from 'react'
import { useConfig, useToday } from '../../client/hooks'
import { dayText, type Period } from '../../core/period'
import { beforeWord } from '../../domain/board'
import type { Answers, BoardScope } from '../../domain/board/asking'
import { readCounty } from '../../domain/board/county'
import type { BoardRequest } from '../../domain/board/request'
import { EmptyState } from '../EmptyState'
import { useWide } from '../wide'
import { BoardGrid } from './BoardGrid'
import type { BoardPlace } from './boardsOf'
import { daysUnderTitle, periodDays, periodTitle, problemWords, rateWord, spanOf } from './boardWords'
import { CellNumber } from './CellNumber'
import { CountyTable } from './CountyTable'
import { Ground, StaleNotice } from './Ground'
import { MonthsPart } from './MonthsPart'
import { CellsPart, SplitPart } from './SplitPart'
import { CountTile, DueTile, RateTile, Tile, TilesHead } from './Tiles'
import { useBoard } from './useBoard'

/** 看板 of a county: its townships first, each leading to its own board. */
export function CountyBoard({ place, period, onTownship }: { readonly place: BoardPlace; readonly period: Period; onTownship(id: string): void }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const { stream } = place
  const scope = useMemo<BoardScope>(() => ({ ...place.scope, config, today }), [place.scope, config, today])
  const request = useMemo<BoardRequest>(() => ({ kind: 'county', place: scope.place, period, today, shorter: false }), [scope, period, today])
  const read = useCallback((answers: Answers) => readCounty(answers, scope), [scope])
  const { board, waiting, figures } = useBoard(stream, request, read)

  if (board === null) {
    const problem = problemWords(figures)
    return problem === null ? <View className="board-first note">正在数</View> : <EmptyState text={problem} />
  }
  const before = beforeWord(period, today)
  const tiles = (
    <View className="card tiles-card part-tiles">
      <View className="tiles-main">
        <TilesHead title={periodTitle(period, today)} days={daysUnderTitle(period, today)} />
        <View className="tiles">
          <CountTile stream={stream} label="受理" counts={board.accepted} before={before} />
          <CountTile stream={stream} label="调结" counts={board.closed} before={before} />
        </View>
        <View className="tiles">
          <RateTile stream={stream} rate={board.success} before={before} word={rateWord(period, today)} />
        </View>
        <View className="tiles">
          <Tile label="在办" note={`到${dayText(period.to, today)}`}><CellNumber stream={stream} cell={board.open} label="在办" unit="件" /></Tile>
          {board.due === null ? null : <DueTile stream={stream} due={board.due} />}
        </View>
      </View>
    </View>
  )
  const table = <View className="part-table"><CountyTable stream={stream} board={board} days={periodDays(period, today)} onTownship={onTownship} /></View>
  const months = <MonthsPart stream={stream} months={board.months} isThisYear={spanOf(period, today) !== null} />
  const short = (
    <View className="part-column part-column-short">
      <CellsPart stream={stream} title="难易" of="受理" split={board.splits.difficulty} />
      <SplitPart stream={stream} title="化解途径" of="调结" split={board.splits.route} />
      <CellsPart stream={stream} title="协议形式" of="成功" split={board.splits.form} />
    </View>
  )
  const splits = (
    <View className="part-wide">
      <SplitPart stream={stream} title="纠纷类型" of="受理" split={board.splits.type} />
      <View className="part-pair">
        <SplitPart stream={stream} title="结果" of="受理" split={board.splits.result} />
        <SplitPart stream={stream} title="来源" of="受理" split={board.splits.source} />
      </View>
    </View>
  )
  return (
    <View className={waiting ? 'board-waiting' : ''}>
      <StaleNotice figures={figures} today={today} />
      <BoardGrid className="board-county">
        {isWide
          ? <><View className="county-left">{table}{splits}</View><View className="county-right">{tiles}{months}{short}</View></>
          : <>{tiles}{table}{months}{short}{splits}</>}
      </BoardGrid>
      <Ground figures={figures} today={today} isCounty hint="点乡镇名，进入该乡镇的看板" />
    </View>
  )
}
