import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Board, Compared, Due, Rate, Shorter } from '../../domain/board'
import { beforeWord } from '../../domain/board'
import type { Period } from '../../core/period'
import type { Cell, Pair } from '../../domain/board/cells'
import { StateMark } from '../StateMark'
import { useWide } from '../wide'
import { carriedWord, cellText, daysUnderTitle, pairText, percentText, periodTitle, rateWord } from './boardWords'
import { CellNumber, PairNumber } from './CellNumber'

interface TilesProps {
  readonly stream: string
  readonly period: Period
  readonly today: string
}

/** 受理, 调结, 在办, 成功率, 七天内满一个月: how are we. 本月 and 今天 stand beside at PC width. */
export function Tiles({ board, stream, period, today }: TilesProps & { readonly board: Board }) {
  const { accepted, closed, open, carried, success, due, shorter } = board
  const before = beforeWord(period, today)
  return (
    <View className="card tiles-card">
      <View className="tiles-main">
        <TilesHead title={periodTitle(period, today)} days={daysUnderTitle(period, today)} />
        <View className="tiles">
          <CountTile stream={stream} label="受理" counts={accepted} before={before} />
          <CountTile stream={stream} label="调结" counts={closed} before={before} />
          <Tile label="在办" note={<Before stream={stream} word={carriedWord(period, today)} cell={carried} />}><CellNumber stream={stream} cell={open} label="在办" unit="件" /></Tile>
        </View>
        <View className="tiles">
          <RateTile stream={stream} rate={success} before={before} word={rateWord(period, today)} />
          {due === null ? null : <DueTile stream={stream} due={due} />}
        </View>
      </View>
      {shorter.map((each) => <ShorterTile key={each.span} stream={stream} shorter={each} today={today} />)}
    </View>
  )
}

export function TilesHead({ title, days }: { readonly title: string; readonly days: string }) {
  return <View className="tiles-head"><Text className="strong">{title}</Text>{days === '' ? null : <Text className="note">{days}</Text>}</View>
}

export function CountTile({ stream, label, counts, before }: { readonly stream: string; readonly label: string; readonly counts: Compared; readonly before: string }) {
  return <Tile label={label} note={<Before stream={stream} word={before} cell={counts.before} of={label} />}><CellNumber stream={stream} cell={counts.now} label={label} unit="件" /></Tile>
}

export function RateTile({ stream, rate, before, word }: { readonly stream: string; readonly rate: Rate; readonly before: string; readonly word: string }) {
  const percent = percentText(rate.now)
  return (
    <Tile label="成功率" className="tile-rate" note={percent === '' ? word : `${word}，${percent}`} more={<BeforePair stream={stream} word={before} pair={rate.before} />}>
      <PairNumber stream={stream} pair={rate.now} label="成功率" />
    </Tile>
  )
}

export function DueTile({ stream, due }: { readonly stream: string; readonly due: Pick<Due, 'soon' | 'today' | 'past'> }) {
  const { soon, today, past } = due
  return (
    <View className="tile tile-due">
      <View className="tile-label">七天内满一个月</View>
      <View className="tile-number"><CellNumber stream={stream} cell={soon} label="七天内满一个月" unit="件" /></View>
      {today.value > 0 ? <StateMark shape="triangle" word={`其中今天 ${cellText(today)} 件`} /> : null}
      {past.value > today.value ? <StateMark shape="triangle" word={`已满未结 ${cellText(past)} 件`} /> : null}
    </View>
  )
}

export function Tile({ label, note, more, className = '', children }: {
  readonly label: string
  readonly note: ReactNode
  /** A second note. */
  readonly more?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <View className={`tile ${className}`}>
      <View className="tile-label">{label}</View>
      <View className="tile-number">{children}</View>
      <View className="tile-note">{note}</View>
      {more === undefined ? null : <View className="tile-note">{more}</View>}
    </View>
  )
}

/** 去年同期 611. A thumb has no room to open it in so small a line: there the year before is a period of its own. */
function Before({ stream, word, cell, of = word }: { readonly stream: string; readonly word: string; readonly cell: Cell; readonly of?: string }) {
  const isWide = useWide()
  return isWide ? <><Text>{word} </Text><CellNumber stream={stream} cell={cell} label={of === word ? word : `${word}${of}`} /></> : <Text>{`${word} ${cellText(cell)}`}</Text>
}

function BeforePair({ stream, word, pair }: { readonly stream: string; readonly word: string; readonly pair: Pair }) {
  const isWide = useWide()
  return isWide ? <><Text>{word} </Text><PairNumber stream={stream} pair={pair} label={`${word}成功率`} /></> : <Text>{`${word} ${pairText(pair)}`}</Text>
}

function ShorterTile({ stream, shorter, today }: { readonly stream: string; readonly shorter: Shorter; readonly today: string }) {
  const { period, accepted, closed, success } = shorter
  return (
    <View className="shorter">
      <TilesHead title={periodTitle(period, today)} days={daysUnderTitle(period, today)} />
      <View className="shorter-line"><Text>受理</Text><CellNumber stream={stream} cell={accepted} label="受理" /></View>
      <View className="shorter-line"><Text>调结</Text><CellNumber stream={stream} cell={closed} label="调结" /></View>
      <View className="shorter-line"><Text>成功率</Text><PairNumber stream={stream} pair={success} label="成功率" /></View>
    </View>
  )
}
