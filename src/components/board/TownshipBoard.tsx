import { View } from '@tarojs/components'
import { useCallback, useMemo } from 'react'
import { useConfig, useToday } from '../../client/hooks'
import type { Period } from '../../core/period'
import { beforeWord, isBlank, readBoard } from '../../domain/board'
import type { Answers, BoardScope } from '../../domain/board/asking'
import type { BoardRequest } from '../../domain/board/request'
import { Card } from '../Card'
import { EmptyState } from '../EmptyState'
import { useWide } from '../wide'
import { BoardGrid } from './BoardGrid'
import type { BoardPlace } from './boardsOf'
import { problemWords, spanOf } from './boardWords'
import { DuePart } from './DuePart'
import { Ground, StaleNotice } from './Ground'
import { MonthsPart } from './MonthsPart'
import { PlacesPart } from './PlacesPart'
import { CellsPart, SplitPart } from './SplitPart'
import { SumsPart } from './SumsPart'
import { Tiles } from './Tiles'
import { useBoard } from './useBoard'

/** 看板 of a township, or of what a phone holds. */
export function TownshipBoard({ place, period }: { readonly place: BoardPlace; readonly period: Period }) {
  const config = useConfig()
  const today = useToday()
  const isWide = useWide()
  const { stream } = place
  const scope = useMemo<BoardScope>(() => ({ ...place.scope, config, today }), [place.scope, config, today])
  const request = useMemo<BoardRequest>(() => ({ kind: 'township', place: scope.place, period, today, shorter: isWide && spanOf(period, today) === 'year' }), [scope, period, today, isWide])
  const read = useCallback((answers: Answers) => readBoard(answers, scope), [scope])
  const { board, waiting, figures } = useBoard(stream, request, read)

  if (board === null) {
    const problem = problemWords(figures)
    return problem === null ? <View className="board-first note">正在数</View> : <EmptyState text={problem} />
  }
  const isThisYear = spanOf(period, today) !== null
  return (
    <View className={waiting ? 'board-waiting' : ''}>
      <StaleNotice figures={figures} today={today} />
      {isBlank(board) ? (
        <Card className="board-blank"><EmptyState text={figures.local ? '本机还没有记录。记下的会数在这里。' : '这一年和上一年都还没有记录。有人记下并传上来，数就在这里，不用刷新。'} /></Card>
      ) : null}
      <BoardGrid className={`board-township${board.places === null ? ' board-leaf' : ''}${board.due === null ? ' board-past' : ''}`}>
        <Tiles board={board} stream={stream} period={period} today={today} />
        {isWide ? null : <Ground figures={figures} today={today} />}
        <MonthsPart stream={stream} months={board.months} isThisYear={isThisYear} />
        {board.due === null ? null : <DuePart stream={stream} due={board.due} n={figures.answer?.at.town ?? 0} isLocal={figures.local} />}
        {board.places === null ? null : <PlacesPart stream={stream} board={board.places} />}
        <View className="part-column part-column-short">
          <CellsPart stream={stream} title="难易" of="受理" split={board.splits.difficulty} />
          <SplitPart stream={stream} title="化解途径" of="调结" split={board.splits.route} />
          <CellsPart stream={stream} title="协议形式" of="成功" split={board.splits.form} />
        </View>
        <SplitPart className="part-type" stream={stream} title="纠纷类型" of="受理" split={board.splits.type} />
        <View className="part-results">
          <SplitPart stream={stream} title="结果" of="受理" split={board.splits.result} />
          <SplitPart stream={stream} title="来源" of="受理" split={board.splits.source} />
        </View>
        <View className="part-column part-sums">
          {board.sums.map((sum) => <SumsPart key={sum.title} stream={stream} sum={sum} before={beforeWord(period, today)} />)}
        </View>
      </BoardGrid>
      <Ground figures={figures} today={today} hint="带下划线的数都可以点开，看到是哪些件" />
    </View>
  )
}
