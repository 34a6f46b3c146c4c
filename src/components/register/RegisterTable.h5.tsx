import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { isProtected } from '../recordText'
import { Button, WordsButton } from '../Button'
import { DeskTable, type DeskColumn } from '../desk/DeskTable'
import { EmptyState } from '../EmptyState'
import { PickSheet } from '../PickSheet'
import { useReading } from '../reading'
import { StateMark, type Shape } from '../StateMark'
import { Tap } from '../Tap'
import { Unanswered } from '../Unanswered'
import type { Seek } from '../RecordRow'
import type { RegisterRow, RegisterRows } from './useRegisterRows'
import { cellText, columnsOf, isWhom, spreadOf } from './columns'
import { keptColumns, keepColumns } from './keptColumns'
import { RowPanel } from './RowPanel'
import { ToldLine } from './ToldLine'
import type { RegisterTableProps } from './RegisterTable'

/** Rows to run through with the arrow keys, and the chosen one beside them. */
export function RegisterTable({ session, type, found, filters, words, onTold, onOpen, onClear }: RegisterTableProps) {
  const reading = useReading()
  const { rows, loading, problem } = found
  const { first, last, between, usual } = columnsOf(type)
  const [names, setNames] = useState(() => keptColumns(type.kind) ?? usual)
  const [picked, setPicked] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const spread = spreadOf(rows, session.me.grants.some(({ stream }) => stream === session.me.county))
  const chosen = rows.find(({ id }) => id === picked)
  const narrow = chosen === undefined ? names : names.slice(0, WITH_PANEL)
  // Roles without personal values get no column of dashes.
  const isTold = (name: string): boolean => !isWhom(type, name) || rows.slice(0, SAMPLE).some((row) => cellText(type, name, row, reading) !== '—')
  const columns = [first, ...between.filter(({ name }) => narrow.includes(name) && isTold(name)), last]

  return (
    <View className="register-wide">
      <View className="register-bar">
        {filters}
        {onClear === null ? null : <WordsButton text="清除条件" onTap={onClear} />}
        <View className="grow" />
        <Button text="列" icon="columns" onTap={() => setChoosing(true)} />
      </View>
      {found.hasMore ? <View className="only-print print-part">这里印的是前 {rows.length} 件，共 {found.total} 件</View> : null}
      <View className={`desk-two${chosen === undefined ? '' : ' desk-open'}`}>
        <DeskTable
          label={type.label}
          hasSearch
          columns={columns.map(({ name, label, isNumber }, i): DeskColumn<RegisterRow> => ({
            name, label, isNumber,
            cell: (row) => (
              <>
                {name === 'stage'
                  ? <StateMark shape={stageShape(type.stages[row.stage])} word={type.stages[row.stage]?.label ?? row.stage} />
                  : isProtected(type, row.values) && name !== 'caseNo' && name !== type.dated ? '—' : marked(cellText(type, name, row, reading, spread), words.sought)}
                {i === columns.length - 1 ? <Why text={words.markOf(row)} /> : null}
              </>
            ),
          }))}
          rows={rows}
          opened={chosen?.id ?? null}
          beside={chosen === undefined ? 'nothing' : 'facts'}
          count={countText(found)}
          empty={problem !== null || loading ? null : (
            <EmptyState
              text={onClear === null ? `还没有${type.label}。` : '这样的条件下没有。'}
              {...(onClear === null ? {} : { action: '清除条件', onAction: onClear })}
            />
          )}
          after={(
            <>
              {problem === null ? null : <Unanswered problem={problem} again={found.again} />}
              {found.hasMore ? <Tap className="table-more" onTap={found.more}>再读一些</Tap> : null}
              <ToldLine told={found.told} onTold={onTold} />
            </>
          )}
          more={found.hasMore ? found.more : undefined}
          onOpen={(row) => setPicked(row?.id ?? null)}
          onPage={onOpen}
        />
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
