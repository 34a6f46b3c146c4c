import { Text, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import '../../styles/table.scss'
import { isProtected } from '../recordText'
import { Button, WordsButton } from '../Button'
import { EmptyState } from '../EmptyState'
import { focusOn, useKeys } from '../keys'
import { PickSheet } from '../PickSheet'
import { useReading } from '../reading'
import { StateMark, type Shape } from '../StateMark'
import { Tap } from '../Tap'
import type { Seek } from '../RecordRow'
import { SEARCH_ID } from '../SearchField'
import type { RegisterRows } from './useRegisterRows'
import { cellText, columnsOf, isWhom } from './columns'
import { keptColumns, keepColumns } from './keptColumns'
import { RowPanel } from './RowPanel'
import { ToldLine } from './ToldLine'
import { useTableWindow } from './useTableWindow.h5'
import { useNearEnd } from '../useNearEnd'
import type { RegisterTableProps } from './RegisterTable'

/** Rows to run through with the arrow keys, and the chosen one beside them. */
export function RegisterTable({ session, type, found, filters, words, onTold, onOpen, onClear }: RegisterTableProps) {
  const reading = useReading()
  const { rows, loading, problem } = found
  const { first, last, between, usual } = columnsOf(type)
  const [names, setNames] = useState(() => keptColumns(type.kind) ?? usual)
  const [picked, setPicked] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const at = rows.findIndex(({ id }) => id === picked)
  const chosen = rows[at]
  const narrow = chosen === undefined ? names : names.slice(0, WITH_PANEL)
  // Roles without personal values get no column of dashes.
  const isTold = (name: string): boolean => !isWhom(type, name) || rows.slice(0, SAMPLE).some((row) => cellText(type, name, row, reading) !== '—')
  const columns = [first, ...between.filter(({ name }) => narrow.includes(name) && isTold(name)), last]

  const { box, window, onScroll, reveal } = useTableWindow(rows.length, (to) => rowId(rows[to]?.id ?? ''))
  useNearEnd(window.end === rows.length && found.hasMore, rows.length, found.more)

  useKeys((key, isTyping) => {
    if (key === 'Escape' && chosen !== undefined) setPicked(null)
    else if (isTyping) return false
    else if (key === '/') focusOn(SEARCH_ID)
    else if (key === 'Enter' && chosen !== undefined) onOpen(chosen)
    else if (['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(key)) {
      const to = key === 'End' ? rows.length - 1 : at === -1 || key === 'Home' ? 0 : at + (key === 'ArrowDown' ? 1 : -1)
      const next = rows[to]
      if (next === undefined) return true
      setPicked(next.id)
      reveal(to)
    } else return false
    return true
  })

  return (
    <View className="register-wide">
      <View className="register-bar">
        {filters}
        {onClear === null ? null : <WordsButton text="清除条件" onTap={onClear} />}
        <View className="grow" />
        <Button text="列" icon="columns" onTap={() => setChoosing(true)} />
      </View>
      <View className={`register-two${chosen === undefined ? '' : ' register-open'}`}>
        <View className="card table-card">
          <div className="table-scroll" ref={box} onScroll={onScroll}>
            <table className="table" aria-rowcount={rows.length + 1}>
              <thead>
                <tr>{columns.map(({ name, label, isNumber }) => <th key={name} scope="col" className={isNumber ? 'table-number' : ''}>{label}</th>)}</tr>
              </thead>
              <tbody>
                {window.above === 0 ? null : <tr className="table-room" aria-hidden><td colSpan={columns.length} style={{ height: window.above }} /></tr>}
                {rows.slice(window.first, window.end).map((row, i) => (
                  <tr
                    key={row.id}
                    id={rowId(row.id)}
                    aria-rowindex={window.first + i + 2}
                    tabIndex={0}
                    className={row.id === picked ? 'table-on' : ''}
                    aria-selected={row.id === picked}
                    onClick={() => setPicked(row.id)}
                    onDoubleClick={() => onOpen(row)}
                  >
                    {columns.map(({ name, isNumber }, column) => (
                      <td key={name} className={isNumber ? 'table-number' : ''}>
                        {name === 'stage'
                          ? <StateMark shape={stageShape(type.stages[row.stage])} word={type.stages[row.stage]?.label ?? row.stage} />
                          : isProtected(type, row.values) && name !== 'caseNo' && name !== type.dated ? '—' : marked(cellText(type, name, row, reading), words.sought)}
                        {column === columns.length - 1 ? <Why text={words.markOf(row)} /> : null}
                      </td>
                    ))}
                  </tr>
                ))}
                {window.below === 0 ? null : <tr className="table-room" aria-hidden><td colSpan={columns.length} style={{ height: window.below }} /></tr>}
              </tbody>
            </table>
            {problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={found.again} />}
            {problem === null && !loading && rows.length === 0 ? (
              <EmptyState
                text={onClear === null ? `还没有${type.label}。` : '这样的条件下没有。'}
                {...(onClear === null ? {} : { action: '清除条件', onAction: onClear })}
              />
            ) : null}
            {found.hasMore ? <Tap className="table-more" onTap={found.more}>再读一些</Tap> : null}
            <ToldLine told={found.told} onTold={onTold} />
          </div>
          <View className="table-foot">
            <Text>{countText(found)}</Text>
            <View className="keys">
              <kbd>↑</kbd><kbd>↓</kbd> 换一件 <kbd>Enter</kbd> 打开全页 <kbd>Esc</kbd> 收起 <kbd>/</kbd> 找
            </View>
          </View>
        </View>
        {chosen === undefined ? null : <RowPanel key={chosen.id} session={session} type={type} row={chosen} onOpen={() => onOpen(chosen)} onClose={() => setPicked(null)} />}
      </View>
      {isChoosing ? (
        <PickSheet
          title="显示哪些列"
          choices={between.map(({ name, label }) => ({ code: name, text: label }))}
          picked={names}
          many
          note={`${first.label}、${last.label}总在两头`}
          onPick={(next) => {
            setNames(next)
            keepColumns(type.kind, next)
          }}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </View>
  )
}

/** Whether a column is empty for this reader shows in the first rows. */
const SAMPLE = 200

function marked(text: string, sought: Seek): ReactNode {
  const span = sought(text)
  return span === null ? text : <>{text.slice(0, span[0])}<span className="found">{text.slice(span[0], span[1])}</span>{text.slice(span[1])}</>
}

function Why({ text }: { readonly text: string }) {
  return text === '' ? null : <span className="table-why found">{text}</span>
}

/** Beside an open record there is room for so many columns between the first and the last. */
const WITH_PANEL = 4

function rowId(id: string): string {
  return `row-${id}`
}

function stageShape(stage: { readonly done?: true; readonly uncounted?: true } | undefined): Shape {
  if (stage?.uncounted === true) return 'square'
  return stage?.done === true ? 'disc' : 'ring'
}

/** 列出 651 件，另有 1 件仅承办人可见，合计 652 件. */
function countText({ rows, hidden, total, loading, hasMore }: RegisterRows): string {
  const shown = rows.length
  if (loading && shown === 0) return '正在读'
  if (hasMore) return `先列出 ${shown} 件，合计 ${total} 件${hidden > 0 ? `，其中 ${hidden} 件仅承办人可见` : ''}`
  const listed = `列出 ${shown} 件`
  if (hidden > 0) return `${listed}，另有 ${hidden} 件仅承办人可见，合计 ${total} 件`
  return shown === total ? `共 ${total} 件` : `${listed}，合计 ${total} 件`
}
