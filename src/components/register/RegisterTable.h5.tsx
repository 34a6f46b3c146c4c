import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import '../../styles/table.scss'
import { isProtected } from '../recordText'
import { Button, WordsButton } from '../Button'
import { EmptyState } from '../EmptyState'
import { focusOn, useKeys } from '../keys'
import { PickSheet } from '../PickSheet'
import { useReading } from '../reading'
import { StateMark, type Shape } from '../StateMark'
import { Tap } from '../Tap'
import { SEARCH_ID } from '../SearchField'
import type { RegisterRows } from './useRegisterRows'
import { cellText, columnsOf, isWhom } from './columns'
import { keptColumns, keepColumns } from './keptColumns'
import { RowPanel } from './RowPanel'
import type { RegisterTableProps } from './RegisterTable'

const DRAWN = 200

/** Rows to run through with the arrow keys, and the chosen one beside them. */
export function RegisterTable({ session, type, found, filters, onOpen, onClear }: RegisterTableProps) {
  const reading = useReading()
  const { rows, loading, problem } = found
  const { first, last, between, usual } = columnsOf(type)
  const [names, setNames] = useState(() => keptColumns(type.kind) ?? usual)
  const [picked, setPicked] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const [drawn, setDrawn] = useState(DRAWN)
  const at = rows.findIndex(({ id }) => id === picked)
  const chosen = rows[at]
  const narrow = chosen === undefined ? names : names.slice(0, WITH_PANEL)
  // Roles without personal values get no column of dashes.
  const isTold = (name: string): boolean => !isWhom(type, name) || rows.some((row) => cellText(type, name, row, reading) !== '—')
  const columns = [first, ...between.filter(({ name }) => narrow.includes(name) && isTold(name)), last]

  useKeys((key, isTyping) => {
    if (key === 'Escape' && chosen !== undefined) setPicked(null)
    else if (isTyping) return false
    else if (key === '/') focusOn(SEARCH_ID)
    else if (key === 'Enter' && chosen !== undefined) onOpen(chosen)
    else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const next = rows[at === -1 ? 0 : at + (key === 'ArrowDown' ? 1 : -1)]
      if (next === undefined) return true
      setPicked(next.id)
      focusOn(rowId(next.id))
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
          <View className="table-scroll">
            <table className="table">
              <thead>
                <tr>{columns.map(({ name, label, isNumber }) => <th key={name} scope="col" className={isNumber ? 'table-number' : ''}>{label}</th>)}</tr>
              </thead>
              <tbody>
                {rows.slice(0, drawn).map((row) => (
                  <tr
                    key={row.id}
                    id={rowId(row.id)}
                    tabIndex={0}
                    className={row.id === picked ? 'table-on' : ''}
                    aria-selected={row.id === picked}
                    onClick={() => setPicked(row.id)}
                    onDoubleClick={() => onOpen(row)}
                  >
                    {columns.map(({ name, isNumber }) => (
                      <td key={name} className={isNumber ? 'table-number' : ''}>
                        {name === 'stage'
                          ? <StateMark shape={stageShape(type.stages[row.stage])} word={type.stages[row.stage]?.label ?? row.stage} />
                          : isProtected(type, row.values) && name !== 'caseNo' && name !== type.dated ? '—' : cellText(type, name, row, reading)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {problem === null ? null : <EmptyState text={problem.message} action="再试一次" onAction={found.again} />}
            {problem === null && !loading && rows.length === 0 ? (
              <EmptyState
                text={onClear === null ? `还没有${type.label}。` : '这样的条件下没有。'}
                {...(onClear === null ? {} : { action: '清除条件', onAction: onClear })}
              />
            ) : null}
            {drawn < rows.length ? <Tap className="table-more" onTap={() => setDrawn(drawn + DRAWN)}>再看 {Math.min(DRAWN, rows.length - drawn)} 件</Tap> : null}
            {drawn >= rows.length && found.hasMore ? <Tap className="table-more" onTap={found.more}>再读一些</Tap> : null}
          </View>
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
