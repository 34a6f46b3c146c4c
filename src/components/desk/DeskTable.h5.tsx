import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import '../../styles/table.scss'
import { focusOn, isInPanel, isUnderSheet, useKeys } from '../keys.h5'
import { SEARCH_ID } from '../SearchField'
import { useNearEnd } from '../useNearEnd'
import type { DeskTableProps } from './DeskTable'
import { rowAfter } from './rowKeys'
import { useTableWindow } from './useTableWindow.h5'

/** Rows under a head that stays, run through with the arrow keys; the one that is open stands beside them, where the page puts it. */
export function DeskTable<Row extends { readonly id: string }>({ label, columns, rows, opened, beside = 'nothing', count, empty, after, more, fits = false, hasSearch = false, isSoft, onOpen, onPage }: DeskTableProps<Row>): ReactNode {
  const [reached, setReached] = useState<string | null>(opened)
  const at = rows.findIndex(({ id }) => id === (opened ?? reached))
  const isBeside = beside === 'facts'
  const { box, window, isPrinted, onScroll, reveal } = useTableWindow(rows.length, (to) => rowId(rows[to]?.id ?? ''))
  useReturn(opened, rowId)
  // Paper takes what is here: it reads nothing more.
  useNearEnd(!isPrinted && window.end === rows.length && more !== undefined, rows.length, more)

  const open = (row: Row): void => {
    setReached(row.id)
    onOpen(row)
  }
  const leave = (key: string): boolean => {
    if (key !== 'Escape' || opened === null) return false
    onOpen(null)
    return true
  }
  const seek = (key: string): boolean => {
    if (key !== '/' || !hasSearch) return false
    focusOn(SEARCH_ID)
    return true
  }
  const enter = (key: string): boolean => {
    const row = rows[at]
    if (key !== 'Enter' || row === undefined || !isRow(document.activeElement)) return false
    if (opened === row.id) onPage?.(row)
    else open(row)
    return true
  }
  const go = (key: string): boolean => {
    const to = rowAfter(key, at, rows.length)
    const next = to === null ? undefined : rows[to]
    if (to === null || next === undefined) return false
    setReached(next.id)
    if (isBeside) onOpen(next)
    reveal(to)
    return true
  }
  useKeys((key, isTyping) => {
    if (isUnderSheet() || isInPanel()) return false
    // From the search box down to what it found.
    if (isTyping) return key === 'ArrowDown' && document.activeElement?.id === SEARCH_ID && go(key)
    if (beside === 'form') return seek(key)
    return leave(key) || seek(key) || enter(key) || go(key)
  })

  return (
    <View className={`card table-card${fits ? ' table-fits' : ''}`}>
      <div className="table-scroll" ref={box} onScroll={onScroll}>
        <table className="table" aria-label={label} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>{columns.map(({ name, label: head, isPlain, isNumber }) => <th key={name} scope="col" className={isNumber === true ? 'table-number' : ''}>{isPlain === true ? <span className="unseen">{head}</span> : head}</th>)}</tr>
          </thead>
          <tbody>
            {window.above === 0 ? null : <tr className="table-room" aria-hidden><td colSpan={columns.length} style={{ height: window.above }} /></tr>}
            {rows.slice(window.first, window.end).map((row, i) => (
              <tr
                key={row.id}
                id={rowId(row.id)}
                aria-rowindex={window.first + i + 2}
                // One stop of the Tab key for the whole table; the arrow keys go on from there.
                tabIndex={row.id === (rows[at] ?? rows[0])?.id ? 0 : -1}
                className={`${row.id === opened ? 'table-on' : ''}${isSoft?.(row) === true ? ' table-soft' : ''}`}
                aria-current={row.id === opened ? 'true' : undefined}
                onFocus={() => setReached(row.id)}
                // The second of two clicks belongs to the double click.
                onClick={({ detail }) => { if (detail < 2) open(row) }}
                onDoubleClick={() => onPage?.(row)}
              >
                {columns.map(({ name, isNumber, cell }) => <td key={name} className={isNumber === true ? 'table-number' : ''}>{cell(row)}</td>)}
              </tr>
            ))}
            {window.below === 0 ? null : <tr className="table-room" aria-hidden><td colSpan={columns.length} style={{ height: window.below }} /></tr>}
          </tbody>
        </table>
        {rows.length === 0 ? empty : null}
        {after}
      </div>
      <View className="table-foot">
        <Text>{count}</Text>
        <View className="keys">
          {beside === 'form' ? null : <><kbd>↑</kbd><kbd>↓</kbd> {isBeside ? '换一件' : '选一件'}</>}
          {beside === 'nothing' ? <> <kbd>Enter</kbd> 打开</> : isBeside && onPage !== undefined ? <> <kbd>Enter</kbd> 打开全页</> : null}
          {isBeside ? <> <kbd>Esc</kbd> 收起</> : null}{hasSearch ? <> <kbd>/</kbd> 找</> : null}
        </View>
      </View>
    </View>
  )
}

/** What was closed took the keyboard with it: it goes back to the row. */
function useReturn(opened: string | null, idOf: (id: string) => string): void {
  const before = useRef(opened)
  useEffect(() => {
    const { current: last } = before
    before.current = opened
    if (last !== null && opened === null && (document.activeElement === null || document.activeElement === document.body)) focusOn(idOf(last))
  }, [opened, idOf])
}

function rowId(id: string): string {
  return `row-${id}`
}

/** Enter on a button is the button's. */
function isRow(element: Element | null): boolean {
  return element === null || element === document.body || element.id.startsWith('row-')
}
